// The wheel and its list are two views of one form: a wedge that is clicked opens in the list, and the one that is open
// is outlined on the wheel. The arrows go from wedge to wedge; an example goes where one would have typed it.
const wheel = document.querySelector("[data-wheel]");
const SVG = "http://www.w3.org/2000/svg";
const STEPS = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
const FEWEST = 4; // drawn, even when fewer are named

const summaries = () => [...wheel.querySelectorAll("[data-wedge]")];
const foldOf = (summary) => summary.parentElement;
const drawn = () => Math.max(FEWEST, summaries().length);
const size = () => wheel.dataset.wheel.split(" ").map(Number);

function show(summary) {
  foldOf(summary).open = true;
  summary.focus();
}

function outline() {
  document.querySelector("[data-wheel-chosen]")?.remove();
  const picture = wheel.querySelector("[data-wheel-picture] svg");
  const index = summaries().findIndex((summary) => foldOf(summary).open);
  if (!picture || index < 0) return;
  const [x, y, inner, outer] = size();
  const [from, to] = [index, index + 1].map((step) => (2 * Math.PI * step) / drawn());
  const point = (radius, angle) => `${(x + radius * Math.sin(angle)).toFixed(1)} ${(y - radius * Math.cos(angle)).toFixed(1)}`;
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", `M${point(inner, from)}L${point(outer, from)}A${outer} ${outer} 0 0 1 ${point(outer, to)}L${point(inner, to)}A${inner} ${inner} 0 0 0 ${point(inner, from)}Z`);
  for (const [name, value] of [["fill", "none"], ["stroke", "#23302f"], ["stroke-width", "5"], ["data-wheel-chosen", ""]]) path.setAttribute(name, value);
  picture.append(path);
}

function clicked(event) {
  const picture = event.target.closest("[data-wheel-picture] svg");
  if (!picture) return;
  const [x, y, inner] = size();
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  const [right, up] = [place.x - x, y - place.y];
  if (Math.hypot(right, up) < inner) return;
  const turn = (Math.atan2(right, up) / (2 * Math.PI) + 1) % 1;
  const summary = summaries()[Math.floor(turn * drawn())];
  if (summary) show(summary);
}

function walked(event) {
  const all = event.target.matches("[data-wedge]") ? summaries() : [];
  const index = all.indexOf(event.target);
  const wanted = { Home: 0, End: all.length - 1 }[event.key] ?? (event.key in STEPS ? (index + STEPS[event.key] + all.length) % all.length : -1);
  if (index < 0 || wanted < 0) return;
  event.preventDefault();
  all[wanted].focus();
}

function chosenExample(event) {
  const example = event.target.closest("[data-quick-example]");
  if (!example) return;
  event.preventDefault();
  const entry = wheel.querySelector(".wheel-new");
  entry.querySelector("[data-quick-text]").value = example.textContent;
  entry.querySelector("[data-quick-add]").click();
  const item = example.parentElement;
  (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("button").focus();
  item.remove();
}

// Where the browser does not close the others by itself; and where one was named, nobody is said to be missing.
function toggled(event) {
  if (!event.target.matches("details.wedge")) return;
  if (event.target.open) for (const summary of summaries()) if (foldOf(summary) !== event.target) foldOf(summary).open = false;
  outline();
}

function changed() {
  summaries().forEach((summary, index) => {
    const number = summary.querySelector("[data-wedge-number]");
    if (number.textContent !== String(index + 1)) number.textContent = index + 1; // its own changes are watched too
  });
  for (const nobody of wheel.querySelectorAll("[data-nobody]")) if (nobody.closest("details").querySelector(".wedge-list li")) nobody.remove();
  outline();
}

if (wheel) {
  wheel.addEventListener("toggle", toggled, true);
  wheel.addEventListener("click", clicked);
  wheel.addEventListener("click", chosenExample);
  wheel.addEventListener("keydown", walked);
  for (const part of wheel.querySelectorAll("[data-wedges], .wheel-side")) new MutationObserver(changed).observe(part, { childList: true, subtree: part.matches("[data-wedges]") });
  outline();
}
