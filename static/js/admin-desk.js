/* Saves steps at the desk: rows are added and removed, words are counted, unsaved text is not left by accident. */

const WORDS_A_MINUTE = 238 // as in markup/plain.py

for (const rows of document.querySelectorAll("[data-rows]")) prepareRows(rows)
for (const counts of document.querySelectorAll("[data-counts]")) prepareCounts(counts)
for (const desk of document.querySelectorAll("[data-desk]")) guard(desk)

function prepareRows(rows) {
  const list = rows.querySelector("[data-list]")
  const total = rows.querySelector(`[name="${rows.dataset.rows}-TOTAL_FORMS"]`)
  const template = rows.querySelector("template")
  const add = rows.querySelector("[data-add]")
  const showButtons = () => {
    for (const button of list.querySelectorAll("[data-empty]")) button.hidden = false
  }
  add.hidden = false
  showButtons()
  add.addEventListener("click", () => {
    const number = Number(total.value)
    const holder = document.createElement("div")
    holder.append(template.content.cloneNode(true))
    for (const element of holder.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = element.getAttribute(name)
        if (value) element.setAttribute(name, value.replaceAll("__prefix__", number))
      }
    }
    list.append(...holder.children)
    total.value = number + 1
    showButtons()
    list.lastElementChild.querySelector("input:not([type=hidden]), select, textarea").focus()
  })
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-empty]")?.closest("[data-row]")
    if (!row) return
    // The row keeps its number, so that no other row changes its name; an empty row is not stored.
    for (const field of row.querySelectorAll("input:not([type=hidden]), textarea")) field.value = ""
    for (const select of row.querySelectorAll("select")) {
      if (select.querySelector("option[value='']")) select.value = ""
    }
    row.hidden = true
    row.dispatchEvent(new Event("input", { bubbles: true }))
    add.focus()
  })
}

function prepareCounts(counts) {
  const textarea = document.getElementById(counts.dataset.of)
  const [words, minutes] = [counts.querySelector("[data-words]"), counts.querySelector("[data-minutes]")]
  let waiting
  textarea.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      const text = new DOMParser().parseFromString(textarea.value.replaceAll("<", " <"), "text/html").body.textContent
      const count = (text.match(/[\p{L}\p{N}_]+(?:[^\p{L}\p{N}_\s]+[\p{L}\p{N}_]+)*/gu) ?? []).length
      words.textContent = count
      minutes.textContent = Math.max(1, Math.round(count / WORDS_A_MINUTE))
    }, 300)
  })
}

function guard(desk) {
  let unsaved = Boolean(document.querySelector(".errornote, .conflict"))
  desk.addEventListener("input", () => {
    unsaved = true
  })
  desk.addEventListener("submit", () => {
    unsaved = false
  })
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault()
  })
}
