// The body as the newsroom made it of a save, taken into the text somebody may already be typing on in: ids of blocks and
// marks of words alone, by steps that move no position, and never into a block whose words are others by now.

import { pm } from "django-prose-editor/editor"
import { docOf } from "../fields.js"

// `sent` is the document as it was posted. Blocks typed on since then are other objects than the blocks sent.
export function bringIn(editor, sent, html) {
  const made = docOf(editor, html)
  const partners = pairs(sent, made)
  const tr = editor.state.tr
  editor.state.doc.forEach((block, place) => {
    const partner = partners.get(block)
    if (partner) takeOver(tr, block, partner, place)
  })
  if (tr.docChanged) editor.view.dispatch(tr.setMeta("addToHistory", false))
}

// Each block sent with what became of it: the blocks in their order, those the newsroom left out skipped.
function pairs(sent, made) {
  const found = new Map()
  let next = 0
  sent.forEach((block) => {
    for (let n = next; n < made.childCount; n++) {
      if (!alike(block, made.child(n))) continue
      found.set(block, made.child(n))
      next = n + 1
      break
    }
  })
  return found
}

const alike = (a, b) => a.type === b.type && a.content.size === b.content.size && a.textContent === b.textContent

function takeOver(tr, block, partner, place) {
  for (const [name, value] of Object.entries(partner.attrs)) {
    if (block.attrs[name] !== value) tr.setNodeAttribute(place, name, value)
  }
  if (block.isTextblock) return takeMarks(tr, block, partner, place + 1)
  if (block.childCount !== partner.childCount) return
  block.forEach((child, offset, n) => {
    if (alike(child, partner.child(n))) takeOver(tr, child, partner.child(n), place + 1 + offset)
  })
}

// The words are the same, so that what stands at an offset here stands there too.
function takeMarks(tr, block, partner, start) {
  partner.forEach((run, offset) => {
    if (!run.isText) return
    const [from, to] = [start + offset, start + offset + run.nodeSize]
    let differs = false
    block.nodesBetween(offset, offset + run.nodeSize, (node) => {
      differs ||= node.isText && !pm.model.Mark.sameSet(node.marks, run.marks)
    })
    if (!differs) return
    tr.removeMark(from, to)
    for (const mark of run.marks) tr.addMark(from, to, mark)
  })
}
