// What is pasted comes in clean, from any program (pasting/), and a quote's mark stays with the words it stood on.

import { Extension, pm } from "django-prose-editor/editor"
import { paragraphsOf } from "./pasting/tidy-text.js"
import { tidied } from "./pasting/tidy-html.js"
import { newId, spansOf } from "./quote-edits.js"

const { Plugin } = pm.state
const { Fragment, Slice } = pm.model

// Words copied from the text are another quote's words, under an id of their own; words cut keep theirs; what this text
// never marked comes in unmarked.
function ownMarks(known, view, slice) {
  const standing = new Set(spansOf(view.state.doc).map((span) => span.id))
  const fresh = new Map()
  const named = (mark) => {
    const { id } = mark.attrs
    if (!known.has(id)) return null
    if (!standing.has(id)) return mark
    if (!fresh.has(id)) fresh.set(id, newId())
    return mark.type.create({ id: fresh.get(id) })
  }
  const own = (mark) => (mark.type.name === "quote" ? named(mark) : mark)
  return new Slice(mapped(slice.content, own), slice.openStart, slice.openEnd)
}

function mapped(fragment, own) {
  const nodes = []
  fragment.forEach((node) => {
    nodes.push(node.isText ? node.mark(node.marks.map(own).filter(Boolean)) : node.copy(mapped(node.content, own)))
  })
  return Fragment.fromArray(nodes)
}

// Plain text as paragraphs, with a break where a line of its own ends.
function fromText(text, schema) {
  const { paragraph, hardBreak } = schema.nodes
  const nodes = paragraphsOf(text).map((lines) =>
    paragraph.create(null, lines.flatMap((line, number) => [...(number ? [hardBreak.create()] : []), schema.text(line)])),
  )
  return new Slice(Fragment.fromArray(nodes), nodes.length ? 1 : 0, nodes.length ? 1 : 0)
}

// What was left out is said once the words are in.
function fromHtml(html) {
  const { html: clean, pictures } = tidied(html)
  const said = document.getElementById("said")
  if (pictures && said) {
    const number = pictures === 1 ? "One picture was" : `${pictures} pictures were`
    const list = document.createElement("ul")
    list.className = "messagelist"
    list.append(Object.assign(document.createElement("li"), { className: "warning", textContent: `${number} left out of what you pasted: a story’s picture is chosen in its own field.` }))
    said.replaceChildren(list)
  }
  return clean
}

export const CleanPaste = Extension.create({
  name: "CleanPaste",
  addProseMirrorPlugins() {
    const known = new Set()
    const learn = (doc) => { for (const span of spansOf(doc)) known.add(span.id) }
    return [
      new Plugin({
        view: ({ state }) => (learn(state.doc), { update: (view, before) => view.state.doc.eq(before.doc) || learn(view.state.doc) }),
        props: {
          transformPastedHTML: fromHtml,
          clipboardTextParser: (text, $context, plain, view) => fromText(text, view.state.schema),
          transformPasted: (slice, view) => (view.dragging ? slice : ownMarks(known, view, slice)),
        },
      }),
    ]
  },
})
