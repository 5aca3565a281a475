// Keeps the wire room's list fresh under the reader's hand: what is focused, open, ticked or in view
// stays where it is, and new copy waits above until there is room for it. Without it, a page.
const POLL = 15000;
const AT_MOST_EACH = 1500;
const NEW_FOR = 120000;
const PATIENCE = 20000;

const room = document.querySelector("[data-wire-room]");
const find = (name) => room.querySelector(`[data-wire-${name}]`);
const rowsIn = (place) => [...place.querySelectorAll("li[data-item]")];
const list = find("rows");
const more = find("more");
const line = find("line");
const bar = room.querySelector(".wire-bar");
const scroller = room.closest("#main");
const title = document.title;
const served = new WeakMap(rowsIn(list).map((row) => [row, row.outerHTML]));

const page = new URL(location.href);
const isOlderPage = page.searchParams.has("before");
const standsStill = page.searchParams.has("still");
page.searchParams.set("part", "list");

let tag = "";
let asking = null;
let askedAt = 0;
let timer = 0;
let stream = null;
let kept = null; // the list as last told, while the reader's hand holds the old one

const say = (words) => {
  find("says").textContent = words;
};

const count = (number) => `${number} new ${number === 1 ? "item" : "items"}`;

const nameOf = (row) => row.querySelector("h2").textContent;

const topOf = (element) => element.getBoundingClientRect().top;

// The bar stays at the head of the screen: what of the list is under it has been scrolled past.
const isScrolled = () => topOf(list) < bar.getBoundingClientRect().bottom - 1;

const isInUse = () =>
  document.hidden ||
  isScrolled() ||
  list.contains(document.activeElement) ||
  list.querySelector("details[open], [data-wire-tick]:checked") !== null;

const mark = (row, words) => {
  const made = document.createElement("span");
  made.className = "wire-mark-new";
  made.textContent = words;
  row.querySelector(".wire-row__marks").prepend(made);
  setTimeout(() => made.remove(), NEW_FOR);
};

// A row told anew takes the place of the old one, with everything the reader had done to it.
const renew = (old, row) => {
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const role = active?.dataset.verb;
  served.set(row, row.outerHTML);
  row.querySelector("details").open = old.querySelector("details").open;
  if (row.dataset.version !== old.dataset.version) mark(row, "New version");
  const tick = row.querySelector("[data-wire-tick]");
  if (tick) tick.checked = old.querySelector("[data-wire-tick]")?.checked ?? false;
  old.replaceWith(row);
  if (!active) return row;
  const same = role && row.querySelector(`[data-verb="${role}"]`);
  (same || (active.matches("[data-wire-tick]") && tick) || row.querySelector("summary")).focus({
    preventScroll: true,
  });
  return row;
};

const current = (old, row) => (served.get(old) === row.outerHTML ? old : renew(old, row));

// Somebody else has answered it: it stays as long as the reader is at it, and can't be answered.
const letGo = (row) => {
  if (!row.contains(document.activeElement) && !row.querySelector("details[open]")) {
    row.remove();
    return;
  }
  if (row.classList.contains("is-gone")) return;
  row.classList.add("is-gone");
  const gone = document.createElement("span");
  gone.className = "wire-mark-gone";
  gone.textContent = "No longer in this list";
  row.querySelector(".wire-row__marks").prepend(gone);
  for (const button of row.querySelectorAll("button, input")) button.disabled = true;
  if (row.contains(document.activeElement)) {
    row.querySelector("summary").focus({ preventScroll: true });
    say(`“${nameOf(row)}” is no longer in this list.`);
  }
};

const keepInView = (change) => {
  const held = document.activeElement?.closest?.("li[data-item]");
  const edge = bar.getBoundingClientRect().bottom;
  const inView = (row) => row.getBoundingClientRect().bottom > edge;
  const [wasScrolled, anchor] = [isScrolled(), held ?? rowsIn(list).find(inView)];
  const item = anchor?.dataset.item;
  const before = anchor && topOf(anchor);
  change();
  const after = item && list.querySelector(`li[data-item="${item}"]`);
  if (wasScrolled && after) scroller.scrollBy(0, topOf(after) - before);
};

const showMore = (number) => {
  more.hidden = number === 0;
  more.textContent = number ? `Show ${count(number)}` : "";
  document.title = number ? `(${number}) ${title}` : title;
};

// The reader is at it: rows change where they stand, leave when they are gone, and new ones wait.
const patchInPlace = (told) => {
  const rows = new Map(rowsIn(told).map((row) => [row.dataset.item, row]));
  const here = rowsIn(list);
  const last = here.findLastIndex((row) => rows.has(row.dataset.item));
  const isCut = told.querySelector('[rel="next"]') !== null;
  here.forEach((row, place) => {
    const anew = rows.get(row.dataset.item);
    if (anew) current(row, anew.cloneNode(true));
    else if (place < last || !isCut) letGo(row);
  });
  const known = new Set(here.map((row) => row.dataset.item));
  const waiting = [...rows.keys()].filter((item) => !known.has(item)).length;
  if (more.hidden && waiting) say(`${count(waiting)} above.`);
  kept = told;
  showMore(isOlderPage ? 0 : waiting);
};

const patchAll = (told) => {
  const here = new Map(rowsIn(list).map((row) => [row.dataset.item, row]));
  const fresh = [];
  let after = null;
  for (const row of rowsIn(told)) {
    const old = here.get(row.dataset.item);
    here.delete(row.dataset.item);
    const now = old ? current(old, row.cloneNode(true)) : row.cloneNode(true);
    if (!old) {
      served.set(now, now.outerHTML);
      fresh.push(now);
    }
    const next = after ? after.nextElementSibling : list.firstElementChild;
    if (now !== next) list.insertBefore(now, next);
    after = now;
  }
  for (const row of here.values()) row.remove();
  find("foot").replaceWith(told.querySelector("[data-wire-foot]").cloneNode(true));
  for (const row of fresh) mark(row, "New");
  kept = null;
  showMore(0);
  if (fresh.length) say(`${count(fresh.length)}: ${nameOf(fresh[0])}${fresh.length > 1 ? " …" : ""}`);
  return fresh;
};

const take = (told, { all = false } = {}) => {
  let fresh = [];
  const number = room.querySelector(".wire-piles__count");
  if (number) number.textContent = told.querySelector("[data-wire-rows]").dataset.count;
  keepInView(() => {
    fresh = all || !isInUse() ? patchAll(told) : (patchInPlace(told), []);
  });
  countDown();
  return fresh;
};

const tell = (state, words) => {
  line.dataset.state = state;
  line.textContent = words;
};

// `back`: an item that the reader has just called back: it comes at once, and is where he goes on.
const look = async ({ back } = {}) => {
  clearTimeout(timer);
  timer = 0;
  asking?.abort();
  const mine = (asking = new AbortController());
  askedAt = Date.now();
  try {
    const headers = tag ? { "If-None-Match": tag } : {};
    const signal = AbortSignal.any([mine.signal, AbortSignal.timeout(PATIENCE)]);
    const answer = await fetch(page, { headers, cache: "no-store", signal });
    if (answer.redirected || answer.status === 403) {
      stop();
      tell("lost", "You are signed out, or your rights have changed. Reload the page.");
      return;
    }
    if (answer.status === 200) {
      const told = new DOMParser().parseFromString(await answer.text(), "text/html");
      tag = answer.headers.get("ETag") ?? "";
      take(told, { all: Boolean(back) });
      list.querySelector(`li[data-item="${back}"] summary`)?.focus({ preventScroll: true });
    } else if (answer.status !== 304) {
      throw new Error(`${answer.status}`);
    }
    tell("live", "Live");
  } catch (error) {
    if (error.name !== "AbortError") {
      tell("waiting", `No answer from the server since ${new Date(askedAt).toLocaleTimeString()}.`);
    }
  } finally {
    if (asking === mine) asking = null;
  }
};

// However often the key moves, one question is under way, and one each while.
const soon = () => {
  timer ||= setTimeout(
    () => {
      timer = 0;
      if (asking) soon();
      else look();
    },
    Math.max(asking ? AT_MOST_EACH : 0, askedAt + AT_MOST_EACH - Date.now()),
  );
};

// A browser holds six lines to a server: a screen that nobody sees gives its own back, and polls.
const listen = () => {
  if (stream || document.hidden || standsStill) return;
  stream = new EventSource(room.dataset.live);
  stream.addEventListener("open", soon);
  stream.addEventListener("moved", soon);
  stream.addEventListener("error", () => {
    if (stream?.readyState === EventSource.CLOSED) hangUp(); // it asks no more by itself
  });
};

const hangUp = () => {
  stream?.close();
  stream = null;
};

const stop = () => {
  hangUp();
  clearInterval(polling);
};

const left = (milliseconds) => {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const [days, hours] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24];
  const minutes = two(Math.floor(seconds / 60) % 60);
  if (days) return `${days} d ${hours} h ${minutes} min`;
  return hours ? `${hours} h ${minutes} min` : `${minutes}:${two(seconds % 60)}`;
};

const countDown = () => {
  for (const time of room.querySelectorAll("time[data-wire-until]")) {
    const rest = new Date(time.dateTime) - Date.now();
    time.textContent = rest > 0 ? `in ${left(rest)}` : "is over";
    if (rest <= 0 && !time.dataset.over) {
      time.dataset.over = "yes";
      setTimeout(soon, 1000);
    }
  }
};

room.classList.add("is-kept-fresh");
countDown();
setInterval(countDown, 1000);
const poll = () => {
  listen();
  soon();
};
const polling = standsStill ? 0 : setInterval(poll, POLL);
if (!standsStill) {
  tell("live", "Live");
  listen();
}

more.addEventListener("click", () => {
  const [first] = kept ? take(kept, { all: true }) : [];
  scroller.scrollTo({ top: 0 });
  (first ?? list).querySelector("summary")?.focus({ preventScroll: true });
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) hangUp();
  else {
    if (kept && !isInUse()) take(kept);
    listen();
  }
});
addEventListener("pagehide", hangUp);
addEventListener("pageshow", listen);
room.addEventListener("wire:look", (event) => look(event.detail));
