// The inputs of a question: what they hold as pairs of names and values, and whether someone has touched them.
export const isBox = (input) => ["checkbox", "radio"].includes(input.type);
export const isTyped = (input) => input.matches("textarea, [type=text]");

export const pairsIn = (inputs) => inputs.filter((input) => !isBox(input) || input.checked).map((input) => [input.name, input.value]);

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
  return isBox(input) ? input.checked !== input.defaultChecked : input.value !== input.defaultValue;
}

// What was typed or chosen before the scripts arrived, which they take as they would have.
export const touchedIn = (element) => [...element.querySelectorAll("input:not([type=hidden]), textarea, select")].filter(isTouched);
