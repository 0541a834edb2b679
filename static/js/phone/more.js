// One more line of a list, or one more idea: an answer of its own, at an address of its own.
function freshKey() {
  const letters = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0"));
  return `r${letters.join("")}`;
}

export function addRow(panel) {
  const rows = panel.querySelector("[data-rows]");
  const last = rows.lastElementChild;
  const row = last.cloneNode(true);
  const before = row.dataset.question;
  const key = freshKey();
  const address = `${panel.querySelector("[data-item]").dataset.item.split("/")[1]}.${key}`;
  row.dataset.question = address;
  for (const input of row.querySelectorAll("input, textarea, select")) {
    input.name = input.name.replace(before, address);
    input.value = "";
  }
  for (const element of row.querySelectorAll("[id]")) element.id += key;
  for (const label of row.querySelectorAll("[for]")) label.htmlFor += key;
  for (const said of row.querySelectorAll("[data-field-error], [data-field-status]")) said.hidden = true;
  const title = row.querySelector(".row-title");
  if (title) title.textContent = title.textContent.replace(/\d+$/, rows.children.length + 1);
  last.after(row);
  row.querySelector("textarea, [type=text]").focus();
}
