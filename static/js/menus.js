// Menus are <details>: Escape closes and gives the focus back, a click elsewhere or leaving by Tab closes.
const openMenus = () => document.querySelectorAll("[data-menu][open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  }
});

for (const gesture of ["pointerdown", "focusin"]) {
  document.addEventListener(gesture, (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
}
