/* What a post may hold beyond the engine's own blocks: quotations with a speaker, pictures with a caption.
   The engine is handed in, so that this module needs no address of it. */

const LANGUAGE = { default: null, parseHTML: (element) => element.getAttribute("lang"), renderHTML: (attrs) => (attrs.lang ? { lang: attrs.lang } : {}) }
const DIRECTION = { default: null, parseHTML: (element) => element.getAttribute("dir"), renderHTML: (attrs) => (attrs.dir ? { dir: attrs.dir } : {}) }

/** `<figure class="quote"><blockquote lang>…</blockquote><figcaption>speaker, source</figcaption></figure>` */
export const quotation = ({ Node }) =>
  Node.create({
    name: "quotation",
    group: "block",
    content: "blockquote attribution",
    defining: true,
    isolating: true,
    parseHTML: () => [
      {
        tag: "figure.quote",
        priority: 80,
        getAttrs: (figure) => (figure.querySelector(":scope > blockquote") ? null : false),
      },
    ],
    renderHTML: () => ["figure", { class: "quote" }, 0],
    addCommands() {
      return {
        insertQuotation:
          () =>
          ({ state, tr, dispatch }) => {
            const { nodes } = state.schema
            const { from, to } = state.selection
            const lines = state.doc.textBetween(from, to, "\n", "\n").split("\n").filter(Boolean)
            const paragraphs = lines.map((line) => nodes.paragraph.create(null, state.schema.text(line)))
            const words = nodes.blockquote.create(null, paragraphs.length ? paragraphs : [nodes.paragraph.create()])
            const figure = nodes.quotation.create(null, [words, nodes.attribution.create()])
            if (!dispatch) return true
            tr.replaceSelectionWith(figure)
            // Words that were chosen want a speaker next, an empty quotation wants words.
            tr.doc.descendants((node, place) => {
              if (node !== figure) return
              const goal = lines.length ? place + 2 + words.nodeSize : place + 3
              tr.setSelection(state.selection.constructor.near(tr.doc.resolve(goal)))
            })
            return true
          },
        dissolveQuotation:
          () =>
          ({ state, dispatch }) => {
            const { $from } = state.selection
            for (let depth = $from.depth; depth > 0; depth -= 1) {
              const node = $from.node(depth)
              if (node.type.name !== "quotation") continue
              const parts = []
              node.firstChild.forEach((child) => parts.push(child))
              if (node.lastChild.content.size) parts.push(state.schema.nodes.paragraph.create(null, node.lastChild.content))
              dispatch?.(state.tr.replaceWith($from.before(depth), $from.after(depth), parts))
              return true
            }
            return false
          },
      }
    },
  })

export const attribution = ({ Node }) =>
  Node.create({
    name: "attribution",
    content: "inline*",
    isolating: true,
    parseHTML: () => [{ tag: "figcaption", context: "quotation/", priority: 80 }],
    renderHTML: () => ["figcaption", 0],
    addKeyboardShortcuts() {
      return { Enter: ({ editor }) => leave(editor, "attribution") }
    },
  })

/** `<figure><img alt><figcaption>…</figcaption></figure>` */
export const picture = ({ Node }) =>
  Node.create({
    name: "figure",
    group: "block",
    content: "image caption",
    draggable: true,
    isolating: true,
    parseHTML: () => [
      { tag: "figure", getAttrs: (figure) => (figure.querySelector("img") && !figure.querySelector("table, blockquote") ? null : false) },
    ],
    renderHTML: () => ["figure", 0],
  })

export const caption = ({ Node }) =>
  Node.create({
    name: "caption",
    content: "inline*",
    isolating: true,
    parseHTML: () => [{ tag: "figcaption", context: "figure/" }],
    renderHTML: () => ["figcaption", 0],
    addKeyboardShortcuts() {
      return { Enter: ({ editor }) => leave(editor, "caption") }
    },
  })

/** Keeps `lang` and `dir` of a block: a German post may quote English, or Hebrew. */
export const tongues = ({ Extension }) =>
  Extension.create({
    name: "tongues",
    addGlobalAttributes: () => [
      { types: ["paragraph", "heading", "blockquote"], attributes: { lang: LANGUAGE, dir: DIRECTION } },
    ],
  })

/** Enter at the end of a caption goes on below the figure, instead of splitting it. */
function leave(editor, name) {
  const { $from } = editor.state.selection
  if ($from.parent.type.name !== name) return false
  const after = $from.after($from.depth - 1)
  return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run()
}
