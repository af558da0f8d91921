// A text that is typed into a composer is never lost (C5).

// --- Drafts: kept until they are posted, in this browser at once, and for members on the server. What is kept here
// belongs to whoever typed it (`data-writer`); once the server has it, this browser forgets it.
const PREFIX = "resonanz:draft:";
const WEEK = 7 * 24 * 3600 * 1000;
const PAUSE = 1500; // milliseconds without a letter before the server is told
const PATIENCE = 30000; // milliseconds before it is told again after it refused

function read(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return draft && Date.now() - draft.at < WEEK ? draft : null;
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
  } catch {
    // full or forbidden: the form works without
  }
}

function keyOf(form, writer = form.dataset.writer) {
  return `${PREFIX}${writer}:${form.dataset.draft}`;
}

function isPosted(draft) {
  return Boolean(draft.submission) && document.querySelector(`[data-submission="${CSS.escape(draft.submission)}"]`) !== null;
}

// The key under which the server stores the text once, so that a draft sent twice is one comment.
function submissionOf(form) {
  const field = form.elements.submission;
  field.value ||= crypto.randomUUID?.() ?? "";
  return field.value;
}

// The form of an edit knows which text of the comment it was opened with.
function seenBy(form) {
  return form.elements.seen_text?.value;
}

function keepHere(form) {
  const text = form.elements.text.value;
  const typed = text.trim() === "" ? null : { text, submission: submissionOf(form), seen: seenBy(form), at: Date.now() };
  write(keyOf(form), typed);
}

// A text typed before the sign-in comes along with its writer; another member's never does. Words that the server does
// not have go first: it sets aside what it has instead.
function recall(form) {
  const stranger = keyOf(form, "");
  const draft = read(keyOf(form)) ?? read(stranger);
  const field = form.elements.text;
  if (!draft || draft.text === field.value) return;
  const arrived = draft.sent && draft.seen !== seenBy(form);
  if (arrived || isPosted(draft)) {
    write(keyOf(form), null);
    return;
  }
  if (field.value.trim() !== "" && !form.dataset.keep) return;
  field.value = draft.text;
  if (draft.submission) form.elements.submission.value = draft.submission;
  if (draft.seen) form.elements.seen_text.value = draft.seen; // a newer text would be compared with this one
  if (!form.dataset.keep) return;
  form.elements.revision.value = "";
  write(stranger, null);
  keepHere(form);
  keepThereSoon(form);
}

const waiting = new WeakMap();
const telling = new WeakMap();

function stop(form) {
  clearTimeout(waiting.get(form));
  waiting.delete(form);
}

function keepThereSoon(form, pause = PAUSE) {
  if (!form.dataset.keep) return;
  stop(form);
  waiting.set(form, setTimeout(() => keepThere(form), pause));
}

// One after the other: each message says what the one before it came to.
async function keepThere(form, change = "") {
  stop(form);
  await telling.get(form);
  const told = tell(form, change);
  telling.set(form, told);
  await told;
  if (telling.get(form) === told) telling.delete(form);
}

function message(form, change) {
  submissionOf(form);
  const body = new FormData(form);
  body.set("do", change);
  return { method: "POST", body, headers: { "X-Requested-With": "drafts" } };
}

async function tell(form, change) {
  const text = form.elements.text.value;
  let answer;
  try {
    answer = await fetch(form.dataset.keep, message(form, change));
  } catch {
    return; // it is kept here; the next letter, or the connection, tries again
  }
  if (answer.status === 429) keepThereSoon(form, PATIENCE);
  else if (!answer.ok) say(form, await answer.text(), answer.headers.get("Content-Type"));
  if (!answer.ok) return;
  show(form, await answer.text());
  if (form.elements.text.value === text || change) write(keyOf(form), null);
}

function say(form, words, type) {
  const place = form.querySelector("[data-trouble]");
  if (!place) return;
  place.hidden = false;
  place.querySelector("[role=status]").textContent = type?.startsWith("text/plain") ? words : place.dataset.broken;
  place.querySelector("[data-again]").hidden = true; // what could not be kept can still be posted
}

function show(form, html) {
  const place = form.querySelector("[data-kept]");
  const wasOpen = place.querySelector("details")?.open ?? true;
  place.innerHTML = html; // our own template, escaped there
  const details = place.querySelector("details");
  if (details) details.open = wasOpen;
  const text = place.querySelector("[data-text]")?.dataset.text;
  if (text === undefined) return;
  form.elements.text.value = text;
  form.elements.submission.value = "";
  form.elements.text.focus();
}

function prepare(form) {
  if (form.dataset.draftReady) return;
  form.dataset.draftReady = "yes";
  form.querySelector("[data-by-hand]")?.setAttribute("hidden", "");
  recall(form);
  form.elements.text.addEventListener("input", () => {
    keepHere(form);
    keepThereSoon(form);
  });
}

// Drafts whose comment stands on this page were posted, also those of forms that are not open now.
function sweep() {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = read(key);
      if (!draft || isPosted(draft)) localStorage.removeItem(key);
    }
  } catch {
    // no storage, no drafts
  }
}

function forms() {
  return document.querySelectorAll("form[data-draft]");
}

function look() {
  sweep();
  forms().forEach(prepare);
}

function forget(form) {
  stop(form);
  write(keyOf(form), null);
  write(keyOf(form, ""), null);
  form.elements.text.value = ""; // whoever comes back to this page begins anew
  form.elements.submission.value = "";
}

document.addEventListener("htmx:after:swap", look);
addEventListener("online", () => {
  for (const form of forms()) if (read(keyOf(form))) keepThereSoon(form);
});
// Whoever leaves within the pause: the browser sends it in the background.
addEventListener("pagehide", () => {
  for (const form of forms()) {
    if (!waiting.has(form) || telling.has(form)) continue;
    fetch(form.dataset.keep, { ...message(form, ""), keepalive: true }).catch(() => {});
  }
});
document.addEventListener("click", (event) => {
  const change = event.target.closest("form[data-draft] [data-change]");
  if (change) {
    event.preventDefault();
    keepThere(change.form, change.value);
    return;
  }
  const close = event.target.closest(".comment__slot [data-close]");
  if (!close) return;
  event.preventDefault();
  const slot = close.closest(".comment__slot");
  slot.replaceChildren();
  slot.previousElementSibling?.querySelector(".comment__foot a")?.focus();
});

// --- Posting: without leaving the page, so that a text survives a connection that is gone. The server stores a text
// once, by its key: trying again is always safe. Forms that are open under a comment are sent by htmx.
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
  look();
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
      forget(form);
      goTo(posted);
    } else if (!putBack(form, await answer.text())) trouble(form, wordsFor(form));
  } catch {
    trouble(form, wordsFor(form));
  } finally {
    wait(form, false);
  }
}

// An edit leaves the page. What is kept here goes once the form comes back with a newer text, and not before.
function leave(form) {
  stop(form);
  const draft = read(keyOf(form));
  if (draft) write(keyOf(form), { ...draft, sent: true });
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.composer");
  if (form && seenBy(form) !== undefined) {
    if (!event.submitter?.name) leave(form);
    return;
  }
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
look();
