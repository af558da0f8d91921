// What is new in a conversation since the last visit (R10): marks it, steps through it with n and p, and notes how
// far it was seen. Members' markers are stored by the server; strangers' only here, and only if they ask for it.
const SAME_VISIT = 30 * 60; // seconds, as in comments/rules/visits.py
const READING = 4000; // milliseconds for which a conversation is looked at before it counts as seen
const LATER = 8000; // milliseconds until the script that announces new comments is fetched
const THREADS = 60; // conversations that this browser remembers
const SEEN = "resonanz:seen";
const KEYS = "resonanz:keys";

const thread = document.querySelector(".thread[data-thread]");
const news = document.getElementById("news");
const form = document.getElementById("seen");
const now = () => Math.floor(Date.now() / 1000);

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // no storage: the choice lasts as long as the page
  }
}

function say(words) {
  document.getElementById("thread-notice").textContent = words;
}

const marked = () => [...thread.querySelectorAll(".comment--new")];

// A word beside the name, not only a colour; it leads to the next one.
function mark(comments) {
  for (const comment of comments.filter((each) => !each.matches(".comment--new, [data-submission]"))) {
    comment.classList.add("comment--new");
    const badge = document.createElement("a");
    badge.className = "badge badge--new";
    badge.textContent = news.dataset.new;
    comment.querySelector(".comment__by time").before(badge);
  }
  const all = marked();
  for (const [index, comment] of all.entries()) {
    const badge = comment.querySelector(".badge--new");
    const following = all[index + 1];
    const leads = leadsElsewhere(comment, following);
    if (badge.search?.includes("past=") || !(following || leads)) continue;
    badge.href = leads ? onward({ since: thread.dataset.onward, past: comment.id.slice(1) }) : `#${following.id}`;
    badge.title = news.dataset.onward;
  }
}

// The address of what is new, in the order that is shown.
function onward(asked) {
  const sort = new URLSearchParams(location.search).get("sort");
  return `${location.pathname}?${new URLSearchParams(sort ? { ...asked, sort } : asked)}`;
}

const precedes = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

// Whether the next new comment may stand on another page, or in a fold before the one that follows here.
function leadsElsewhere(comment, following) {
  if (!thread.dataset.onward) return false;
  const folds = [...thread.querySelectorAll(".fold")];
  return !following || folds.some((fold) => precedes(comment, fold) && precedes(fold, following));
}

// Whether there are new comments on other pages, or in folds: then the one before the first of this page may be there.
const isPart = () => Boolean(thread.dataset.onward || document.querySelector(".pager, .fold, .branch"));

function go(comment) {
  comment.tabIndex = -1;
  comment.focus({ preventScroll: true });
  comment.scrollIntoView({ block: "start", behavior: "instant" });
}

function step(forwards) {
  const all = marked();
  const here = document.activeElement.closest(".comment") ?? document.querySelector(".comment:target");
  const isAhead = (each) => (here ? precedes(here, each) : each.getBoundingClientRect().top > 0);
  const ahead = all.filter((each) => each !== here && isAhead(each) === forwards);
  const found = forwards ? ahead[0] : ahead.at(-1);
  const from = here?.matches(".comment--new") || found ? here : all.at(-1);
  const leads = forwards && from?.querySelector("a.badge--new[href*='past=']");
  const asked = new URLSearchParams(location.search).get("since") ?? thread.dataset.onward;
  const edge = all.includes(here) ? here : all[0];
  if (leads) location.assign(leads.href);
  else if (found) go(found);
  else if (!forwards && asked && edge && isPart()) location.assign(onward({ since: asked, before: edge.id.slice(1) }));
  else say(news.dataset.end);
}

function onKey(event) {
  if (event.key !== "n" && event.key !== "p") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  event.preventDefault();
  step(event.key === "n");
}

function useKeys(on) {
  removeEventListener("keydown", onKey);
  if (on) addEventListener("keydown", onKey);
  for (const hint of news.querySelectorAll(".news__keys")) hint.hidden = !on;
}

// --- Strangers: a marker in this browser, by the rule of comments/rules/visits.py

function looked(marker, seq) {
  const seen = { seq, at: now() };
  if (!marker) return { before: seen, latest: seen };
  const known = knownBefore(marker);
  return { before: known, latest: { seq: Math.max(marker.latest.seq, seq), at: seen.at } };
}

const knownBefore = (marker) => (now() - marker.latest.at < SAME_VISIT ? marker.before : marker.latest);

function remember(seq) {
  const all = read(SEEN);
  if (!all) return;
  all[thread.dataset.thread] = looked(all[thread.dataset.thread], seq);
  const latest = Object.entries(all).sort(([, one], [, other]) => other.latest.at - one.latest.at);
  write(SEEN, Object.fromEntries(latest.slice(0, THREADS)));
}

function ago(at) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  const midnight = new Date().setHours(0, 0, 0, 0) / 1000;
  const seconds = now() - at;
  if (at < midnight) return words.format(-Math.ceil((midnight - at) / 86400), "day");
  return seconds < 3600 ? words.format(-Math.max(1, Math.floor(seconds / 60)), "minute") : words.format(-Math.floor(seconds / 3600), "hour");
}

async function tell(known) {
  const answer = await fetch(`${thread.dataset.poll}?after=${known.seq}`, { credentials: "omit" });
  if (!answer.ok) return;
  const { count, more } = await answer.json();
  if (!count) return;
  const link = news.querySelector(".news__first");
  const words = count === 1 ? news.dataset.one : news.dataset.many;
  link.textContent = words.replace("%(number)s", more ? `${count - 1}+` : count).replace("%(when)s", ago(known.at));
  link.href = onward({ since: known.seq });
  link.parentElement.hidden = false;
  if (count > marked().length) thread.dataset.onward = known.seq;
}

// --- Noting what was seen

function note() {
  const seq = Number(thread.dataset.last);
  if (!form) return remember(seq);
  const { seen, seenAt } = news.dataset;
  if (Number(seen) >= seq && now() - Number(seenAt) < SAME_VISIT / 2) return;
  news.dataset.seen = form.elements.seq.value = seq;
  news.dataset.seenAt = now();
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
}

function noteSoon() {
  let waiting = 0;
  const watch = new IntersectionObserver(([entry]) => {
    clearTimeout(waiting);
    if (entry.isIntersecting) waiting = setTimeout(() => document.visibilityState === "visible" && note(), READING);
  });
  watch.observe(document.getElementById("comments") ?? thread);
}

async function begin() {
  const stored = read(SEEN);
  const marker = stored?.[thread.dataset.thread];
  const asked = new URLSearchParams(location.search).has("since");
  const known = form ? Number(news.dataset.known ?? Infinity) : marker ? knownBefore(marker).seq : Infinity;
  if (!asked && known < Number(thread.dataset.last)) {
    mark([...thread.querySelectorAll(".comment[data-seq]:not([data-submission])")].filter((each) => Number(each.dataset.seq) > known));
    if (form && Number(news.dataset.count) > marked().length) thread.dataset.onward = known;
    if (marker) await tell(knownBefore(marker)).catch(() => {});
    mark([]);
  }
  noteSoon();
}

function offerChoices() {
  for (const choice of document.querySelectorAll(".news-tools__choice")) choice.hidden = false;
  const remembers = document.querySelector("[data-remember]");
  const keys = document.querySelector("[data-keys]");
  if (remembers) {
    remembers.checked = read(SEEN) !== null;
    remembers.addEventListener("change", () => {
      write(SEEN, remembers.checked ? {} : null);
      if (remembers.checked) remember(Number(thread.dataset.last));
    });
  }
  keys.checked = read(KEYS) !== "off";
  keys.addEventListener("change", () => {
    write(KEYS, keys.checked ? null : "off");
    useKeys(keys.checked);
  });
  useKeys(keys.checked);
}

if (document.querySelector(".news-tools")) {
  offerChoices();
  begin();
}
// Not needed for the first view, so it is not asked for then.
if (thread?.dataset.live) setTimeout(() => import(thread.dataset.live).then((live) => live.watch(thread, { mark, go, say, note, onward })), LATER);
