// A text field keeps plain words. When the clipboard held a table or formatting, says that it was left behind.
const FORMATTING = /<(table|b|strong|i|em|u|h[1-6]|ul|ol|img|a)[\s>]|font-weight:\s*(bold|[6-9]00)|mso-/i;
const WORDS = "La mise en forme a été retirée.";

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("textarea, input[type=text]");
  if (!field || !FORMATTING.test(event.clipboardData?.getData("text/html") ?? "")) return;
  let notice = field.parentElement.querySelector("[data-paste-notice]");
  if (!notice) {
    notice = Object.assign(document.createElement("span"), { className: "notice-below", textContent: WORDS });
    notice.dataset.pasteNotice = "";
    field.after(notice);
  }
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: WORDS }));
  field.addEventListener("blur", () => notice.remove(), { once: true });
});
