// What colleagues change appears by itself, in the server's own words, field by field. What this person is busy with is
// never touched: there a quiet line says who wrote, the old base stays, and saving shows both texts.
const form = document.querySelector("[data-live]");
const me = form?.dataset.liveMe;
const MOST_AT_ONCE = 40;
const ALOUD_EVERY = 30_000;
const OTHER_TAB_AFTER = 6_000; // a page that was just left is not another tab
const AGAIN_SOON = 400;
const OWN_ROW_WITHIN = 2_000;
const ECHO_WITHIN = 4_000; // what is told may be from before this page's own save, or be that save

let state = null; // the last one
let toldAt = 0;
let isFetching = false;
let later;
const writtenAt = new WeakMap(); // question → when this person last wrote in it

const questions = (within = form) => [...within.querySelectorAll("[data-question]")];
const wrapperOf = (address, within = form) => within.querySelector(`[data-question="${CSS.escape(address)}"]`);
const baseOf = (wrapper) => wrapper.querySelector("[data-base]").value;
const wanted = (address) => state.fields[address] ?? "";
const isStale = (wrapper) => baseOf(wrapper) !== wanted(wrapper.dataset.question);
const rowOf = (id) => form.querySelector(`[data-row="${CSS.escape(id)}"]`);

// Typing, waiting to be saved, refused or in conflict.
function isBusy(wrapper) {
  const shown = "[data-field-conflict]:not([hidden]), [data-field-error]:not([hidden])";
  return wrapper.matches("[data-unsaved]") || wrapper.contains(document.activeElement) || Boolean(wrapper.querySelector(shown));
}
const isRowBusy = (row) => row.contains(document.activeElement) || questions(row).some(isBusy);

// ---- What is no longer fresh

function compare() {
  clearTimeout(later);
  if (!state || state.epoch !== form.elements.epoch.value) return; // after a restoration, what this page holds counts
  if (isFetching || document.querySelector(".htmx-request")) { // a row of ours is on its way
    later = setTimeout(compare, AGAIN_SOON);
    return;
  }
  const stale = questions().filter(isStale);
  for (const wrapper of questions()) noteFor(wrapper, isStale(wrapper) && isBusy(wrapper));
  removeRows();
  orderRows();
  const asked = new URLSearchParams();
  for (const wrapper of [...stale, ...withOldOptions()].filter((one) => !isBusy(one)).slice(0, MOST_AT_ONCE)) {
    const row = wrapper.closest("[data-row]");
    if (!row) asked.append("champ", wrapper.dataset.question);
    else if (!asked.has("ligne", row.dataset.row)) asked.append("ligne", row.dataset.row);
  }
  for (const address of newListRows()) asked.append("champ", address);
  for (const id of newRows()) asked.append("ligne", id);
  if (asked.size || isFinishedStale() || arePartsStale()) drawAgain(asked);
}

const withOldOptions = () => (state.objects === form.dataset.liveObjects ? [] : questions().filter((one) => one.querySelector("[data-object-options]")));
const arePartsStale = () => [...document.querySelectorAll("[data-live-mark]")].some((part) => part.dataset.liveMark !== state.marks[part.dataset.livePart]);
const isFinishedStale = () => String(state.finished) !== form.dataset.liveFinished;

// A line that this page is adding comes with its own answer.
const isAdding = (list) => Boolean(list.querySelector(".row-waiting")) && performance.now() - toldAt < OWN_ROW_WITHIN;

function newRows() {
  const lists = Object.entries(state.rows).map(([place, ids]) => [document.getElementById(place), ids]).filter(([list]) => list);
  if (lists.some(([list]) => isAdding(list))) later = setTimeout(compare, AGAIN_SOON);
  return lists.filter(([list]) => !isAdding(list)).flatMap(([, ids]) => ids.filter((id) => !rowOf(id)));
}

function newListRows() {
  return Object.keys(state.fields).filter((address) => growingListOf(address) && !wrapperOf(address));
}

function growingListOf(address) {
  const [key, row] = address.split(".");
  return row && form.querySelector(`[data-growing-list="${CSS.escape(key)}"] [data-growing-rows]`);
}

// A list may hold others: the actors of a wedge lie within the list of sectors.
function listOf(row) {
  let list = row.parentElement;
  while (list && !(list.id in state.rows)) list = list.parentElement;
  return list;
}

function removeRows() {
  for (const [place, ids] of Object.entries(state.rows)) {
    const list = document.getElementById(place);
    for (const row of list?.querySelectorAll("[data-row]") ?? []) {
      if (listOf(row) !== list) continue;
      if (ids.includes(row.dataset.row) && rowOf(row.dataset.row) === row) continue; // the same line twice is once
      if (row.matches("[data-chosen]")) continue; // shown to this person alone
      if (row.matches("[data-moving]")) continue; // this person is moving it
      if (isRowBusy(row)) note(questions(row)[0], whatBefell(row.dataset.row));
      else keepingPlace(() => row.remove());
    }
  }
}

// Rows that a colleague moved, as soon as nobody types or moves others among them; in the lists that people put in order.
function orderRows() {
  for (const list of form.querySelectorAll("[data-wedges]")) {
    const ids = state.rows[list.id] ?? [];
    const rows = [...list.children].filter((row) => ids.includes(row.dataset.row));
    const ordered = [...rows].sort((one, other) => ids.indexOf(one.dataset.row) - ids.indexOf(other.dataset.row));
    const moved = rows.filter((row, index) => row !== ordered[index]);
    if (!moved.length || rows.some((row) => row.matches("[data-moving]") || questions(row).some(isBusy))) continue;
    keepingPlace(() => putInOrder(list, ordered));
    for (const row of moved) tellChange(questions(row)[0], moveOf(row.dataset.row));
  }
}

// A row that goes elsewhere in the page loses the focus: the one that has it stays, and the others go round it.
function putInOrder(list, ordered) {
  const held = ordered.findIndex((row) => row.contains(document.activeElement));
  if (held < 0) {
    list.prepend(...ordered);
    return;
  }
  ordered[held].before(...ordered.slice(0, held));
  ordered[held].after(...ordered.slice(held + 1));
}

// ---- Drawn again by the server

async function drawAgain(asked) {
  isFetching = true;
  try {
    const response = await fetch(`${form.dataset.liveFields}?${asked}`, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    keepingPlace(() => take(fresh, asked));
  } catch {
    later = setTimeout(compare, 5_000);
  } finally {
    isFetching = false;
  }
}

function take(fresh, asked) {
  for (const address of asked.getAll("champ")) takeQuestion(address, wrapperOf(address, fresh));
  for (const row of fresh.querySelectorAll("[data-row]")) takeRow(row);
  form.dataset.liveObjects = withOldOptions().some(isBusy) ? "" : state.objects;
  takeParts(fresh);
}

function takeQuestion(address, fresh) {
  const present = wrapperOf(address);
  if (!present) {
    if (fresh) insertListRow(address, fresh);
  } else if (!isBusy(present)) {
    if (fresh) replace(present, fresh);
    else if (growingListOf(address)) present.remove(); // a row that was emptied
  }
}

function replace(present, fresh) {
  const changed = baseOf(present) !== baseOf(fresh);
  present.replaceWith(fresh);
  welcome(fresh);
  if (changed) tellChange(fresh);
}

// The scripts that look after what arrives hear of it; htmx looks after its buttons.
function welcome(element) {
  window.htmx?.process(element);
  element.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}

function insertListRow(address, fresh) {
  const list = growingListOf(address);
  const filled = questions(list).filter((one) => baseOf(one) || isBusy(one));
  if (filled.length) filled.at(-1).after(fresh);
  else list.prepend(fresh);
  welcome(fresh);
  tellChange(fresh);
}

function takeRow(fresh) {
  const id = fresh.dataset.row;
  const present = rowOf(id);
  if (present && !isRowBusy(present)) {
    const changed = questions(present).filter((one) => wrapperOf(one.dataset.question, fresh) && baseOf(one) !== baseOf(wrapperOf(one.dataset.question, fresh)));
    for (const folded of fresh.querySelectorAll("details[id]")) folded.open = document.getElementById(folded.id)?.open ?? folded.open;
    present.replaceWith(fresh);
    welcome(fresh);
    for (const one of changed) tellChange(wrapperOf(one.dataset.question));
  } else if (present) {
    for (const one of questions(present)) if (isStale(one)) takeQuestion(one.dataset.question, wrapperOf(one.dataset.question, fresh));
  } else {
    insertRow(fresh);
  }
}

function insertRow(fresh) {
  const id = fresh.dataset.row;
  const [place, ids] = Object.entries(state.rows).find(([, known]) => known.includes(id)) ?? [];
  const list = place && document.getElementById(place);
  if (!list) return;
  const following = ids.slice(ids.indexOf(id) + 1).map(rowOf).find((row) => row?.parentElement === list);
  list.insertBefore(fresh, following ?? null);
  list.parentElement.querySelector("[data-rows-empty]")?.remove();
  welcome(fresh);
  tellChange(questions(fresh)[0], arrivalOf(id));
}

function takeParts(fresh) {
  form.dataset.liveFinished = String(state.finished);
  for (const part of fresh.querySelectorAll("[data-live-part]")) {
    const present = document.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
    if (present && !present.contains(document.activeElement)) present.replaceWith(part);
  }
}

// Nothing moves under the eyes of the person who writes. Browsers that hold the page by themselves have no gap to fill.
function keepingPlace(change) {
  const held = form.contains(document.activeElement) ? document.activeElement : null;
  const before = held?.getBoundingClientRect().top;
  change();
  if (!held) return;
  requestAnimationFrame(() => {
    const moved = held.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 1 && document.activeElement === held) window.scrollBy({ top: moved, behavior: "instant" });
  });
}

// ---- Who wrote

const changeAt = (address) => state.recent.find((one) => one.address === address);

// A row that is no longer in this list: in the bin, or in another list.
function whatBefell(id) {
  const isMoved = Object.values(state.rows).some((ids) => ids.includes(id));
  const change = isMoved ? moveOf(id) : state.recent.find((one) => one.address.endsWith(`:${id}:deleted`));
  return `${change?.name ?? "Quelqu’un"} vient de ${isMoved ? "déplacer" : "retirer"} cette ligne.`;
}

const MOVING = ["involvement", "sector", "place"];
const moveOf = (id) => state.recent.find((one) => MOVING.some((key) => one.address.endsWith(`:${id}:${key}`)));

function noteFor(wrapper, isHeld) {
  const change = isHeld && changeAt(wrapper.dataset.question);
  if (isHeld && isEcho(wrapper, change)) later = setTimeout(compare, ECHO_WITHIN);
  else if (isHeld) note(wrapper, change && change.by !== me ? `${change.name} vient de modifier ce champ.` : "Ce champ vient d’être modifié ailleurs.");
  else if (wrapper.querySelector("[data-field-live]")?.dataset.fieldLive === "held") note(wrapper, "");
}

function isEcho(wrapper, change) {
  const isMine = !change || change.by === me;
  return isMine && performance.now() - (writtenAt.get(wrapper) ?? -ECHO_WITHIN) < ECHO_WITHIN;
}

function note(wrapper, words, kind = "held") {
  let line = wrapper.querySelector("[data-field-live]");
  if (!line && words) {
    line = document.createElement("span");
    line.className = "question-news";
    wrapper.querySelector("[data-field-status]").after(line);
  }
  if (!line) return;
  line.dataset.fieldLive = kind;
  if (line.textContent === words) return;
  line.textContent = words;
  if (words && kind === "held") sayAloud(words);
}

// How it came to its list: added, or moved there.
const arrivalOf = (id) => state.recent.find((one) => ["", ...MOVING].some((key) => one.address.endsWith(`:${id}:${key}`)));

function deedOf({ address }) {
  const key = address.split(":").at(-1);
  if (MOVING.includes(key)) return "Déplacé";
  return key ? "Modifié" : "Ajouté";
}

function tellChange(wrapper, change = changeAt(wrapper.dataset.question) ?? arrivalOf(wrapper.closest("[data-row]")?.dataset.row)) {
  if (!change || change.by === me) return;
  note(wrapper, `${deedOf(change)} par ${change.name} à ${change.at}.`, "told");
  countAloud(change.name);
}

// ---- Aloud, at most every 30 seconds

let saidAt = -ALOUD_EVERY;
let speaking;
let toSay = [];
const counts = new Map();

function sayAloud(words) {
  if (!toSay.includes(words)) toSay.push(words);
  clearTimeout(speaking);
  speaking = setTimeout(speak, Math.max(1_000, saidAt + ALOUD_EVERY - performance.now()));
}

function countAloud(name) {
  counts.set(name, (counts.get(name) ?? 0) + 1);
  sayAloud("");
}

function speak() {
  saidAt = performance.now();
  const counted = [...counts].map(([name, count]) => `${name} a modifié ${count}\u00a0champ${count > 1 ? "s" : ""} de cette feuille.`);
  const words = [...toSay, ...counted].filter(Boolean).join(" ");
  toSay = [];
  counts.clear();
  if (words) document.dispatchEvent(new CustomEvent("portal:announce", { detail: words }));
}

// ---- Who is here

const presence = document.querySelector("[data-presence]");
let otherTabSince = null;
let tabTimer;

function showPresence() {
  const others = state.present.filter(([id]) => id !== me).map(([, name]) => name);
  const tabs = state.present.find(([id]) => id === me)?.[2] ?? 1;
  otherTabSince = tabs > 1 ? otherTabSince ?? performance.now() : null;
  const isOtherTabSure = otherTabSince !== null && performance.now() - otherTabSince >= OTHER_TAB_AFTER;
  clearTimeout(tabTimer);
  if (otherTabSince !== null && !isOtherTabSure) tabTimer = setTimeout(showPresence, OTHER_TAB_AFTER);
  showLine([sentence(others), isOtherTabSure ? "Cette feuille est aussi ouverte dans un autre onglet." : ""].filter(Boolean).join(" "));
}

function sentence(names) {
  if (!names.length) return "";
  if (names.length === 1) return `${names[0]} est aussi sur cette feuille.`;
  if (names.length === 2) return `${names[0]} et ${names[1]} sont aussi sur cette feuille.`;
  const more = names.length - 2;
  return `${names[0]}, ${names[1]} et ${more === 1 ? "une autre personne" : `${more}\u00a0autres personnes`} sont aussi sur cette feuille.`;
}

function showLine(words) {
  const place = presence.querySelector("[data-presence-words]");
  if (place.textContent === words) return;
  place.textContent = words;
  presence.hidden = !words;
  if (words) sayAloud(words);
}

if (form) {
  document.addEventListener("portal:news", (event) => {
    state = event.detail;
    toldAt = performance.now();
    showPresence();
    compare();
  });
  for (const gesture of ["input", "change"]) {
    form.addEventListener(gesture, ({ target }) => {
      const wrapper = target.closest("[data-question]");
      if (wrapper) writtenAt.set(wrapper, performance.now());
    });
  }
  document.addEventListener("portal:live-closed", () => {
    state = null;
    showLine("Vous n’avez plus accès à cette feuille. Ce que vous avez écrit reste dans la page\u00a0: copiez-le avant de la fermer.");
  });
  // What was held back may be free now.
  for (const gesture of ["focusout", "portal:outbox", "portal:settled", "portal:moved", "htmx:afterSettle"]) {
    document.addEventListener(gesture, () => {
      clearTimeout(later);
      later = setTimeout(compare, AGAIN_SOON);
    });
  }
}
