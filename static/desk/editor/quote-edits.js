// Edits of quote marks as plain functions: a state in, a transaction out, or null where the edit makes no sense there.
// A quote is every run of words marked with its id; several runs are one split quote.

const ROUND = /^[\s“"«„”»「『‹]+|[\s”"»“«」』›]+$/gu
const SINGLE = /^[‘'‚](?=.*[’']$)|(?<=^[‘'‚].*)[’']$/gsu

export function newId() {
  const letters = crypto.getRandomValues(new Uint8Array(8))
  return `new-${Array.from(letters, (byte) => (byte % 36).toString(36)).join("")}`
}

// The marked runs of the document in order: id, where they stand, their words, the marks of their first letter.
export function spansOf(doc) {
  const spans = []
  doc.descendants((node, place) => {
    const mark = node.isText && node.marks.find((one) => one.type.name === "quote")
    if (!mark) return
    const last = spans.at(-1)
    const { id } = mark.attrs
    if (last?.id === id && last.to === place) Object.assign(last, { to: place + node.nodeSize, words: last.words + node.text })
    else spans.push({ id, from: place, to: place + node.nodeSize, words: node.text, marks: node.marks })
  })
  return spans
}

// The quote at the caret, or the one that holds the whole selection.
export function quoteAt({ doc, selection }) {
  const { from, to, empty } = selection
  const holds = (span) => (empty ? span.from <= from && from <= span.to : span.from <= from && to <= span.to)
  return spansOf(doc).find(holds)?.id ?? null
}

// Selected words in which a key is no letter to be typed: two or more.
export function hasWords({ doc, selection }) {
  return /\S\s+\S/.test(doc.textBetween(selection.from, selection.to, " "))
}

// Marks the selected words, extends the quote they overlap, joins the quotes they touch; inside one quote unmarks them.
export function toggleQuote(state) {
  const { selection } = state
  if (selection.empty || quoteAt(state)) return unmarkQuote(state)
  const ranges = trimmedRanges(state)
  if (!ranges.length) return null
  const touched = (span) => ranges.some(([from, to]) => span.from < to && from < span.to)
  const ids = [...new Set(spansOf(state.doc).filter(touched).map((span) => span.id))]
  const id = ids[0] ?? newId()
  const tr = state.tr
  for (const span of spansOf(state.doc)) if (ids.includes(span.id)) remark(state, tr, span.from, span.to, id)
  for (const [from, to] of ranges) remark(state, tr, from, to, id)
  return tr
}

export function unmarkQuote(state) {
  const { doc, selection, tr, schema } = state
  if (!selection.empty) {
    const before = tr.steps.length
    tr.removeMark(selection.from, selection.to, schema.marks.quote)
    return tr.steps.length > before ? tr : null
  }
  const id = quoteAt(state)
  if (!id) return null
  for (const span of spansOf(doc)) if (span.id === id) tr.removeMark(span.from, span.to, schema.marks.quote)
  return tr
}

// What follows the caret in its quote becomes a quote of its own; selected words inside a quote do.
export function splitQuote(state) {
  const id = quoteAt(state)
  if (!id) return null
  const { from, to, empty } = state.selection
  const its = spansOf(state.doc).filter((span) => span.id === id)
  const begin = skipBlanks(state.doc, from, its)
  const cut = its.map((span) => [Math.max(span.from, begin), empty ? span.to : Math.min(span.to, to)]).filter(([a, b]) => a < b)
  const stays = its.some((span) => span.from < begin || (!empty && to < span.to))
  if (!cut.length || !stays) return null
  const [tr, fresh] = [state.tr, newId()]
  for (const [a, b] of cut) remark(state, tr, a, b, fresh)
  if (empty && begin > from) tr.removeMark(from, begin, state.schema.marks.quote)
  return tr
}

// The quote at the caret becomes part of the one before it.
export function joinQuote(state) {
  const id = quoteAt(state)
  const spans = spansOf(state.doc)
  const first = spans.findIndex((span) => span.id === id)
  const before = first > 0 ? spans[first - 1].id : null
  if (!id || !before || before === id) return null
  const tr = state.tr
  for (const span of spans) if (span.id === id) remark(state, tr, span.from, span.to, before)
  return tr
}

// Other words in a quote's runs, one line a run; the comma before an attribution is the sentence's and stays.
export function rewordQuote(state, id, lines) {
  const its = spansOf(state.doc).filter((span) => span.id === id)
  if (!its.length || its.length !== lines.length) return null
  const tr = state.tr
  for (const [number, span] of [...its.entries()].reverse()) {
    const line = span.words.endsWith(",") && !lines[number].endsWith(",") ? `${lines[number]},` : lines[number]
    if (line && line !== span.words) tr.replaceWith(span.from, span.to, state.schema.text(line, span.marks))
  }
  return tr
}

function remark(state, tr, from, to, id) {
  const { quote } = state.schema.marks
  tr.removeMark(from, to, quote).addMark(from, to, quote.create({ id }))
}

// The selection a paragraph at a time, without the blanks and quotation marks at its edges.
function trimmedRanges({ doc, selection }) {
  const ranges = []
  doc.nodesBetween(selection.from, selection.to, (node, place) => {
    if (!node.isTextblock) return true
    const from = Math.max(selection.from, place + 1)
    const to = Math.min(selection.to, place + node.nodeSize - 1)
    const words = from < to ? doc.textBetween(from, to, "\n", "\ufffc") : ""
    const kept = words.replace(ROUND, "").replace(SINGLE, "")
    if (kept) ranges.push([from + words.indexOf(kept), from + words.indexOf(kept) + kept.length])
    return false
  })
  return ranges
}

function skipBlanks(doc, place, spans) {
  const span = spans.find((one) => one.from <= place && place < one.to)
  if (!span) return place
  const rest = doc.textBetween(place, span.to, "\n", "\ufffc")
  return place + (rest.length - rest.trimStart().length)
}
