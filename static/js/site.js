// What stands on every page: light or dark, the key to the search, menus that close.

// --- Light or dark
// Light or dark as the device says, until somebody chooses; only a choice is stored, and only here.
// What a member has set for the account stands in the page already, and is what an empty choice returns to.
const root = document.documentElement;
const given = root.dataset.theme ?? "";

function chosen() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null; // storage is switched off: the choice lasts as long as the page
  }
}

function remember(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // as above
  }
}

function show(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  const shown = root.dataset.theme ?? "";
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === shown));
  }
}

show(chosen() ?? given);
for (const group of document.querySelectorAll("[data-themes]")) {
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (!button) return;
    const theme = button.dataset.themeChoice || (given ? "device" : null);
    remember(theme);
    show(theme);
  });
}
addEventListener("storage", (event) => {
  if (event.key === "theme") show(event.newValue ?? given);
});

// --- The key to the search
// "/" leads to the search from everywhere, unless somebody is typing. Who does not want it says so on that page.
const KEY = "search-key";
const field = document.querySelector("[data-search-field]");
const choice = document.querySelector("[data-search-key]");

function isOff() {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false; // storage is switched off: nothing was chosen
  }
}

function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select"));
}

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || isOff()) return;
  const link = document.querySelector("[data-search-link]");
  if (!field && !link) return;
  event.preventDefault();
  if (field) {
    field.focus();
    field.select();
  } else link.click();
});

if (choice) {
  const box = choice.querySelector("input");
  choice.hidden = false;
  box.checked = !isOff();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "off");
    } catch {
      box.checked = true; // it cannot be remembered
    }
  });
}

// --- Menus: opened and closed by their own handle, also by Escape and by turning to something else
const menus = () => document.querySelectorAll("details.more[open]");

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  for (const menu of menus()) {
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) menu.querySelector("summary").focus();
  }
});
for (const turned of ["click", "focusin"]) {
  addEventListener(turned, (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
  });
}
