// The inputs of a question: what they hold as pairs of names and values or in words, and whether someone has touched them.
export const isBox = (input) => ["checkbox", "radio"].includes(input.type);
export const isTyped = (input) => input.matches("textarea, [type=text]");

export const pairsIn = (inputs) => inputs.filter((input) => !isBox(input) || input.checked).map((input) => [input.name, input.value]);

export const clean = (text) => text.trim().replace(/\s+/g, " ");

// The words beside it; of a number, out of how many.
function wordsOfBox(box) {
  const [label] = box.labels;
  if (!label) return "";
  const words = clean((label.querySelector("span") ?? label).firstChild.textContent) || clean(label.textContent);
  if (!/^\d+$/.test(words)) return words;
  return `${words} sur ${box.form.querySelectorAll(`[name="${CSS.escape(box.name)}"]:not([value=""])`).length}`;
}

function wordsOfInput(input) {
  if (!input.value || input.type === "hidden") return "";
  if (isBox(input)) return input.checked ? wordsOfBox(input) : "";
  return input.matches("select") ? clean(input.selectedOptions[0].textContent) : input.value.trim();
}

export const saidIn = (inputs) => inputs.map(wordsOfInput).filter(Boolean);

// For who reads it again in this browser: what was answered in words, never a key, and what of it was typed.
export const wordsIn = (inputs) => ({ said: saidIn(inputs).join("\n"), typed: saidIn(inputs.filter(isTyped)).join("\n") });

export function fillIn(inputs, pairs) {
  for (const input of inputs) {
    const values = pairs.filter(([name]) => name === input.name).map(([, value]) => value);
    if (isBox(input)) input.checked = values.includes(input.value);
    else if (values.length) [input.value] = values;
  }
}

// Other than as the server drew it.
export function isTouched(input) {
  if (input.matches("select")) return input.selectedIndex !== Math.max(0, [...input.options].findIndex((option) => option.defaultSelected));
  return isBox(input) ? input.checked !== input.defaultChecked : input.value !== asDrawn(input);
}

// A browser cleans what it is given: no line break in a line, no letter in a number.
function asDrawn(input) {
  const fresh = document.createElement(input.localName);
  if (input.type !== fresh.type) fresh.type = input.type;
  fresh.value = input.defaultValue;
  return fresh.value;
}

// What was typed or chosen before the scripts arrived, which they take as they would have.
export const touchedIn = (element) => [...element.querySelectorAll("input:not([type=hidden]), textarea, select")].filter(isTouched);
