// Selected words of the text go into the field of those that shall become unreadable, each once.
const source = document.querySelector("[data-redact-source]");
const words = document.querySelector("[data-redact-words]");
const take = document.querySelector("[data-redact-take]");

function selected() {
  return source.value.slice(source.selectionStart, source.selectionEnd).split("\n").map((line) => line.trim()).filter(Boolean);
}

if (source && words && take) {
  take.hidden = false;
  take.querySelector("button").addEventListener("click", () => {
    const known = words.value.split("\n").map((line) => line.trim()).filter(Boolean);
    words.value = [...new Set([...known, ...selected()])].join("\n");
    words.focus();
  });
}
