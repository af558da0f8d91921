// The keys of the moderators' queue. They press the buttons that are there and work only inside of the queue.
const queue = document.querySelector("[data-queue]");
const dialog = document.getElementById("keys");
const undo = document.querySelector("[data-undo]");

function rows() {
  return [...queue.querySelectorAll("[data-row]")];
}

function current() {
  return document.activeElement?.closest("[data-row]");
}

function go(step) {
  const all = rows();
  const next = all[Math.min(Math.max(all.indexOf(current()) + step, 0), all.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(key, row) {
  if (key === "j") go(1);
  else if (key === "k") go(-1);
  else if (key === "x") row.querySelector("[data-pick]")?.click();
  else if (key === "?") dialog?.showModal();
  else if (key === "u") {
    if (!undo) return false;
    undo.click();
  }
  else {
    const button = row.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!button) return false;
    button.click();
  }
  return true;
}

if (!queue) undo?.focus(); // the last case is gone, and what was done can be taken back with Enter
if (queue) {
  document.addEventListener("keydown", (event) => {
    const row = current();
    const typing = event.target.closest?.("textarea, select, input:not([type=checkbox])");
    if (!row || typing || event.ctrlKey || event.metaKey || event.altKey || dialog?.open || event.key.length !== 1) return;
    if (press(event.key, row)) event.preventDefault();
  });
  const keys = document.querySelector("[data-keys]"); // of a list that has none of its own: no table of keys
  if (keys) keys.hidden = false;
  keys?.querySelector("[data-keys-open]").addEventListener("click", () => dialog.showModal());
  const wanted = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const land = () => {
    if (document.querySelector('[role="alert"]') || current()) return;
    (wanted?.querySelector("[data-row]") ?? rows()[0])?.focus({ preventScroll: !wanted });
  };
  land();
  // Going to the anchor, which comes when all is loaded, takes the focus away again.
  addEventListener("load", () => requestAnimationFrame(land));
}
