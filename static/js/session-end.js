// Five minutes before the session ends, says so, and offers to stay with one button (WCAG 2.2.1).
import { extendSession, readState } from "./session.js";

const WARNING = 5 * 60;
const notice = document.querySelector("[data-session-end]");
const [words, stay] = [notice.querySelector("p"), notice.querySelector("button")];
let timer = 0;

function wait(secondsLeft) {
  notice.hidden = true;
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(0, secondsLeft - WARNING) * 1000);
}

// The clock of a sleeping computer stops, and another tab may have put the end off: the server knows.
async function look() {
  const state = await readState().catch(() => null);
  if (!state) wait(WARNING + 60);
  else if (!state.account) notice.hidden = true;
  else if (state.seconds > WARNING + 5) wait(state.seconds);
  else warn(state);
}

function warn({ seconds, may_extend: mayExtend }) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const after = mayExtend ? "" : " Vous pourrez vous connecter de nouveau sans quitter la page.";
  words.textContent = `Votre session se termine dans ${minutes} minute${minutes > 1 ? "s" : ""}.${after}`;
  stay.hidden = !mayExtend;
  notice.hidden = false;
  timer = setTimeout(() => { notice.hidden = true; }, seconds * 1000);
}

stay.addEventListener("click", async () => {
  const state = await extendSession().catch(() => null);
  if (!state?.account) return;
  wait(state.seconds);
  document.dispatchEvent(new CustomEvent("portal:announce", { detail: "Vous restez connecté." }));
});
document.addEventListener("portal:signed-in", ({ detail }) => wait(detail.seconds));

wait(Number(document.body.dataset.secondsLeft));
