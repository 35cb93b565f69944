// How quotes look in the text: the speaker's name before their first words, their standing as a colour, all runs of one
// quote lit together; and, while somebody types, whether words a person had settled are still those words.

import { pm } from "django-prose-editor/editor"
import { quoteAt, rewordQuote, spansOf } from "./quote-edits.js"

const { Plugin, PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
export const drawing = new PluginKey("quote-drawing")

export function readLabels() {
  try {
    return JSON.parse(document.getElementById("quote-labels")?.textContent || "{}")
  } catch {
    return {}
  }
}

// Wordings that differ in type alone are the same: kinds of marks and dashes, blanks, commas and full stops.
export function plainWording(words) {
  const plain = words
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
    .replace(/[‘’‚‛ʼ]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/--+|[–—]/g, "-")
    .replace(/…|\.\s?\.\s?\./g, " … ")
    .replace(/[,.]/g, "")
    .replace(/\s+/g, " ")
    .trim()
  return plain.charAt(0).toLowerCase() + plain.slice(1)
}

function wordsById(doc) {
  const words = new Map()
  for (const span of spansOf(doc)) words.set(span.id, words.has(span.id) ? `${words.get(span.id)}\n${span.words}` : span.words)
  return words
}

// The quotes whose words are no longer those that were settled, by id.
function driftedIn(doc, labels) {
  const drifted = new Map()
  for (const [id, words] of wordsById(doc)) {
    const settled = labels[id]?.settled
    if (settled && plainWording(words) !== plainWording(settled)) drifted.set(id, { id, words, settled })
  }
  return drifted
}

function standing(id, { labels, drifted }) {
  if (drifted.has(id)) return "drifted"
  const { status = "proposed" } = labels[id] ?? {}
  return status === "drifted" ? "confirmed" : status
}

function drawn(doc, held) {
  const decorations = []
  const begun = new Set()
  for (const { id, from, to } of spansOf(doc)) {
    const status = standing(id, held)
    if (status === "dismissed") continue
    const here = id === held.shown || id === held.hovered || id === held.at ? " is-shown" : ""
    decorations.push(Decoration.inline(from, to, { class: `said said-${status}${here}` }))
    const by = status === "drifted" ? "words changed" : held.labels[id]?.speaker || (held.labels[id] ? "speaker?" : "new quote")
    if (!begun.has(id)) decorations.push(Decoration.widget(from, () => tag(by, status), { side: -1, key: `${id}-${by}-${status}` }))
    begun.add(id)
  }
  return DecorationSet.create(doc, decorations)
}

function tag(by, status) {
  const label = document.createElement("span")
  label.className = `said-by said-by-${status}`
  label.contentEditable = "false"
  label.dataset.by = by
  label.setAttribute("aria-hidden", "true")
  return label
}

function withDrawing(doc, held) {
  const full = { ...held, drifted: driftedIn(doc, held.labels) }
  return { ...full, set: drawn(doc, full) }
}

export const drawQuotes = () =>
  new Plugin({
    key: drawing,
    state: {
      init: (_, { doc }) => withDrawing(doc, { labels: readLabels(), shown: "", hovered: "", at: "" }),
      apply(transaction, before, _, state) {
        const told = transaction.getMeta(drawing)
        const at = quoteAt(state) ?? ""
        if (!told && !transaction.docChanged && at === before.at) return before
        return withDrawing(transaction.doc, { ...before, ...told, at })
      },
    },
    props: {
      decorations: (state) => drawing.getState(state).set,
      handleDOMEvents: {
        mouseover: (view, event) => hover(view, event.target.closest?.("q[data-quote]")?.dataset.quote ?? ""),
        mouseleave: (view) => hover(view, ""),
      },
    },
    view: listen,
  })

function hover(view, hovered) {
  if (drawing.getState(view.state).hovered !== hovered) tell(view, { hovered })
  return false
}

function tell(view, news) {
  view.dispatch(view.state.tr.setMeta(drawing, news).setMeta("addToHistory", false))
}

function listen(view) {
  const heard = {
    "desk:labels": () => tell(view, { labels: readLabels() }),
    "desk:quote": (event) => tell(view, { shown: event.detail }),
    "desk:restore": ({ detail }) => restore(view, detail),
  }
  for (const [name, act] of Object.entries(heard)) document.addEventListener(name, act)
  let said = new Map()
  const update = () => { said = sayDrift(drawing.getState(view.state), view.state.doc, said) }
  update()
  return {
    update,
    destroy() {
      for (const [name, act] of Object.entries(heard)) document.removeEventListener(name, act)
    },
  }
}

function restore(view, { id, settled }) {
  const transaction = rewordQuote(view.state, id, settled.split("\n"))
  if (transaction) view.dispatch(transaction)
  else document.dispatchEvent(new CustomEvent("desk:restore-failed", { detail: { id } }))
}

// Tells the page which quotes have come to differ from their settled words, and which no longer do.
function sayDrift({ drifted }, doc, said) {
  if (drifted === said) return said
  for (const [id, one] of drifted) if (said.get(id)?.words !== one.words) send({ ...one, drifted: true })
  for (const [id, one] of said) if (!drifted.has(id)) send({ ...one, words: wordsById(doc).get(id) ?? "", drifted: false })
  return drifted
}

function send(detail) {
  document.dispatchEvent(new CustomEvent("desk:drift", { detail }))
}
