// Blocks keep their ids through every edit; a paragraph may be a reporter's question.

import { Extension } from "django-prose-editor/editor"

const BLOCK_ID = /^p-[a-z2-7]{8}$/
const BLOCKS = ["paragraph", "heading", "bulletList", "orderedList", "blockquote", "horizontalRule", "bodyPicture"]

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
      button: buttons.text("question", "Reporter’s question (Q, Ctrl Alt R)"),
      command: (editor) => editor.chain().focus().toggleQuestion().run(),
      enabled: (editor) => editor.isActive("paragraph"),
      active: (editor) => editor.isActive("paragraph", { role: "question" }),
    })
  },
})
