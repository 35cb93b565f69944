// The newsroom's parts of the body editor. What bodies may hold is decided by the server's cleaner.

import { Extension, pm } from "django-prose-editor/editor"

export { BlockIds, ReporterQuestion } from "./editor/blocks.js"
export { BodyPicture } from "./editor/picture.js"
export { CleanPaste } from "./editor/paste.js"
export { tidied } from "./editor/pasting/tidy-html.js"
export { QuoteBar } from "./editor/quote-bar.js"
export { QuoteMark } from "./editor/quote-mark.js"

// The library writes a sheet of styles into the page unless an element of this name stands there; the page's policy
// refuses such a sheet, and story.css holds what it says. In another namespace the element is no sheet itself.
const sheet = document.createElementNS("urn:newsroom:none", "style")
sheet.setAttribute("data-tiptap-style", "")
document.head.append(sheet)

// Names for screen readers, headings' and groups' roles, and a way out of the text by keyboard.
export const NamedEditor = Extension.create({
  name: "NamedEditor",
  addOptions() {
    return { label: "Text" }
  },
  onCreate({ editor }) {
    const holder = editor.view.dom.closest(".prose-editor")
    const textarea = holder?.querySelector("textarea")
    if (textarea) textarea.proseEditor = editor
    nameMenu(holder)
  },
  // As props, so that the text has its name from the moment it is there.
  addProseMirrorPlugins() {
    const named = { "aria-label": this.options.label, role: "textbox", "aria-multiline": "true" }
    return [new pm.state.Plugin({ props: { attributes: named } })]
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
