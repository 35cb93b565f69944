// Who else is in the story, where, and whether a newer version was saved: asked every ten seconds, told in one line.

import { freshToken, post, told } from "./fields.js"
import { announce } from "./said.js"

const EVERY = 10_000
const TYPING_FOR = 6_000

export function watchPresence(form) {
  const line = document.querySelector("[data-others]")
  if (line) new Presence(line, form).begin()
}

class Presence {
  constructor(line, form) {
    Object.assign(this, { line, form })
    this.here = new Map()
    this.version = Number(line.dataset.version)
    this.typedAt = 0
    this.place = ""
  }

  begin() {
    this.form?.addEventListener("input", () => { this.typedAt = Date.now() })
    document.addEventListener("desk:saved", ({ detail }) => {
      this.version = detail.version
      this.newer?.remove()
    })
    window.addEventListener("pagehide", () => this.leave())
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.beat() })
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.beat() })
    setInterval(() => this.beat(), EVERY)
    this.beat()
  }

  async beat() {
    const data = new FormData()
    data.set("place", this.where())
    data.set("typing", Date.now() - this.typedAt < TYPING_FOR ? "1" : "0")
    try {
      const answer = await post(this.line.dataset.presence, data, this.tokenForm())
      if (answer.ok) this.show(await told(answer))
    } catch {
      // The line beside the Save button says that the newsroom is out of reach.
    }
  }

  tokenForm() {
    return this.form ?? document.querySelector('form[method="post"]')
  }

  leave() {
    const data = new FormData()
    data.set("gone", "1")
    data.set("csrfmiddlewaretoken", freshToken(this.tokenForm()))
    navigator.sendBeacon(this.line.dataset.presence, data)
  }

  // The field that has the cursor, or the paragraph; away from the form it stays what it was last.
  where() {
    const at = document.activeElement
    if (!this.form?.contains(at)) return this.place
    const editor = this.form.elements.body?.proseEditor
    if (editor?.view.dom.contains(at)) {
      const { $from } = editor.state.selection
      this.place = ($from.depth && $from.node(1).attrs.id) || "body"
    } else {
      const name = at.name || at.closest("[data-suggest]")?.querySelector("[name]")?.name || ""
      this.place = name.startsWith("bylines-") ? "bylines" : name
    }
    return this.place
  }

  show({ others, version, saved }) {
    const now = new Map(others.map((one) => [one.id, one]))
    for (const [id, one] of now) if (!this.here.has(id)) announce(`${one.name} is in this story.`)
    for (const [id, one] of this.here) if (!now.has(id)) announce(`${one.name} has left this story.`)
    this.here = now
    const people = others.map((one) => this.person(one))
    this.newer = version > this.version ? this.notice(version, saved) : null
    this.line.replaceChildren(...people, ...(this.newer ? [this.newer] : []))
    this.line.hidden = !people.length && !this.newer
  }

  person({ name, since, block, where, typing }) {
    const one = document.createElement("span")
    one.className = `other${typing ? " other-types" : ""}`
    const who = document.createElement("b")
    who.textContent = name
    const place = block ? this.paragraph(block) : where
    one.append(who, ` is here since ${since}${place ? `, ${typing ? "typing " : ""}${place}` : typing ? ", typing" : ""}`)
    return one
  }

  paragraph(id) {
    const words = this.wordsOf(id).trim().split(/\s+/).slice(0, 4).join(" ")
    return words ? `in the paragraph that begins “${words}…”` : "in the text"
  }

  wordsOf(id) {
    let words = ""
    this.form?.elements.body?.proseEditor?.state.doc.forEach((block) => { if (block.attrs.id === id) words = block.textContent })
    return words || document.querySelector(`.reading-body #${CSS.escape(id)}`)?.textContent || ""
  }

  notice(version, saved) {
    const notice = document.createElement("span")
    notice.className = "other-saved"
    const mine = this.form?.isUnsaved?.()
    notice.append(mine ? `${saved}: your save will be merged.` : `${saved}. `)
    if (!mine) {
      const load = document.createElement("a")
      load.href = location.pathname
      load.textContent = "Load it"
      notice.append(load)
    }
    if (this.told !== version) announce(notice.textContent)
    this.told = version
    return notice
  }
}
