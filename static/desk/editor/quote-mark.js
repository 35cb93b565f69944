// The mark that makes words a quote, and its commands: mark, extend, join, split, unmark; each one step to undo.

import { Mark, pm } from "django-prose-editor/editor"
import { drawQuotes } from "./quote-drawing.js"
import { hasWords, joinQuote, quoteAt, splitQuote, toggleQuote, unmarkQuote } from "./quote-edits.js"

const { Plugin } = pm.state

// With two or more words selected `q` marks them and `Q` makes their paragraphs the reporter's question. With fewer the
// letters are typed as ever.
function keyDown(editor, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !["q", "Q"].includes(event.key) || !hasWords(editor.state)) return false
  if (event.key === "q") run(editor, toggleQuote)
  else editor.commands.toggleQuestion()
  return true
}

// Outside TipTap's chain, whose own transaction would be sent besides the edit's.
export function run(editor, edit) {
  const transaction = edit(editor.state)
  if (transaction) editor.view.dispatch(transaction)
  return Boolean(transaction)
}

export const can = (editor, edit) => Boolean(edit(editor.state))

export const QuoteMark = Mark.create({
  name: "quote",
  inclusive: false,
  excludes: "",
  priority: 1001,
  addAttributes() {
    return {
      id: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-quote"),
        renderHTML: ({ id }) => ({ "data-quote": id }),
      },
    }
  },
  parseHTML() {
    return [{ tag: "q[data-quote]" }]
  },
  renderHTML({ HTMLAttributes }) {
    return ["q", HTMLAttributes, 0]
  },
  addKeyboardShortcuts() {
    const runs = (edit) => () => run(this.editor, edit) || true
    return {
      "Mod-Alt-q": runs(toggleQuote),
      "Mod-Alt-u": runs(unmarkQuote),
      "Mod-Alt-s": runs(splitQuote),
      "Mod-Alt-j": runs(joinQuote),
    }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "quote",
      groups: "newsroom",
      priority: 200,
      button: buttons.text("quote", "Mark as a quote, or take the mark off (q, Ctrl Alt Q)"),
      command: (editor) => { editor.commands.focus(); run(editor, toggleQuote) },
      enabled: (editor) => !editor.state.selection.empty || Boolean(quoteAt(editor.state)),
      active: (editor) => Boolean(quoteAt(editor.state)),
    })
  },
  addProseMirrorPlugins() {
    const { editor } = this
    return [drawQuotes(), new Plugin({ props: { handleKeyDown: (_, event) => keyDown(editor, event) } })]
  },
})
