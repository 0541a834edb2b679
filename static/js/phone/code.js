// The eight digits as they are shown: 4829 1374. The server reads them however they are typed.
for (const field of document.querySelectorAll("[data-code]")) {
  field.addEventListener("input", () => {
    const atTheEnd = field.selectionStart === field.value.length;
    if (!atTheEnd || /[^\d\s-]/.test(field.value)) return; // letters are the server's to read
    const digits = field.value.replace(/\D/g, "");
    field.value = digits.length > 4 ? `${digits.slice(0, 4)} ${digits.slice(4)}` : digits;
  });
}
