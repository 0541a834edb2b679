// Adds − and + around a number field, for a thumb on a phone; the field itself stays the control.
function stepButton(field, sign, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary";
  button.textContent = sign;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", () => {
    if (sign === "+") field.stepUp();
    else field.stepDown();
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
    document.dispatchEvent(new CustomEvent("portal:announce", { detail: field.value }));
  });
  return button;
}

function equip(root) {
  for (const counter of root.querySelectorAll("[data-counter]:not([data-equipped])")) {
    const field = counter.querySelector("input");
    counter.dataset.equipped = "";
    field.classList.add("is-stepped");
    const name = field.labels[0]?.textContent.trim() ?? "";
    field.before(stepButton(field, "−", `${counter.dataset.less} (${name})`));
    field.after(stepButton(field, "+", `${counter.dataset.more} (${name})`));
  }
}

equip(document);
document.addEventListener("htmx:load", (event) => equip(event.target));
