// Counts characters as people see them: one emoji or one accented letter is one. Nothing is cut; the server decides.
const graphemes = new Intl.Segmenter("fr-CA", { granularity: "grapheme" });
const number = new Intl.NumberFormat("fr-CA");
const words = (count, more = "") => `${number.format(count)}\u00a0caractère${count < 2 ? "" : "s"}${more}`;

function lengthOf(text) {
  const normal = text.normalize("NFC");
  if (/^[\x00-\u02ff\u2010-\u2027]*$/.test(normal)) return normal.length;
  let count = 0;
  for (const _ of graphemes.segment(normal)) count += 1;
  return count;
}

function showCount(field, output) {
  const limit = Number(field.dataset.countLimit);
  const left = limit - lengthOf(field.value);
  output.classList.toggle("is-over", left < 0);
  output.textContent = left < 0 ? `${words(-left)} de trop (limite\u00a0: ${number.format(limit)})` : `Encore ${words(left)}`;
  output.hidden = left > limit / 4; // only when it matters
  return left < limit / 10 ? output.textContent : "";
}

function outputOf(field) {
  const id = `${field.id}-compte`;
  const present = document.getElementById(id);
  if (present) return present;
  const output = Object.assign(document.createElement("p"), { id, className: "count" });
  field.after(output);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  return output;
}

let pause;
function refresh(field, { aloud }) {
  const toSay = showCount(field, outputOf(field));
  clearTimeout(pause);
  if (!aloud || !toSay) return;
  pause = setTimeout(() => document.dispatchEvent(new CustomEvent("portal:announce", { detail: toSay })), 1500);
}

const refreshAll = (root) => {
  for (const field of root.querySelectorAll("[data-count-limit]")) refresh(field, { aloud: false });
};

refreshAll(document);
for (const type of ["htmx:load", "portal:put-back"]) document.addEventListener(type, (event) => refreshAll(event.target));
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-count-limit]")) refresh(event.target, { aloud: true });
});
