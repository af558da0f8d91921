/* The two sheets of the editor: a link, and a picture from the library or from the editor's own machine. */

const ADDRESS = /^(https?:\/\/\S+|mailto:\S+@\S+|tel:\+?[\d -]+|\/(?!\/)\S*|#\S+)$/i

export function openLinkSheet(root, editor) {
  const sheet = root.querySelector("[data-sheet=link]")
  const input = sheet.querySelector("[data-value=href]")
  const problem = sheet.querySelector("[data-problem]")
  const had = editor.getAttributes("link").href ?? ""
  input.value = had
  problem.hidden = true
  sheet.querySelector("[data-remove]").hidden = !had
  const accept = () => {
    const typed = input.value.trim()
    const href = /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(typed) ? `https://${typed}` : typed
    problem.hidden = ADDRESS.test(href)
    if (!problem.hidden) return input.focus()
    sheet.close()
    const chain = editor.chain().focus().extendMarkRange("link")
    if (editor.state.selection.empty && !had) {
      chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run()
    } else chain.setMark("link", { href }).run()
  }
  const remove = () => {
    sheet.close()
    editor.chain().focus().extendMarkRange("link").unsetMark("link").run()
  }
  open(sheet, editor, { "[data-accept]": accept, "[data-remove]": remove }, accept)
  input.select()
}

export function openPictureSheet(root, editor, file = null) {
  const sheet = root.querySelector("[data-sheet=picture]")
  const find = sheet.querySelector("[data-find]")
  const problem = sheet.querySelector("[data-problem]")
  const upload = sheet.querySelector("[data-upload=upload]")
  problem.textContent = ""
  for (const input of sheet.querySelectorAll("[data-upload]")) input.value = ""
  if (file) upload.files = filesOf(file)

  const insert = (picture) => {
    sheet.close()
    const words = picture.caption ? [{ type: "text", text: picture.caption }] : []
    const { src, alt, width, height } = picture
    editor
      .chain()
      .focus()
      .insertContent({
        type: "figure",
        content: [{ type: "image", attrs: { src, alt, width, height } }, { type: "caption", content: words }],
      })
      .run()
  }
  const send = async () => {
    const form = new FormData()
    for (const input of sheet.querySelectorAll("[data-upload]")) {
      form.append(input.dataset.upload, input.files ? (input.files[0] ?? "") : input.value)
    }
    form.append("csrfmiddlewaretoken", root.closest("form").elements.csrfmiddlewaretoken.value)
    const answer = await fetch(sheet.dataset.pictures, { method: "POST", body: form }).catch(() => null)
    const facts = await answer?.json().catch(() => null)
    if (answer?.ok) insert(facts)
    else problem.textContent = Object.values(facts?.errors ?? { "": "✗" }).join(" ")
  }
  const list = async () => {
    const answer = await fetch(`${sheet.dataset.pictures}?q=${encodeURIComponent(find.value)}`).catch(() => null)
    const { pictures } = answer?.ok ? await answer.json() : { pictures: [] }
    sheet.querySelector("[data-none]").hidden = pictures.length > 0
    sheet.querySelector("[data-picks]").replaceChildren(...pictures.map((each) => card(each, insert)))
  }
  find.oninput = () => {
    clearTimeout(find.waiting)
    find.waiting = setTimeout(list, 250)
  }
  list()
  open(sheet, editor, { "[data-send]": send }, null)
  if (file) sheet.querySelector("[data-upload=alt]").focus()
}

function card(picture, insert) {
  const item = document.createElement("li")
  const button = document.createElement("button")
  const image = document.createElement("img")
  image.src = picture.thumb
  image.alt = ""
  image.loading = "lazy"
  button.type = "button"
  button.append(image, picture.alt)
  button.addEventListener("click", () => insert(picture))
  item.append(button)
  return item
}

function filesOf(file) {
  const transfer = new DataTransfer()
  transfer.items.add(file)
  return transfer.files
}

/** Show a sheet. Enter in a field accepts instead of sending the form around it. */
function open(sheet, editor, presses, accept) {
  sheet.onclick = (event) => {
    if (event.target.closest("[data-close]")) {
      sheet.close()
      editor.commands.focus()
    }
    for (const [selector, press] of Object.entries(presses)) if (event.target.closest(selector)) press()
  }
  sheet.onkeydown = (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return
    event.preventDefault()
    accept?.()
  }
  sheet.showModal()
}
