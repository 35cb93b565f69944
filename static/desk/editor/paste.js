// What is pasted: Word's lists become lists again, and a quote's mark stays with the words it stood on.

import { Extension, pm } from "django-prose-editor/editor"
import { newId, spansOf } from "./quote-edits.js"

const { Plugin } = pm.state
const { Fragment, Slice } = pm.model

// Word hands lists over as paragraphs that begin with a bullet or a number: make them lists again.
const BULLET = /^[\s\u00a0]*[·•▪◦o§-][\s\u00a0]+/
const NUMBER = /^[\s\u00a0]*\d{1,3}[.)][\s\u00a0]+/

export function mendedLists(html) {
  const page = new DOMParser().parseFromString(html, "text/html")
  let list = null
  for (const paragraph of [...page.querySelectorAll('p[class*="MsoList"], p[style*="mso-list"]')]) {
    const pattern = BULLET.test(paragraph.textContent) ? BULLET : NUMBER
    const kind = pattern === BULLET ? "UL" : "OL"
    if (!pattern.test(paragraph.textContent)) continue
    if (list?.tagName !== kind || list.nextElementSibling !== paragraph) {
      list = page.createElement(kind)
      paragraph.before(list)
    }
    const item = page.createElement("li")
    item.append(...paragraph.childNodes)
    cutStart(item, item.textContent.match(pattern)[0].length)
    list.append(item)
    paragraph.remove()
  }
  return page.body.innerHTML
}

function cutStart(element, length) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let left = length
  while (left > 0 && walker.nextNode()) {
    const { data } = walker.currentNode
    walker.currentNode.data = data.slice(left)
    left -= Math.min(left, data.length)
  }
}

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

export const CleanPaste = Extension.create({
  name: "CleanPaste",
  addProseMirrorPlugins() {
    const known = new Set()
    const learn = (doc) => { for (const span of spansOf(doc)) known.add(span.id) }
    return [
      new Plugin({
        view: ({ state }) => (learn(state.doc), { update: (view, before) => view.state.doc.eq(before.doc) || learn(view.state.doc) }),
        props: {
          transformPastedHTML: mendedLists,
          transformPasted: (slice, view) => (view.dragging ? slice : ownMarks(known, view, slice)),
        },
      }),
    ]
  },
})
