// The form of one passage as pairs of names and values, which the queue keeps and the server reads.
const panel = document.querySelector("[data-panel]");
const inputs = () => [...panel.querySelectorAll(".panel-choices input, .panel-choices textarea")];

export const isChosen = (pairs) => pairs.some(([name]) => name === "objects" || name === "strategies");
export const same = (some, others) => JSON.stringify(some) === JSON.stringify(others);

export function chosen() {
  const pairs = inputs().filter((input) => input.name && (input.type === "textarea" || input.checked)).map((input) => [input.name, input.value]);
  return pairs.filter(([name, value]) => value || name !== "moment").filter(([name, value]) => name !== "memo" || value);
}

export function storedPairs(item) {
  if (!item) return [];
  const { doubt, star, verdict } = item.dataset;
  const memo = item.querySelector("[data-memo]")?.textContent ?? "";
  const pairs = codePairs(item);
  if (doubt !== undefined) pairs.push(["doubt", "1"]);
  if (star !== undefined) pairs.push(["star", "1"]);
  if (memo) pairs.push(["memo", memo]);
  if (verdict === "nothing") pairs.push(["act", "nothing"]);
  return pairs;
}

export function fill(pairs) {
  for (const input of inputs()) {
    const values = pairs.filter(([name]) => name === input.name).map(([, value]) => value);
    if (input.type === "textarea") input.value = values[0] ?? "";
    else if (input.type === "radio") input.checked = values.length ? values.includes(input.value) : input.value === "";
    else input.checked = values.includes(input.value);
  }
  panel.dataset.verdict = pairs.some(([name, value]) => name === "act" && value === "nothing") ? "nothing" : "";
}

// What an element says of codes: « A R », « resources.money community », « planned ».
export function codePairs({ dataset: { objects, strategies, moment } }) {
  const pairs = [
    ...objects.split(" ").filter(Boolean).map((key) => ["objects", key]),
    ...strategies.split(" ").filter(Boolean).flatMap((key) => (key.includes(".") ? [["strategies", key.split(".")[0]], ["strategies", key]] : [["strategies", key]])),
  ];
  return moment ? [...pairs, ["moment", moment]] : pairs;
}

export function toggle(input) {
  if (input.type === "radio" && input.checked) panel.querySelector("[name=moment][value='']").checked = true;
  else input.checked = input.type === "radio" || !input.checked;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export function keepWhole(input) { // a strategy and its details go together
  const group = input.closest("[data-strategy]");
  if (!group) return;
  const [whole, ...subs] = group.querySelectorAll("input");
  if (input === whole && !whole.checked) for (const sub of subs) sub.checked = false;
  else if (input.checked) whole.checked = true;
}
