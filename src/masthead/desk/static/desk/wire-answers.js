// Answers without a reload: the row leaves at once, and what was done stands at the foot of the
// screen with its undo. Without it, forms.
const room = document.querySelector("[data-wire-room]");
const form = document.getElementById("wire-answers");
const note = room.querySelector("[data-wire-note]");
const ticked = room.querySelector("[data-wire-ticked]");
const untick = room.querySelector("[data-wire-untick]");

const ticks = () => [...room.querySelectorAll("[data-wire-tick]:checked")];

const send = async (address, said) => {
  const headers = { Accept: "application/json" };
  try {
    const answer = await fetch(address, { method: "POST", body: said, headers });
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
      return { refused: "The server did not take it. Are you still signed in? Reload the page." };
    }
    return await answer.json();
  } catch {
    return { refused: "The server did not answer. Nothing is known to be done; reload the page." };
  }
};

const button = (words, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button-small button-secondary";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

const tell = (told, item) => {
  const words = document.createElement("p");
  words.textContent = told.refused ?? told.words;
  note.replaceChildren(words);
  note.classList.toggle("is-refused", "refused" in told);
  if (told.undo) {
    const undo = button("Undo", () => answer(told.undo, [], { back: item }));
    undo.dataset.wireUndo = "";
    note.append(undo);
  }
  if (told.link) {
    const link = document.createElement("a");
    link.href = told.link;
    link.textContent = told.link_words;
    note.append(link);
  }
  note.append(button("Dismiss", () => note.replaceChildren()));
};

// The reader goes on with the next row, or with the one before it when it was the last.
const leave = (rows) => {
  const within = (place) => place.contains(document.activeElement);
  const held = rows.find(within) ?? (within(ticked) ? rows[0] : undefined);
  const all = [...room.querySelectorAll("li[data-item]")];
  const stays = (row) => !rows.includes(row) && !row.classList.contains("is-gone");
  const place = all.indexOf(held);
  const next = all.slice(place).find(stays) ?? all.slice(0, place).findLast(stays);
  for (const row of rows) row.remove();
  if (held) (next?.querySelector("summary") ?? room.querySelector("a")).focus();
};

const answer = async (address, rows, { back } = {}) => {
  const said = new FormData(form);
  for (const row of rows) row.classList.add("is-busy");
  const told = await send(address, said);
  for (const row of rows) row.classList.remove("is-busy");
  if (!told.refused) leave(rows);
  tell(told, rows[0]?.dataset.item);
  count();
  room.dispatchEvent(new CustomEvent("wire:look", { detail: { back } }));
};

const count = () => {
  const number = ticks().length;
  room.querySelector("[data-wire-ticked-count]").textContent = number ? `${number} ticked` : "";
  untick.hidden = number === 0;
};

form.addEventListener("submit", (event) => {
  const verb = event.submitter?.dataset.verb;
  if (verb === "edit") return; // leads to the editor
  event.preventDefault();
  const row = event.submitter?.closest("li[data-item]");
  if (row?.classList.contains("is-busy")) return;
  const rows = row ? [row] : ticks().map((tick) => tick.closest("li[data-item]"));
  answer(event.submitter?.getAttribute("formaction") ?? form.action, rows);
});
room.addEventListener("change", count);
untick.addEventListener("click", () => {
  for (const tick of ticks()) tick.checked = false;
  count();
});
count();
