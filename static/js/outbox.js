// The queue of what is not acknowledged yet. Each entry is sent by the page that wrote it, or by the next one that opens;
// it is erased when the server has acknowledged that very text. Fields and new rows go through the same queue.
//
// An entry: {id, account (its holder), owner, kind (field, row, or answer of a phone), url, field, label, title, page, base, epoch, pairs, extra, at, sent, stuck}; `extra`
// goes with its pairs and is nobody's text; `said` and `typed` are its pairs in words (fields.js), to be read again; `epoch` is that
// of the data when the base was read, before or after a restoration; `sent` holds {op, base, epoch, pairs}.
// `sent` is what may have been written already: it is sent again as it was, with the same operation, until its answer is
// known; only then does what was typed since leave, on the base that came back. So a lost answer never makes a conflict.
import { adopt, forget, isKept, keep, page, randomId } from "./kept.js";
import { post } from "./sending.js";
import { holder, isShared, sessionIsEnded } from "./session.js";

const LONGEST_WAIT = 30_000;
const jobs = new Map(); // id → {entry, on, timer, tries, failure, sending}
const claimers = [];
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("portail") : null;
let lastSaved = ""; // in the server's words
let isClosed = false;

const same = (some, others) => JSON.stringify(some) === JSON.stringify(others);
const tell = () => document.dispatchEvent(new CustomEvent("portal:outbox"));

// `on.saved(answer, isLast)` and `on.refused(reply)` show on the page what became of the entry.
export function writeDown({ kind = "field", url, field, label, base, epoch, pairs, said = "", typed = "", extra = [] }, on) {
  const title = document.title.split(" · ")[0];
  return take({ id: randomId(), account: holder, owner: page, kind, url, field, label, title, page: window.location.pathname, base, epoch, pairs, said, typed, extra, at: Date.now(), sent: null, stuck: null }, on);
}

function take(entry, on) {
  const job = { entry, on, timer: 0, tries: 0, failure: "", sending: null };
  jobs.set(entry.id, job);
  keep(entry);
  return job;
}

export function rewrite(job, pairs, { said = "", typed = "" } = {}) {
  const { entry } = job;
  Object.assign(entry, { pairs, said, typed, at: Date.now() }, entry.stuck && { stuck: null, sent: null }); // another text than the one refused
  job.tries = 0;
  keep(entry);
}

export function drop(job) {
  clearTimeout(job.timer);
  jobs.delete(job.entry.id);
  forget(job.entry.id);
}

// Each letter puts the sending off: only the first of them changes what the page says of the queue.
export function sendIn(job, delay) {
  const isToldAlready = job.timer;
  clearTimeout(job.timer);
  job.timer = setTimeout(() => send(job), delay);
  if (!isToldAlready) tell();
}

export function send(job) {
  clearTimeout(job.timer);
  job.timer = 0;
  if (isClosed || !jobs.has(job.entry.id)) return Promise.resolve();
  job.sending ??= attempt(job).finally(() => { job.sending = null; }).then(() => goOn(job));
  tell();
  return job.sending;
}

async function attempt(job) {
  const { entry } = job;
  if (sessionIsEnded()) {
    job.failure = "signed-out";
    return;
  }
  entry.sent ??= { op: randomId(), base: entry.base, epoch: entry.epoch, pairs: entry.pairs };
  keep(entry);
  const { op, base, epoch, pairs } = entry.sent;
  const more = entry.kind === "field" ? [["field", entry.field], [`${entry.field}--base`, base]] : [...entry.extra ?? []];
  if (epoch !== undefined) more.push(["epoch", epoch]);
  conclude(job, await post(entry.url, [...pairs, ...more, ["op_id", op]], { asRow: entry.kind === "row" }));
}

// What was typed meanwhile leaves at once; a wait that was decided is kept.
function goOn(job) {
  const { entry } = job;
  if (jobs.has(entry.id) && !job.failure && !same(entry.sent?.pairs, entry.pairs)) send(job);
  tell();
}

function conclude(job, reply) {
  if (reply.status === 0 || reply.status >= 500 || reply.status === 429) return retryLater(job, reply.status ? "server" : "offline", reply.wait);
  if (reply.status === 401) {
    job.failure = "signed-out";
    return undefined;
  }
  if (reply.status === 400 && !job.isSecondTry) { // cut on its way, perhaps
    job.isSecondTry = true;
    return retryLater(job, "cut", 1000);
  }
  const wasAway = job.failure;
  Object.assign(job, { tries: 0, failure: "", isSecondTry: false });
  if (reply.status < 400) acknowledge(job, reply);
  else refuse(job, reply);
  if (wasAway) flush(); // it is back: the others need not wait for their own turn
  return undefined;
}

function retryLater(job, failure, wait = 0) {
  job.failure = failure;
  job.tries += 1;
  const delay = Math.min(LONGEST_WAIT, 1000 * 2 ** (job.tries - 1)) * (0.5 + Math.random());
  sendIn(job, Math.max(wait, delay));
}

function acknowledge(job, reply) {
  const { entry, on } = job;
  const { sent } = entry;
  const { answer } = reply;
  const isLast = same(entry.pairs, sent.pairs);
  Object.assign(entry, { base: answer.base, epoch: answer.epoch ?? entry.epoch, sent: null, stuck: null });
  if (isLast) drop(job);
  else keep(entry);
  if (answer.saved) document.dispatchEvent(new CustomEvent("portal:saved", { detail: { said: answer.saved, url: entry.url, field: entry.field } }));
  tabs?.postMessage({ saved: { account: holder, url: entry.url, field: entry.field, pairs: sent.pairs, answer } });
  on?.saved?.(reply, isLast);
}

function refuse(job, reply) {
  const { entry, on } = job;
  entry.stuck = { status: reply.status, message: reply.answer.message ?? "" };
  keep(entry);
  on?.refused?.(reply);
}

// Settled elsewhere (two versions of a field): the base is known, and whether the text that waits is the one settled.
export function settle(job, { base, epoch, said, isDone }) {
  lastSaved = said || lastSaved;
  Object.assign(job.entry, { base, epoch, sent: null, stuck: null });
  if (isDone) drop(job);
  else send(job);
  tell();
}

const isWaiting = (job) => !job.entry.stuck;

export function summary() {
  const all = [...jobs.values()];
  const waiting = all.filter(isWaiting);
  return {
    waiting: waiting.length,
    stuck: all.filter((job) => job.entry.stuck),
    failure: waiting.map((job) => job.failure).find(Boolean) ?? "",
    isKept: isKept(),
    isShared,
    lastSaved,
  };
}

// In the order they were written. Those that were refused wait for the person.
export function flush() {
  const due = [...jobs.values()].filter(isWaiting);
  due.sort((one, other) => one.entry.at - other.entry.at);
  return Promise.all(due.map(send));
}

export const LONGEST_SAVE = 15_000; // of whoever leaves a page that must be whole
export const flushWithin = (delay) => Promise.race([flush(), new Promise((resolve) => { setTimeout(resolve, delay); })]);

// A page that shows the field puts the text back in it, and says what becomes of it.
export const claimEntries = (claim) => claimers.push(claim);

// Two closed tabs may have left two texts for one field: the last is shown, and the others leave before it.
const placeOf = ({ id, kind, url, field }) => (kind === "row" ? id : `${url} ${field}`);

async function takeOver() {
  if (isClosed) return;
  const entries = (await adopt()).filter((entry) => !jobs.has(entry.id));
  const latest = new Map(entries.map((entry) => [placeOf(entry), entry]));
  const adopted = entries.map((entry) => {
    const job = take(entry);
    if (latest.get(placeOf(entry)) === entry) for (const claim of claimers) job.on ??= claim(entry, job);
    return job;
  });
  tell();
  for (const job of adopted) if (!job.entry.stuck || job.on) await send(job);
}

// Another person signed in, or this one leaves: nothing more is sent from here.
export function closeOutbox({ erase = false } = {}) {
  isClosed = true;
  for (const job of jobs.values()) {
    clearTimeout(job.timer);
    if (erase) forget(job.entry.id);
  }
}

const tellSignedIn = () => tabs?.postMessage({ signedIn: holder });

document.addEventListener("DOMContentLoaded", takeOver); // every script has said what it shows
document.addEventListener("DOMContentLoaded", tellSignedIn); // a page that waits for its session may go on
document.addEventListener("portal:signed-in", () => {
  for (const job of jobs.values()) job.failure = "";
  flush();
  tellSignedIn();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") flush();
  else takeOver();
});
window.addEventListener("pagehide", () => {
  if (isClosed) return;
  for (const job of jobs.values()) {
    if (!isWaiting(job) || job.tries) continue;
    if (!job.sending) send(job);
    else if (!isKept() && !same(job.entry.sent.pairs, job.entry.pairs)) attempt({ ...job, entry: { ...job.entry, sent: null } }); // no time to wait for its turn
  }
});
window.addEventListener("online", () => setTimeout(() => { flush(); takeOver(); }, 500 * Math.random()));
// Closing the page loses what nobody else keeps: neither this browser nor the server.
const KEPT_BY_THE_SERVER = [409, 410, 422];
window.addEventListener("beforeunload", (event) => {
  const isOnlyHere = ({ failure, entry }) => failure || (entry.stuck && !KEPT_BY_THE_SERVER.includes(entry.stuck.status));
  if (!isClosed && !isKept() && [...jobs.values()].some(isOnlyHere)) event.preventDefault();
});

// Another tab of the same person.
tabs?.addEventListener("message", ({ data }) => {
  if (data.saved?.account === holder) document.dispatchEvent(new CustomEvent("portal:saved-elsewhere", { detail: data.saved }));
  if (data.signedIn) document.dispatchEvent(new CustomEvent("portal:signed-in-elsewhere", { detail: data.signedIn }));
});

// Coming back by the Back button shows the present state: what was typed is in the queue, and is put back in its field.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (!isKept() && jobs.size) {
    flush();
    return;
  }
  isClosed = true; // another page may have sent what this one still holds
  window.location.reload();
});

// A row removed is a save too.
document.addEventListener("portal:saved", ({ detail }) => {
  lastSaved = detail.said;
  tell();
});

export const entriesHere = () => [...jobs.values()].map((job) => job.entry);
export const dropEntry = (id) => { drop(jobs.get(id)); tell(); };
