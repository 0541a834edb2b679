// Whose page this is, and the token that its posts carry. Another person may have signed in since it was drawn.
// `holder` owns what waits in this browser: the account, or the phone of a workshop, which has none.
const { account = "", holder = account, sharedComputer } = document.body.dataset;
export { account, holder };
export const isShared = sharedComputer !== undefined;

const STATE = "/session/";
const TOKENS = "input[name=csrfmiddlewaretoken]";
let isEnded = false;

export const csrfToken = () => document.querySelector(TOKENS)?.value ?? "";

export const isOurs = (state) => !account || state.account === account;

// Whether this page may go on: its forms then take the fresh token.
export function takeState(state) {
  if (!isOurs(state)) return false;
  for (const input of document.querySelectorAll(TOKENS)) input.value = state.token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": state.token }));
  return true;
}

// {account, name, token, seconds, may_extend} of whoever is signed in now.
export async function readState(options = {}) {
  const response = await fetch(STATE, { cache: "no-store", ...options, headers: { Accept: "application/json", ...options.headers } });
  const state = await response.json();
  if (!response.ok) return { account: "", seconds: 0, ...state };
  takeState(state);
  return state;
}

export const extendSession = () => readState({ method: "POST", headers: { "X-CSRFToken": csrfToken() } });

// The session is over: everything that sends waits for `portal:signed-in`.
export const sessionIsEnded = () => isEnded;

export function endSession() {
  if (isEnded) return;
  isEnded = true;
  document.dispatchEvent(new CustomEvent("portal:signed-out"));
}

export function resumeSession(state) {
  isEnded = false;
  document.dispatchEvent(new CustomEvent("portal:signed-in", { detail: state }));
}
