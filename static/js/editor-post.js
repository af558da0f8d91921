/* The visual editor of posts and pages. It edits what stands in a textarea and writes it back at every change;
   without it the textarea holds HTML. The server sanitises whatever comes. */
import { attribution, caption, picture, quotation, tongues } from "./editor-nodes.js"
import { openLinkSheet, openPictureSheet } from "./editor-sheets.js"

// Markup that is allowed in a post and that the schema below would drop.
const UNKNOWN = "abbr, cite, q, ins, caption, tfoot, [id], figure.embed, figure:not(.quote):not(:has(img)), figure:has(table)"

const FOREIGN = /\s(?:style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi

const COMMANDS = {
  paragraph: (chain) => chain.setParagraph(),
  h2: (chain) => chain.toggleHeading({ level: 2 }),
  h3: (chain) => chain.toggleHeading({ level: 3 }),
  h4: (chain) => chain.toggleHeading({ level: 4 }),
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  strike: (chain) => chain.toggleStrike(),
  subscript: (chain) => chain.toggleSubscript(),
  superscript: (chain) => chain.toggleSuperscript(),
  code: (chain) => chain.toggleCode(),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quotation: (chain) => chain.insertQuotation(),
  quotationaway: (chain) => chain.dissolveQuotation(),
  blockquote: (chain) => chain.toggleBlockquote(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  codeblock: (chain) => chain.toggleCodeBlock(),
  rule: (chain) => chain.setHorizontalRule(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  rowafter: (chain) => chain.addRowAfter(),
  rowaway: (chain) => chain.deleteRow(),
  columnafter: (chain) => chain.addColumnAfter(),
  columnaway: (chain) => chain.deleteColumn(),
  headrow: (chain) => chain.toggleHeaderRow(),
  tableaway: (chain) => chain.deleteTable(),
}

const PRESSED = {
  h2: (editor) => editor.isActive("heading", { level: 2 }),
  h3: (editor) => editor.isActive("heading", { level: 3 }),
  h4: (editor) => editor.isActive("heading", { level: 4 }),
  bold: (editor) => editor.isActive("bold"),
  italic: (editor) => editor.isActive("italic"),
  strike: (editor) => editor.isActive("strike"),
  subscript: (editor) => editor.isActive("subscript"),
  superscript: (editor) => editor.isActive("superscript"),
  code: (editor) => editor.isActive("code"),
  link: (editor) => editor.isActive("link"),
  bullets: (editor) => editor.isActive("bulletList"),
  numbers: (editor) => editor.isActive("orderedList"),
  blockquote: (editor) => editor.isActive("blockquote") && !editor.isActive("quotation"),
  quotation: (editor) => editor.isActive("quotation"),
  codeblock: (editor) => editor.isActive("codeBlock"),
}

for (const root of document.querySelectorAll("[data-editor]")) prepare(root)

function prepare(root) {
  const textarea = document.getElementById(root.dataset.for)
  const stored = new DOMParser().parseFromString(textarea.value, "text/html")
  if (!stored.querySelector(UNKNOWN)) return start(root, textarea)
  const notice = root.querySelector("[data-unknown]")
  notice.hidden = false
  notice.querySelector("[data-anyway]").addEventListener("click", () => {
    notice.hidden = true
    start(root, textarea)
  })
}

async function start(root, textarea) {
  const engine = await import(root.dataset.engine)
  const sheet = document.createElement("div")
  sheet.className = "editor__sheet"
  textarea.before(sheet)
  const editor = new engine.Editor({
    element: sheet,
    injectCSS: false, // its rules stand in admin.css: the content policy allows no style from a script
    content: textarea.value,
    extensions: extensionsOf(engine, root.dataset),
    editorProps: {
      attributes: { id: `${textarea.id}_visual`, "aria-label": root.dataset.label, "aria-multiline": "true", role: "textbox", spellcheck: "true", class: "prose" },
      // Nothing of these is kept, and the content policy would complain about reading them.
      transformPastedHTML: (html) => html.replace(/<[^>]+>/g, (tag) => tag.replace(FOREIGN, "")),
      handlePaste: (_view, event) => takeFile(event.clipboardData),
      handleDrop: (_view, event) => takeFile(event.dataTransfer),
      handleKeyDown: (_view, event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== "k") return false
        openLinkSheet(root, editor)
        return true
      },
    },
    onUpdate: () => {
      textarea.value = htmlOf(editor)
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  function takeFile(transfer) {
    const file = [...(transfer?.files ?? [])].find((each) => each.type.startsWith("image/"))
    if (file) openPictureSheet(root, editor, file)
    return Boolean(file)
  }
  wireBar(root, textarea, editor, sheet)
  follow(root, textarea, editor)
  root.dataset.ready = ""
}

function extensionsOf(engine, words) {
  const placeholders = { attribution: words.speaker, caption: words.caption }
  return [
    engine.Document, engine.Paragraph, engine.Text, engine.HardBreak, engine.History,
    engine.Heading.configure({ levels: [2, 3, 4] }),
    engine.Bold, engine.Italic, engine.Strike, engine.Subscript, engine.Superscript, engine.Code, engine.CodeBlock,
    engine.Link.configure({ openOnClick: false, enableTarget: false, HTMLAttributes: { rel: null, target: null } }),
    engine.BulletList, engine.OrderedList, engine.ListItem, engine.HorizontalRule,
    engine.Blockquote,
    engine.Table.configure({ resizable: false }), engine.TableRow, engine.TableHeader, engine.TableCell,
    engine.Image,
    quotation(engine), attribution(engine), picture(engine), caption(engine), tongues(engine),
    engine.Placeholder.configure({
      includeChildren: true,
      showOnlyCurrent: false,
      placeholder: ({ node }) => placeholders[node.type.name] ?? "",
    }),
    engine.Dropcursor, engine.Gapcursor, engine.TrailingNode,
  ]
}

/** What is written, without the places that were offered and left empty. */
function htmlOf(editor) {
  if (editor.isEmpty) return ""
  return editor.getHTML().replaceAll("<figcaption></figcaption>", "").replace(/(<p><\/p>)+$/, "")
}

function wireBar(root, textarea, editor, sheet) {
  const bar = root.querySelector("[data-bar]")
  bar.hidden = false
  textarea.hidden = true
  const label = root.closest(".field")?.querySelector(`label[for="${textarea.id}"]`)
  label?.addEventListener("click", () => textarea.hidden && editor.commands.focus())
  bar.addEventListener("click", (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do
    if (name === "link") openLinkSheet(root, editor)
    else if (name === "picture") openPictureSheet(root, editor)
    else if (name === "source") toggleSource(bar, textarea, editor, sheet)
    else if (name) COMMANDS[name](editor.chain().focus()).run()
  })
  bar.querySelector("[data-language]").addEventListener("change", (event) => {
    editor.chain().focus().updateAttributes("blockquote", { lang: event.target.value || null }).run()
  })
  bar.querySelector("[data-alt]").addEventListener("change", (event) => {
    const place = placeOfPicture(editor.state)
    if (place === null) return
    editor.chain().command(({ tr }) => Boolean(tr.setNodeAttribute(place, "alt", event.target.value.trim()))).run()
  })
  bar.querySelector("[data-alt]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault() // it would send the form
    editor.commands.focus()
  })
  roving(bar)
}

/** Where the picture is that is chosen, or in whose figure the cursor stands. */
function placeOfPicture(state) {
  const { $from, from, to } = state.selection
  let place = null
  state.doc.nodesBetween(from, to, (node, at) => {
    if (node.type.name === "image") place = at
  })
  for (let depth = $from.depth; place === null && depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "figure") place = $from.start(depth)
  }
  return place
}

/** One stop of the tab key for the whole bar, arrows within it (WAI-ARIA toolbar). */
function roving(bar) {
  const buttons = () => [...bar.querySelectorAll("button:not([disabled])")].filter((button) => !button.closest("[hidden]"))
  const only = (chosen) => {
    for (const button of bar.querySelectorAll("button")) button.tabIndex = button === chosen ? 0 : -1
  }
  only(buttons()[0])
  bar.addEventListener("focusin", (event) => event.target.matches("button") && only(event.target))
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step || !event.target.matches("button")) return
    const all = buttons()
    all[(all.indexOf(event.target) + step + all.length) % all.length].focus()
    event.preventDefault()
  })
}

function toggleSource(bar, textarea, editor, sheet) {
  const toSource = textarea.hidden
  if (toSource) textarea.value = htmlOf(editor)
  else editor.commands.setContent(textarea.value, { emitUpdate: true })
  textarea.hidden = !toSource
  sheet.hidden = toSource
  for (const button of bar.querySelectorAll("[data-do]")) button.disabled = toSource && button.dataset.do !== "source"
  bar.querySelector("[data-do=source]").setAttribute("aria-pressed", String(toSource))
  if (toSource) textarea.focus()
  else editor.commands.focus()
}

function follow(root, textarea, editor) {
  const bar = root.querySelector("[data-bar]")
  const language = bar.querySelector("[data-language]")
  const alt = bar.querySelector("[data-alt]")
  const show = () => {
    for (const [name, isPressed] of Object.entries(PRESSED)) {
      bar.querySelector(`[data-do=${name}]`).setAttribute("aria-pressed", String(Boolean(isPressed(editor))))
    }
    for (const group of bar.querySelectorAll("[data-in=table], [data-in=quotation]")) group.hidden = !editor.isActive(group.dataset.in)
    const place = placeOfPicture(editor.state)
    bar.querySelector("[data-in=picture]").hidden = place === null
    if (place !== null && document.activeElement !== alt) alt.value = editor.state.doc.nodeAt(place)?.attrs.alt ?? ""
    language.value = editor.getAttributes("blockquote").lang ?? ""
  }
  editor.on("transaction", show)
  show()
}
