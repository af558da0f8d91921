// Offers names of the conversation's people while one is typed behind an "@" (C9). The field stays a text field; the
// list is moved through by arrow keys and taken from by Enter, Tab, a click or a tap. Names can be typed without it.
const TYPED = /(?:^|[\s([{<"'„“‚‘«»›‹–—])@([\p{L}\p{N}][\p{L}\p{N} .\-_'’·]{0,39})?$/u;
const PAUSE = 120; // milliseconds
const known = new Map(); // what was asked for on this page
let open = null; // { field, list, at, chosen }
let latest = 0;
let number = 0;

function typedIn(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  const before = field.value.slice(0, field.selectionStart);
  const found = TYPED.exec(before);
  if (!found) return null;
  const name = found[1] ?? "";
  return name.split(" ").length > 4 || name.endsWith("  ") ? null : { name, at: field.selectionStart - name.length };
}

async function namesFor(field, name) {
  const address = `${field.form.dataset.people}?q=${encodeURIComponent(name.trim())}`;
  if (!known.has(address)) {
    const answer = await fetch(address);
    known.set(address, answer.ok ? (await answer.json()).names : []);
  }
  return known.get(address);
}

function close() {
  if (!open) return;
  open.list.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) open.field.removeAttribute(name);
  open = null;
}

function choose(index) {
  const options = [...open.list.children];
  open.chosen = (index + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === open.chosen)));
  open.field.setAttribute("aria-activedescendant", options[open.chosen].id);
  options[open.chosen].scrollIntoView({ block: "nearest" });
}

function take(name) {
  const { field, at } = open;
  close();
  field.setRangeText(`${name} `, at, field.selectionStart, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Below the line in which the name is typed: a copy of the field, never seen, tells where that is.
function place(field, list) {
  const copy = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of ["font", "lineHeight", "padding", "borderWidth", "letterSpacing", "wordSpacing"]) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "anywhere", boxSizing: "border-box", inlineSize: `${field.offsetWidth}px` });
  copy.textContent = field.value.slice(0, field.selectionStart);
  const caret = copy.appendChild(document.createElement("span"));
  caret.textContent = "@";
  field.after(copy);
  const { offsetLeft, offsetTop, offsetHeight } = caret;
  copy.remove();
  const most = Math.max(0, field.offsetWidth - list.offsetWidth);
  list.style.insetInlineStart = `${field.offsetLeft + Math.min(offsetLeft, most)}px`;
  list.style.insetBlockStart = `${field.offsetTop + Math.min(offsetTop + offsetHeight - field.scrollTop, field.offsetHeight)}px`;
}

function show(field, names, at) {
  const again = open?.field === field && open.names.join("\n") === names.join("\n");
  if (again) {
    open.at = at;
    return;
  }
  close();
  if (names.length === 0) return;
  const list = document.createElement("ul");
  list.className = "names";
  list.id = `names-${(number += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.form.dataset.namesLabel);
  names.forEach((name, index) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${index}`;
    option.setAttribute("role", "option");
    option.textContent = name;
    list.append(option);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option.textContent);
  });
  field.after(list);
  place(field, list);
  field.setAttribute("aria-controls", list.id);
  open = { field, list, at, names, chosen: 0 };
  choose(0);
  list.scrollIntoView({ block: "nearest" });
}

async function look(field) {
  const mine = (latest += 1);
  const typed = typedIn(field);
  if (!typed) return close();
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (mine !== latest) return;
  try {
    const names = await namesFor(field, typed.name);
    if (mine === latest && document.activeElement === field) show(field, names, typed.at);
  } catch {
    close(); // no connection: the name can be typed
  }
}

const KEYS = {
  ArrowDown: () => choose(open.chosen + 1),
  ArrowUp: () => choose(open.chosen - 1),
  Enter: () => take(open.names[open.chosen]),
  Tab: () => take(open.names[open.chosen]),
  Escape: close,
};

document.addEventListener("input", (event) => {
  if (event.isTrusted && event.target.matches("form[data-people] textarea")) look(event.target);
});
document.addEventListener(
  "keydown",
  (event) => {
    if (!open || event.target !== open.field || event.isComposing || event.shiftKey || !(event.key in KEYS)) return;
    event.preventDefault();
    event.stopPropagation();
    KEYS[event.key]();
  },
  true,
);
document.addEventListener("focusout", (event) => {
  if (open && event.target === open.field) close();
});
