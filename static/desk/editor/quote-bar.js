// A quiet line of the menu: what can be done with the quote at the caret, or with the words selected.

import { Extension } from "django-prose-editor/editor"
import { drawing } from "./quote-drawing.js"
import { hasWords, joinQuote, quoteAt, splitQuote, toggleQuote, unmarkQuote } from "./quote-edits.js"
import { can, run } from "./quote-mark.js"

const STANDING = { proposed: "waits to be confirmed", confirmed: "confirmed", drifted: "words changed" }

function button(label, keys, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "quote-bar-button"
  made.textContent = label
  if (keys) made.title = `${label} (${keys})`
  made.tabIndex = -1
  made.addEventListener("mousedown", (event) => event.preventDefault())
  made.addEventListener("click", act)
  return made
}

function build(editor) {
  const bar = document.createElement("div")
  bar.className = "quote-bar"
  bar.setAttribute("role", "group")
  bar.setAttribute("aria-label", "Quote at the cursor")
  const said = document.createElement("span")
  said.className = "quote-bar-said"
  const does = (edit) => () => { run(editor, edit); editor.view.focus() }
  const parts = {
    mark: button("Mark as a quote", "q", does(toggleQuote)),
    question: button("Reporter’s question", "Q", () => editor.chain().focus().toggleQuestion().run()),
    split: button("Split here", "Ctrl Alt S", does(splitQuote)),
    join: button("Join with the one before", "Ctrl Alt J", does(joinQuote)),
    unmark: button("Unmark", "Ctrl Alt U", does(unmarkQuote)),
    show: button("Show beside", "", () => showBeside(quoteAt(editor.state))),
  }
  bar.append(said, ...Object.values(parts))
  bar.addEventListener("keydown", (event) => walk(editor, bar, event))
  return { bar, said, parts }
}

function update(editor, { bar, said, parts }) {
  const id = quoteAt(editor.state)
  const selected = !id && hasWords(editor.state)
  for (const name of ["mark", "question"]) parts[name].hidden = !selected
  for (const name of ["split", "join", "unmark", "show"]) parts[name].hidden = !id
  said.textContent = id ? nameOf(editor, id) : selected ? "Selected words" : ""
  parts.split.disabled = Boolean(id) && !can(editor, splitQuote)
  parts.join.disabled = Boolean(id) && !can(editor, joinQuote)
  parts.show.disabled = !rowOf(id)
  // One stop for the Tab key, the first that can be pressed; the arrows walk on from there.
  const open = usable(bar)
  for (const one of Object.values(parts)) one.tabIndex = one === open[0] ? 0 : -1
}

const usable = (bar) => [...bar.querySelectorAll("button:not([hidden], :disabled)")]

function nameOf(editor, id) {
  const { labels, drifted } = drawing.getState(editor.state)
  if (!labels[id]) return "New quote: proposed at the next save"
  const standing = drifted.has(id) ? "drifted" : labels[id].status
  return `${labels[id].speaker || "No speaker"}: ${STANDING[standing] ?? standing}`
}

const rowOf = (id) => document.querySelector(`.quote[data-quote="${CSS.escape(id ?? "")}"]`)

function showBeside(id) {
  const row = rowOf(id)
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: "nearest" })
}

function walk(editor, bar, event) {
  if (event.key === "Escape") return editor.view.focus()
  const open = usable(bar)
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!way || !open.length) return
  event.preventDefault()
  open[(open.indexOf(document.activeElement) + way + open.length) % open.length].focus()
}

export const QuoteBar = Extension.create({
  name: "QuoteBar",
  onCreate({ editor }) {
    const built = build(editor)
    const holder = editor.view.dom.closest(".prose-editor")
    const menu = holder?.querySelector(".prose-menubar")
    if (menu) menu.append(built.bar)
    else holder?.prepend(built.bar)
    this.storage.bar = built.bar
    const refresh = () => update(editor, built)
    editor.on("transaction", refresh)
    refresh()
  },
  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        if (this.storage.bar) usable(this.storage.bar)[0]?.focus()
        return true
      },
    }
  },
})
