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
