// The newsroom's parts of the body editor. What bodies may hold is decided by the server's cleaner.

import { Extension } from "django-prose-editor/editor"

export { BlockIds, ReporterQuestion } from "./editor/blocks.js"
export { CleanPaste, mendedLists } from "./editor/paste.js"
export { QuoteBar } from "./editor/quote-bar.js"
export { QuoteMark } from "./editor/quote-mark.js"

// Names for screen readers, headings' and groups' roles, and a way out of the text by keyboard.
export const NamedEditor = Extension.create({
  name: "NamedEditor",
  addOptions() {
    return { label: "Text" }
  },
  onCreate({ editor }) {
    const { dom } = editor.view
    dom.setAttribute("aria-label", this.options.label)
    dom.setAttribute("role", "textbox")
    dom.setAttribute("aria-multiline", "true")
    const holder = dom.closest(".prose-editor")
    const textarea = holder?.querySelector("textarea")
    if (textarea) {
      textarea.proseEditor = editor
      textarea.setAttribute("aria-label", `${this.options.label}, source`)
    }
    nameMenu(holder)
  },
  addKeyboardShortcuts() {
    return {
      Escape: () => {
        this.editor.view.dom.blur()
        document.querySelector(".quote[data-status=proposed]")?.focus()
        return true
      },
    }
  },
})

function nameMenu(holder) {
  const bar = holder?.querySelector(".prose-menubar")
  if (!bar) return
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", "Marks and blocks")
}
