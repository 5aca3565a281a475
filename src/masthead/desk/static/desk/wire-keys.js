// The wire room by keyboard. Keys press the buttons that are there for everyone, do nothing while
// one types, and can be switched off (WCAG 2.1.4).
const SWITCH = "masthead.wire-keys";

const room = document.querySelector("[data-wire-room]");
const help = room.querySelector("[data-wire-help]");
const opener = room.querySelector("[data-wire-keys]");
const lever = room.querySelector("[data-wire-switch]");
const isAllowed = !("keysOff" in room.dataset);
const TYPED_IN = "input:not([type=checkbox]), textarea, select, [contenteditable]";

let here = null; // the row that was left last

const rows = () => [...room.querySelectorAll("li[data-item]")];
const held = () => document.activeElement.closest("li[data-item]");
const say = (words) => {
  room.querySelector("[data-wire-says]").textContent = words;
};

const isOn = () => isAllowed && localStorage.getItem(SWITCH) !== "off";

const go = (step) => {
  const all = rows();
  const from = all.indexOf(held() ?? here);
  const to = from < 0 ? 0 : Math.min(Math.max(from + (held() ? step : 0), 0), all.length - 1);
  all[to]?.querySelector("summary").focus();
};

const press = (verb) => {
  const row = held();
  const target = row?.querySelector(`[data-verb="${verb}"]:not(:disabled)`);
  if (target) target.click();
  else say(row ? `This can’t be answered by ${verb}.` : "Choose an item first: j and k.");
};

// What readers see at once is asked for twice: the first key points at the button, and says so.
const publish = () => {
  const target = held()?.querySelector('[data-verb="publish"]:not(:disabled)');
  if (!target || target === document.activeElement) {
    press("publish");
    return;
  }
  target.focus();
  say("Publish? p once more, or Enter. Escape leaves it.");
};

const undo = () => {
  const last = room.querySelector("[data-wire-undo]");
  if (last) last.click();
  else press("unspike");
};

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  t: () => press("take"),
  e: () => press("edit"),
  p: publish,
  s: () => press("spike"),
  m: () => press(held()?.querySelector('[data-verb="merge"]') ? "merge" : "compare"),
  u: undo,
  x: () => held()?.querySelector("[data-wire-tick]")?.click(),
  n: () => room.querySelector("[data-wire-more]:not([hidden])")?.click(),
  "/": () => room.querySelector("input[type=search]").focus(),
  "?": () => help.showModal(),
};
const IN_LIST = { ArrowDown: () => go(1), ArrowUp: () => go(-1) };

const escape = () => {
  const row = held();
  if (document.activeElement.matches(TYPED_IN)) document.activeElement.blur();
  if (!row) return;
  if (document.activeElement.matches("summary")) row.querySelector("details").open = false;
  row.querySelector("summary").focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || !isOn()) return;
  if (event.key === "Escape") {
    if (room.contains(document.activeElement)) escape();
    return;
  }
  if (event.target.closest(TYPED_IN) || event.isComposing) return;
  const act = KEYS[event.key] ?? (held() ? IN_LIST[event.key] : undefined);
  if (!act || (event.repeat && !"jk".includes(event.key) && !(event.key in IN_LIST))) return;
  event.preventDefault();
  act();
});
room.addEventListener("focusin", () => {
  here = held() ?? here;
});
room.addEventListener("focusin", (event) => {
  event.target.closest("li[data-item]")?.querySelector(".wire-mark-new")?.remove();
});

opener.hidden = false;
opener.addEventListener("click", () => help.showModal());
lever.checked = isOn();
lever.disabled = !isAllowed;
lever.addEventListener("change", () => {
  localStorage.setItem(SWITCH, lever.checked ? "on" : "off");
});
