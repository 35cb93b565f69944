// Finding a topic on the bench, after the ARIA combobox pattern: the likeliest is chosen by Enter as soon as it is there.
// What is not there is created, once those much like it were shown.

import { announce } from "./said.js"

const WAIT = 60
const WAIT_NEAR = 250

async function rows(address, typed, signal) {
  const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" }, signal })
  return answer.ok ? (await answer.json()).results : []
}

export class Finder {
  constructor(root, story) {
    Object.assign(this, { root, story })
    this.attach()
  }

  attach() {
    this.field = this.story.part("#bench-find")
    this.details = this.story.part("#bench-new")
    this.name = this.story.part("#bench-name")
    this.near = this.story.part("[data-near-list]")
    if (!this.field) return
    this.list = document.createElement("ul")
    this.list.id = "bench-found"
    this.list.className = "suggest-list bench-found"
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-label", "Topics found")
    this.list.hidden = true
    this.field.parentElement.append(this.list)
    const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id }
    for (const [name, value] of Object.entries(said)) this.field.setAttribute(name, value)
    this.field.addEventListener("input", () => this.typed())
    this.field.addEventListener("keydown", (event) => this.key(event))
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150))
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault()
      const option = event.target.closest("[role=option]")
      if (option) this.choose(option)
    })
    this.name?.addEventListener("input", () => this.typedName())
    this.details?.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave()
    })
    this.near?.addEventListener("click", (event) => this.use(event.target.closest("[data-topic]")))
  }

  focus() {
    this.field?.focus()
    this.field?.scrollIntoView({ block: "nearest" })
  }

  typed() {
    clearTimeout(this.timer)
    this.asking = new Promise((done) => { this.timer = setTimeout(() => this.ask().then(done), WAIT) })
  }

  async ask() {
    this.stop?.abort()
    this.stop = new AbortController()
    const typed = this.field.value.trim()
    if (!typed) return this.close()
    try {
      const found = await rows(this.root.dataset.find, typed, this.stop.signal)
      if (typed === this.field.value.trim()) this.show(typed, found)
    } catch (error) {
      if (error.name !== "AbortError") announce("The topics could not be read; try again.")
    }
  }

  show(typed, found) {
    this.list.replaceChildren(...found.map((row) => this.option(row.text, row.note, row.id)))
    if (this.details && !found.some((row) => row.same)) this.list.append(this.option(`Create “${typed}”`, "a new topic", ""))
    this.list.hidden = !this.list.children.length
    this.field.setAttribute("aria-expanded", String(!this.list.hidden))
    this.walk(0)
    if (this.list.hidden) announce(`No topic begins so.`)
  }

  option(text, note, id) {
    const option = document.createElement("li")
    option.id = `bench-found-${id || "new"}`
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", "false")
    option.dataset.id = id
    const small = document.createElement("small")
    small.textContent = note
    option.append(text, " ", small)
    return option
  }

  walk(place) {
    const options = [...this.list.children]
    for (const one of options) one.setAttribute("aria-selected", String(one === options[place]))
    this.at = place
    if (!options[place]) return this.field.removeAttribute("aria-activedescendant")
    options[place].scrollIntoView({ block: "nearest" })
    this.field.setAttribute("aria-activedescendant", options[place].id)
  }

  key(event) {
    const number = this.list.children.length
    if (event.key === "Escape") this.field.value ? this.clear() : this.field.blur()
    else if (event.key === "ArrowDown" && number) this.walk((this.at + 1) % number)
    else if (event.key === "ArrowUp" && number) this.walk((this.at - 1 + number) % number)
    else if (event.key === "+" && !this.field.value) this.create()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  // Enter, also before the answer is there: it is waited for, never a topic taken that does not fit what was typed.
  async submitted(form) {
    if (form.contains(this.field)) {
      if (!this.field.value.trim()) return
      await this.asking
      const option = this.list.children[this.at]
      if (option && !this.list.hidden) this.choose(option)
    } else if (form.closest("#bench-new")) this.make(form)
  }

  choose(option) {
    if (!option.dataset.id) return this.create()
    this.story.act("tag", { topic: option.dataset.id })
    this.clear()
    this.field.blur()
  }

  clear() {
    this.field.value = ""
    this.close()
  }

  close() {
    this.stop?.abort()
    this.list.hidden = true
    this.field.setAttribute("aria-expanded", "false")
    this.field.removeAttribute("aria-activedescendant")
  }

  create() {
    if (!this.details) return announce("Your role does not make topics.")
    const typed = this.field.value.trim()
    this.clear()
    this.details.open = true
    if (typed) this.name.value = typed
    this.name.focus()
    this.typedName()
  }

  leave() {
    this.details.open = false
    this.details.querySelector("summary").focus()
  }

  typedName() {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.askNear(), WAIT_NEAR)
  }

  async askNear() {
    const typed = this.name.value.trim()
    const found = typed ? await rows(this.root.dataset.near, typed).catch(() => []) : []
    if (typed !== this.name.value.trim()) return
    const words = document.createElement("p")
    words.textContent = "Much like it, use one of these?"
    const buttons = found.map((row) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small", textContent: row.text })
      button.dataset.topic = row.id
      const small = document.createElement("small")
      small.textContent = row.note
      button.append(" ", small)
      return button
    })
    this.near.replaceChildren(...(found.length ? [words, ...buttons] : []))
    this.near.hidden = !found.length
    this.details.toggleAttribute("data-asks", found.length > 0)
    if (found.length) announce(`${found.length} topics are much like it: ${found.map((row) => row.text).join(", ")}.`)
  }

  use(button) {
    if (!button) return
    this.details.open = false
    this.name.value = ""
    document.activeElement?.blur()
    this.story.act("tag", { topic: button.dataset.topic })
  }

  async make(form) {
    const said = Object.fromEntries([...new FormData(form)].filter(([name]) => ["name", "kind", "is_another"].includes(name)))
    if (!said.name.trim()) return
    if (await this.story.act("new", said)) {
      form.reset()
      this.near.hidden = true
      this.details.removeAttribute("data-asks")
      this.details.open = false
      return document.activeElement?.blur()
    }
    this.name.focus()
    this.typedName()
  }
}
