// Sends a composer without leaving the page, so that a text survives a connection that is gone (C5). The server stores a
// text once, by its key: trying again is always safe. Forms that are open under a comment are sent by htmx.
const sending = new WeakSet();

function trouble(form, words) {
  const place = form.querySelector("[data-trouble]");
  place.hidden = !words;
  place.querySelector("[role=status]").textContent = words ?? "";
  place.querySelector("[data-again]").hidden = false;
}

function wordsFor(form) {
  const { away, broken } = form.querySelector("[data-trouble]").dataset;
  return navigator.onLine ? broken : away;
}

function wait(form, yes) {
  if (yes) sending.add(form);
  else sending.delete(form);
  form.setAttribute("aria-busy", String(yes));
}

// The page that holds the comment; where that is this page, it is asked for anew.
function goTo(address) {
  const there = new URL(address, location.href);
  const isHere = there.pathname === location.pathname && there.search === location.search;
  location.assign(there);
  if (isHere) location.reload();
}

// The form came back with a sentence about it: it takes the place of the one that was sent.
function putBack(form, html) {
  const back = new DOMParser().parseFromString(html, "text/html").querySelector("form.composer");
  if (!back) return false;
  form.replaceWith(back);
  globalThis.htmx?.process(back);
  back.elements.text.focus();
  document.dispatchEvent(new CustomEvent("composer:new"));
  return true;
}

async function post(form) {
  trouble(form, "");
  wait(form, true);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "posting" },
    });
    const posted = answer.headers.get("X-Posted-At");
    if (posted) {
      form.dispatchEvent(new CustomEvent("composer:posted", { bubbles: true }));
      goTo(posted);
    } else if (!putBack(form, await answer.text())) trouble(form, wordsFor(form));
  } catch {
    trouble(form, wordsFor(form));
  } finally {
    wait(form, false);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.composer");
  if (!form || form.hasAttribute("hx-post") || event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if (!sending.has(form)) post(form);
});

// htmx says so where it could not send, or where what came back is no form of ours.
for (const name of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("form.composer");
    if (form?.isConnected) trouble(form, wordsFor(form));
  });
}
document.addEventListener("htmx:before:request", (event) => {
  const form = event.target.closest?.("form.composer");
  if (form) trouble(form, "");
});
