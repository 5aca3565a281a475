// Rules are dropped into their order; without this the buttons of each rule do it.
for (const list of document.querySelectorAll("[data-desk-order]")) {
  const form = document.getElementById(list.dataset.deskOrder);
  let held = null;

  for (const rule of list.children) {
    rule.draggable = true;
  }

  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-rule]");
    held.setAttribute("aria-grabbed", "true");
    event.dataTransfer.effectAllowed = "move";
  });

  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-rule]");
    if (!held || !over || over === held) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    over[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
  });

  list.addEventListener("drop", (event) => event.preventDefault());

  list.addEventListener("dragend", () => {
    held.removeAttribute("aria-grabbed");
    held = null;
    for (const rule of list.children) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "rule", value: rule.dataset.rule });
      form.append(field);
    }
    form.submit();
  });
}
