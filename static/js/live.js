// Announces new comments while a conversation is open, and loads them when asked to (C11). Nothing moves before that.
const FIRST = 20_000; // milliseconds between two looks, at the beginning
const LONGEST = 300_000; // while nothing happens
const TROUBLE = 900_000; // while the site does not answer

const bar = document.getElementById("live");
const link = bar.querySelector(".live__show");
const back = bar.querySelector(".live__back");
let thread, tools, timer;
let wait = FIRST;
let asked = Date.now();
let dismissed = 0; // so many were announced when the bar was closed
let place = null; // what was being read, and where on the screen

const visible = () => document.visibilityState === "visible";
const last = () => Number(thread.dataset.last);

// Own comments that were posted on this page are here already.
const here = () => [...thread.querySelectorAll(".comment[data-seq]")].filter((each) => Number(each.dataset.seq) > last()).length;

function later(least = 0) {
  clearTimeout(timer);
  if (visible()) timer = setTimeout(ask, Math.max(least, wait * (0.75 + Math.random() / 2)));
}

async function ask() {
  asked = Date.now();
  let answer;
  try {
    answer = await fetch(`${thread.dataset.poll}?after=${last()}`, { credentials: "omit" });
  } catch {
    // offline: as if the site did not answer
  }
  if (answer && [400, 404, 410].includes(answer.status)) return;
  if (!answer?.ok) {
    wait = Math.min(wait * 2, TROUBLE);
    later((Number(answer?.headers.get("Retry-After")) || 0) * 1000);
    return;
  }
  const { count, more } = await answer.json();
  wait = Math.min(wait * 1.5, LONGEST);
  const number = (count - here() > dismissed ? await heard(count) : count) - here();
  if (number > dismissed) announce(number, more);
  later();
}

// The poll is the same for everybody; whoever mutes somebody asks once more before anything is announced.
let asking = true;
let known = { after: -1, count: -1, heard: 0 };
async function heard(count) {
  if (!thread.dataset.heard || !asking) return count;
  const after = last();
  if (known.after === after && known.count === count) return known.heard;
  try {
    const answer = await fetch(`${thread.dataset.heard}?after=${after}`);
    if (!answer.ok) return count;
    const found = await answer.json();
    asking = found.mutes;
    known = { after, count, heard: found.count };
    return found.count;
  } catch {
    return count;
  }
}

function announce(number, more) {
  const words = (number === 1 ? bar.dataset.one : bar.dataset.many).replace("%(number)s", more ? `${number - 1}+` : number);
  if (link.textContent === words && !bar.hidden) return;
  link.textContent = words;
  link.href = tools.onward({ since: last() });
  link.hidden = bar.hidden = false;
  bar.dataset.count = number;
  tools.say(words);
}

function close() {
  dismissed = Number(bar.dataset.count);
  bar.hidden = back.hidden = true;
}

// What is read: the comment a third of the way down the window, or what stands there instead.
function read() {
  const comments = [...thread.querySelectorAll(".comment, .tombstone")];
  const found = comments.findLast((each) => each.getBoundingClientRect().top <= innerHeight / 3) ?? thread;
  return found.getBoundingClientRect().bottom > 0 ? found : (document.getElementById("composer") ?? found);
}

function holdingStill(change) {
  const held = read();
  const y = held.getBoundingClientRect().top;
  document.documentElement.classList.add("is-held");
  change();
  scrollBy({ top: held.getBoundingClientRect().top - y, behavior: "instant" });
  requestAnimationFrame(() => document.documentElement.classList.remove("is-held"));
  place = { held, y };
}

const placed = (item) => item.querySelector(":scope > .comment, :scope > .tombstone");

// Puts what is new into its list, behind what it follows there; what is here stays the same element.
function merge(from, into, added = []) {
  let before = null;
  for (const item of from.children) {
    const said = placed(item);
    const known = said && document.getElementById(said.id);
    if (known) {
      if (said.matches(".tombstone") && known.matches(".comment")) known.replaceWith(document.importNode(said, true));
      const own = document.getElementById(said.id).closest("li");
      const answers = item.querySelector(":scope > .comments");
      if (answers?.children.length) merge(answers, own.querySelector(":scope > .comments") ?? own.appendChild(answers.cloneNode(false)), added);
      if (own.parentElement === into) before = own;
    } else if (said) {
      const node = document.importNode(item, true);
      if (before) before.after(node);
      else into.prepend(node);
      window.htmx?.process(node);
      added.push(...node.querySelectorAll(".comment"));
      before = node;
    }
  }
  return added;
}

async function load() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-cache" });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [from, into] = [page.getElementById("comments"), document.getElementById("comments")];
  let added = [];
  if (from && into) holdingStill(() => (added = merge(from, into)));
  if (!added.length) return location.assign(link.href); // they stand on other pages
  document.dispatchEvent(new CustomEvent("resonanz:loaded"));
  const rest = Number(bar.dataset.count) - added.length;
  if (rest > 0) announce(rest, false);
  else link.hidden = true;
  document.getElementById("thread-title").textContent = page.getElementById("thread-title").textContent;
  thread.dataset.last = page.getElementById("thread").dataset.last;
  dismissed = 0;
  wait = FIRST;
  back.hidden = !place;
  bar.hidden = !place && rest <= 0;
  tools.mark(added);
  tools.go(added[0]);
  tools.note();
}

link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("aria-busy") === "true") return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  load()
    .catch(() => (link.textContent = bar.dataset.lost))
    .finally(() => link.removeAttribute("aria-busy"));
});
back.addEventListener("click", () => {
  scrollBy({ top: place.held.getBoundingClientRect().top - place.y, behavior: "instant" });
  place.held.tabIndex = -1;
  place.held.focus({ preventScroll: true });
  back.hidden = true;
  bar.hidden = link.hidden;
});
bar.querySelector(".live__close").addEventListener("click", close);
document.addEventListener("visibilitychange", () => {
  if (visible() && Date.now() - asked > FIRST) ask();
  else later();
});

export function watch(conversation, helpers) {
  [thread, tools] = [conversation, helpers];
  bar.dataset.watching = "";
  later();
}
