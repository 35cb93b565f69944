// The newsroom's parts of the body editor: blocks keep their ids, quotes and reporters' questions are marked and drawn
// with the speaker's name, pasted lists come in as lists. What bodies may hold is decided by the server's cleaner.

import { Extension, Mark, pm } from "django-prose-editor/editor"

const { Plugin, PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
const BLOCK_ID = /^p-[a-z2-7]{8}$/
const BLOCKS = ["paragraph", "heading", "bulletList", "orderedList", "blockquote", "horizontalRule"]

export const BlockIds = Extension.create({
  name: "BlockIds",
  addGlobalAttributes() {
    const id = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => (BLOCK_ID.test(element.id) ? element.id : null),
      renderHTML: ({ id }) => (id ? { id } : {}),
    }
    return [{ types: BLOCKS, attributes: { id } }]
  },
})

export const ReporterQuestion = Extension.create({
  name: "ReporterQuestion",
  addGlobalAttributes() {
    const role = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => (element.dataset.role === "question" ? "question" : null),
      renderHTML: ({ role }) => (role ? { "data-role": role } : {}),
    }
    return [{ types: ["paragraph"], attributes: { role } }]
  },
  addCommands() {
    return {
      toggleQuestion:
        () =>
        ({ editor, commands }) =>
          commands.updateAttributes("paragraph", { role: editor.isActive("paragraph", { role: "question" }) ? null : "question" }),
    }
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-r": () => this.editor.commands.toggleQuestion() }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "question",
      groups: "newsroom",
      button: buttons.text("question", "Reporter’s question (Ctrl Alt R)"),
      command: (editor) => editor.chain().focus().toggleQuestion().run(),
      enabled: (editor) => editor.isActive("paragraph"),
      active: (editor) => editor.isActive("paragraph", { role: "question" }),
    })
  },
})

function newId() {
  const letters = crypto.getRandomValues(new Uint8Array(8))
  return `new-${Array.from(letters, (byte) => (byte % 36).toString(36)).join("")}`
}

function readLabels() {
  try {
    return JSON.parse(document.getElementById("quote-labels")?.textContent || "{}")
  } catch {
    return {}
  }
}

const labelKey = new PluginKey("quote-labels")

// The speaker's name before the first words of each quote, and the quote's standing as a class on its words.
function drawn(doc, labels, shown) {
  const decorations = []
  const begun = new Set()
  doc.descendants((node, place) => {
    const mark = node.isText && node.marks.find((one) => one.type.name === "quote")
    if (!mark) return
    const { id } = mark.attrs
    const { status = "proposed", speaker = "" } = labels[id] ?? {}
    if (status === "dismissed") return
    const here = id === shown ? " is-shown" : ""
    decorations.push(Decoration.inline(place, place + node.nodeSize, { class: `said said-${status}${here}` }))
    if (!begun.has(id)) decorations.push(Decoration.widget(place, () => tag(speaker, status, labels[id]), { side: -1, key: `${id}-${speaker}-${status}` }))
    begun.add(id)
  })
  return DecorationSet.create(doc, decorations)
}

function tag(speaker, status, known) {
  const label = document.createElement("span")
  label.className = `said-by said-by-${status}`
  label.contentEditable = "false"
  label.dataset.by = speaker || (known ? "speaker?" : "new quote")
  label.setAttribute("aria-hidden", "true")
  return label
}

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
  addCommands() {
    return {
      toggleQuote:
        () =>
        ({ editor, chain }) =>
          editor.isActive("quote")
            ? chain().extendMarkRange("quote").unsetMark("quote").run()
            : !editor.state.selection.empty && chain().setMark("quote", { id: newId() }).run(),
    }
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-q": () => this.editor.commands.toggleQuote() }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "quote",
      groups: "newsroom",
      priority: 200,
      button: buttons.text("quote", "Mark as a quote, or take the mark off (Ctrl Alt Q)"),
      command: (editor) => editor.chain().focus().toggleQuote().run(),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("quote"),
      active: (editor) => editor.isActive("quote"),
    })
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: labelKey,
        state: {
          init: (_, state) => ({ labels: readLabels(), shown: "", set: drawn(state.doc, readLabels(), "") }),
          apply(transaction, before) {
            const told = transaction.getMeta(labelKey)
            if (!told && !transaction.docChanged) return before
            const labels = told?.labels ?? before.labels
            const shown = told?.shown ?? before.shown
            return { labels, shown, set: drawn(transaction.doc, labels, shown) }
          },
        },
        props: { decorations: (state) => labelKey.getState(state).set },
        view(view) {
          const relabel = () => view.dispatch(view.state.tr.setMeta(labelKey, { labels: readLabels() }))
          const show = (event) => view.dispatch(view.state.tr.setMeta(labelKey, { shown: event.detail }))
          document.addEventListener("desk:labels", relabel)
          document.addEventListener("desk:quote", show)
          return {
            destroy() {
              document.removeEventListener("desk:labels", relabel)
              document.removeEventListener("desk:quote", show)
            },
          }
        },
      }),
    ]
  },
})

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

export const CleanPaste = Extension.create({
  name: "CleanPaste",
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: mendedLists } })]
  },
})

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
