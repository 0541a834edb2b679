// What is not acknowledged yet, kept in this browser (IndexedDB) for its author alone, for a week. On a shared computer,
// or where the browser refuses, it is held by the page only, and `isKept()` says so.
import { holder, isShared } from "./session.js";

const DAY = 24 * 3600 * 1000;
const WEEK = 7 * DAY;
const BELIEVABLE = 60 * DAY; // more, and it is the clock of the device that was set right
let database = null;
let isWorking = !isShared;

export const isKept = () => isWorking;

export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const settled = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function open() {
  const request = indexedDB.open("portail", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("pending", { keyPath: "id" }).createIndex("account", "account");
  return settled(request);
}

async function within(mode, work) {
  database ??= open();
  const transaction = (await database).transaction("pending", mode);
  const result = work(transaction.objectStore("pending"));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  return result.result;
}

// Every write goes through here: the first refusal (private browsing, full disk) is said by the line of the page.
async function attempt(mode, work) {
  try {
    return await within(mode, work);
  } catch {
    database = null;
    isWorking = false;
    document.dispatchEvent(new CustomEvent("portal:outbox"));
    return undefined;
  }
}

export async function keep(entry) {
  if (isWorking) await attempt("readwrite", (store) => store.put(entry));
}

export const forget = (id) => attempt("readwrite", (store) => store.delete(id));

// Hers, the oldest first. What waited for a week is erased, whoever wrote it; its week begins again if nobody can tell.
export async function readAll() {
  const all = (await attempt("readonly", (store) => store.getAll())) ?? [];
  for (const entry of all.filter(({ at }) => Math.abs(Date.now() - at) > BELIEVABLE)) {
    entry.at = Date.now();
    await keep(entry);
  }
  const old = all.filter((entry) => entry.at < Date.now() - WEEK);
  for (const entry of old) forget(entry.id);
  return all.filter((entry) => entry.account === holder && !old.includes(entry)).sort((one, other) => one.at - other.at);
}

// Each page says that it is alive, so that only its own entries are left to it; the lock dies with it, even in a crash.
export const page = randomId();
let letGo = () => {};

function live() {
  navigator.locks?.request(`page ${page}`, () => new Promise((resolve) => { letGo = resolve; }));
}

live();
window.addEventListener("pagehide", () => letGo());
window.addEventListener("pageshow", (event) => { if (event.persisted) live(); });

async function livingPages() {
  if (!navigator.locks) return new Set([page]);
  const { held } = await navigator.locks.query();
  return new Set([page, ...held.map((lock) => lock.name.replace(/^page /, ""))]);
}

// Takes over what closed pages left: one page at a time looks, so that each entry is sent by one page.
export async function adopt() {
  const take = async () => {
    const living = await livingPages();
    const orphans = (await readAll()).filter((entry) => !living.has(entry.owner));
    for (const entry of orphans) {
      entry.owner = page;
      await keep(entry);
    }
    return orphans;
  };
  return navigator.locks ? navigator.locks.request("adopt", take) : take();
}
