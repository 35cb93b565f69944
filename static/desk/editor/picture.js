// A picture as a block of the body: what it is named by, and for this story a caption of its own. Alt and credit are the
// picture's. In the editor it shows small, with its title; readers get the renditions.

import { Node, pm } from "django-prose-editor/editor"
import { choosePicture } from "./picture-dialog.js"

const NUMBER = /^[1-9][0-9]{0,17}$/
const known = new Map()
const waiting = new Map()

// The rows of pictures the body names, asked for together once the page is quiet.
function rowOf(id) {
  if (known.has(id)) return Promise.resolve(known.get(id))
  if (!waiting.size) setTimeout(askForAll, 0)
  if (!waiting.has(id)) {
    let settle
    const row = new Promise((resolve) => (settle = resolve))
    waiting.set(id, { row, settle })
  }
  return waiting.get(id).row
}

async function askForAll() {
  const asked = new Map(waiting)
  waiting.clear()
  const rows = await rowsOf([...asked.keys()].map((id) => `id=${id}`).join("&"))
  for (const row of rows) known.set(String(row.id), row)
  for (const [id, { settle }] of asked) settle(known.get(id))
}

export async function rowsOf(query) {
  try {
    const answer = await fetch(`/admin/suggest/pictures/?${query}`, { headers: { Accept: "application/json" } })
    return answer.ok ? (await answer.json()).results : []
  } catch {
    return []
  }
}

function drawn(node, editor, getPos) {
  const dom = document.createElement("figure")
  dom.className = "body-picture"
  dom.contentEditable = "false"
  const image = document.createElement("img")
  image.alt = ""
  const words = document.createElement("div")
  const title = document.createElement("p")
  const caption = document.createElement("input")
  caption.type = "text"
  caption.maxLength = 1000
  caption.placeholder = "Caption for this story (the picture’s own stands if blank)"
  caption.setAttribute("aria-label", "Caption of the picture in this story")
  const out = document.createElement("button")
  out.type = "button"
  out.textContent = "Take out"
  words.append(title, caption, out)
  dom.append(image, words)
  const setCaption = () => {
    const at = getPos()
    const { tr } = editor.state
    editor.view.dispatch(tr.setNodeMarkup(at, undefined, { ...editor.state.doc.nodeAt(at).attrs, caption: caption.value.trim() }))
  }
  caption.addEventListener("change", setCaption)
  caption.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return
    event.preventDefault()
    event.stopPropagation()
    editor.view.focus()
  })
  out.addEventListener("click", () => {
    const at = getPos()
    editor.view.dispatch(editor.state.tr.delete(at, at + 1))
    editor.view.focus()
  })
  show(node)
  function show({ attrs }) {
    caption.value = attrs.caption ?? ""
    title.textContent = `Picture ${attrs.image}`
    rowOf(attrs.image).then((row) => {
      title.textContent = row ? `${row.text} · ${row.note}` : `Picture ${attrs.image}: not to be had; it is left out when the story is saved.`
      if (row) image.src = row.image
      image.hidden = !row
    })
  }
  return {
    dom,
    update(next) {
      if (next.type !== node.type || next.attrs.image !== node.attrs.image) return false
      node = next
      show(next)
      return true
    },
    stopEvent: (event) => words.contains(event.target),
    ignoreMutation: () => true,
  }
}

export const BodyPicture = Node.create({
  name: "bodyPicture",
  group: "block",
  atom: true,
  draggable: true,
  selectable: true,
  addAttributes() {
    return {
      image: { default: null, parseHTML: (element) => element.dataset.image, renderHTML: ({ image }) => ({ "data-image": image }) },
      caption: { default: "", parseHTML: (element) => element.querySelector("figcaption")?.textContent ?? "", renderHTML: () => ({}) },
    }
  },
  parseHTML() {
    return [{ tag: "figure[data-image]", getAttrs: (element) => (NUMBER.test(element.dataset.image) ? null : false) }]
  },
  renderHTML({ node, HTMLAttributes }) {
    return node.attrs.caption ? ["figure", HTMLAttributes, ["figcaption", {}, node.attrs.caption]] : ["figure", HTMLAttributes]
  },
  addNodeView() {
    return ({ node, editor, getPos }) => drawn(node, editor, getPos)
  },
  addCommands() {
    return {
      // After the block at the caret at the top of the body, never inside a list or a quotation.
      insertPicture:
        (row) =>
        ({ editor, tr, dispatch }) => {
          known.set(String(row.id), row)
          const { $to } = editor.state.selection
          const at = $to.depth ? $to.after(1) : $to.pos
          if (dispatch) {
            tr.insert(at, editor.schema.nodes.bodyPicture.create({ image: String(row.id) }))
            tr.setSelection(pm.state.NodeSelection.create(tr.doc, at)).scrollIntoView()
          }
          return true
        },
    }
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-p": () => insert(this.editor) }
  },
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "picture",
      groups: "newsroom",
      button: buttons.text("picture", "Insert a picture (Ctrl Alt P)"),
      command: insert,
    })
  },
})

function insert(editor) {
  choosePicture(rowsOf).then((row) => {
    if (row) editor.commands.insertPicture(row)
    editor.view.focus()
  })
  return true
}
