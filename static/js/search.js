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
