// Quick entry: Enter adds the line and leaves the cursor ready for the next one. Lists of people grow on demand.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-quick-text]")) return;
  event.preventDefault();
  event.target.closest("[data-quick-entry]").querySelector("[data-quick-add]").click();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { elt: button, xhr } = event.detail;
  if (!button.matches("[data-quick-add]")) return;
  const entry = button.closest("[data-quick-entry]");
  const text = entry.querySelector("[data-quick-text]");
  if (xhr.status === 422) { // for htmx a success: its answer is shown
    text.setAttribute("aria-invalid", "true");
    text.focus();
  }
  if (xhr.status !== 200) return;
  const said = text.value;
  text.value = "";
  text.removeAttribute("aria-invalid");
  text.focus();
  entry.querySelector("[role=alert]").replaceChildren();
  entry.parentElement.querySelector("[data-rows-empty]")?.remove();
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: `Ajouté\u00a0: ${said}` }));
});

for (const count of document.querySelectorAll("[data-rows-count]")) {
  const list = document.getElementById(count.dataset.rowsCount);
  new MutationObserver(() => { count.textContent = list.childElementCount; }).observe(list, { childList: true });
}

// What is removed had the focus: its neighbour takes it, and nobody loses one's place.
document.addEventListener("htmx:beforeSwap", (event) => {
  const row = event.detail.target;
  if (!row.matches("[data-row]") || !event.detail.shouldSwap) return;
  const neighbour = row.nextElementSibling ?? row.previousElementSibling ?? row.parentElement;
  neighbour.tabIndex = -1;
  neighbour.focus({ preventScroll: true });
});

// One more row: a copy of the last one, emptied, under a new name that this page makes up.
function addRow(list) {
  const last = list.lastElementChild;
  const [field] = last.dataset.question.split(".");
  const key = `r${[...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  const row = last.cloneNode(true);
  const rename = (text) => text.replace(last.dataset.question, `${field}.${key}`).replace(`q-${last.dataset.question.replace(".", "-")}`, `q-${field}-${key}`);
  row.dataset.question = `${field}.${key}`;
  for (const element of row.querySelectorAll("[id], [name], [for]")) {
    for (const attribute of ["id", "name", "for"]) {
      if (element.hasAttribute(attribute)) element.setAttribute(attribute, rename(element.getAttribute(attribute)));
    }
    if (element.matches("input")) element.value = "";
  }
  list.append(row);
  row.querySelector("input").focus();
}

document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-people-more]");
  if (!more) return;
  event.preventDefault();
  addRow(more.closest("[data-people]").querySelector("[data-people-rows]"));
});
