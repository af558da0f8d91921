// Keeps what is typed into a composer in this browser until it is posted (C5). Nothing is stored before the first letter.
const PREFIX = "resonanz:draft:";
const WEEK = 7 * 24 * 3600 * 1000;

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
    return true;
  } catch {
    return false; // full or forbidden: the form works without
  }
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

function prepare(form) {
  if (form.dataset.draftReady) return;
  form.dataset.draftReady = "yes";
  const key = PREFIX + form.dataset.draft;
  const text = form.elements.text;
  const draft = read(key);
  if (draft && isPosted(draft)) write(key, null);
  else if (draft && text.value.trim() === "") {
    text.value = draft.text;
    if (draft.submission) form.elements.submission.value = draft.submission;
  }
  text.addEventListener("input", () => {
    const typed = text.value.trim() === "" ? null : { text: text.value, submission: submissionOf(form), at: Date.now() };
    write(key, typed);
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

function look() {
  sweep();
  for (const form of document.querySelectorAll("form[data-draft]")) prepare(form);
}

document.addEventListener("htmx:after:swap", look);
document.addEventListener("click", (event) => {
  const close = event.target.closest(".comment__slot [data-close]");
  if (!close) return;
  event.preventDefault();
  const slot = close.closest(".comment__slot");
  slot.replaceChildren();
  slot.previousElementSibling?.querySelector(".comment__foot a")?.focus();
});
look();
