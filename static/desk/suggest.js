// A type-ahead after the ARIA combobox pattern: the field keeps its focus, the list is read out as it is walked.
//
// <span data-suggest="ADDRESS"> holds a hidden input (the chosen row's id) and a text input. With data-suggest-new a
// name nobody bears is welcome; with data-suggest-submit a choice sends the form. What data-suggest-first answers stands
// before the rest, and is offered before anything is typed; a role that comes with a choice fills an empty role field.

let serial = 0

export function suggestAll(root) {
  for (const box of root.querySelectorAll("[data-suggest]")) {
    if (!box.dataset.ready && !box.closest("template")) new Suggest(box)
  }
}

async function rowsOf(address, typed) {
  const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } })
  return answer.ok ? (await answer.json()).results : []
}

// A name both lists have is offered once: as the person on record, with the role the story prints.
function joined(results) {
  const byText = new Map()
  for (const row of results) {
    const known = byText.get(row.text)
    byText.set(row.text, known ? { ...row, role: known.role, note: row.note || known.note } : row)
  }
  return [...byText.values()]
}

class Suggest {
  constructor(box) {
    box.dataset.ready = "1"
    this.box = box
    this.id = box.querySelector('input[type="hidden"]')
    this.text = box.querySelector('input[type="text"]')
    this.list = document.createElement("ul")
    this.list.id = `suggest-${++serial}`
    this.list.className = "suggest-list"
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-label", "Suggestions")
    this.list.hidden = true
    this.at = -1
    this.asked = 0
    box.append(this.list)
    this.describe()
    this.listen()
  }

  describe() {
    const set = (name, value) => this.text.setAttribute(name, value)
    set("role", "combobox")
    set("aria-autocomplete", "list")
    set("aria-expanded", "false")
    set("aria-controls", this.list.id)
  }

  listen() {
    this.text.addEventListener("input", () => {
      this.id.value = ""
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.ask(), 120)
    })
    this.text.addEventListener("keydown", (event) => this.key(event))
    this.text.addEventListener("blur", () => setTimeout(() => this.close(), 150))
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault()
      const option = event.target.closest("[role=option]")
      if (option) this.choose(option)
    })
  }

  async ask() {
    const typed = this.text.value.trim()
    const mine = ++this.asked
    const { suggest, suggestFirst } = this.box.dataset
    if (!typed && !suggestFirst) return this.close()
    const found = await Promise.all([suggestFirst && rowsOf(suggestFirst, typed), typed ? rowsOf(suggest, typed) : []])
    if (mine !== this.asked) return
    this.show(typed, joined(found.flat().filter(Boolean)))
  }

  show(typed, results) {
    this.list.replaceChildren(...results.map((row) => this.option(row.text, row.note, row.id, row.role)))
    if (typed && "suggestNew" in this.box.dataset && !results.some((row) => row.same)) {
      const near = results.find((row) => row.id)
      this.list.append(this.option(typed, near ? `new person: not ${near.text}` : "new person", ""))
    }
    if (!this.list.children.length) return this.close()
    this.at = -1
    this.shownFor = typed
    this.list.hidden = false
    this.text.setAttribute("aria-expanded", "true")
    this.list.scrollIntoView({ block: "nearest" })
  }

  option(text, note, id, role = "") {
    const option = document.createElement("li")
    option.id = `${this.list.id}-${this.list.children.length}-${id || "new"}`
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", "false")
    option.dataset.id = id
    option.dataset.text = text
    option.dataset.role = role
    option.append(text)
    if (note) {
      const small = document.createElement("small")
      small.textContent = note
      option.append(" ", small)
    }
    return option
  }

  key(event) {
    const options = [...this.list.children]
    if (event.key === "ArrowDown" && this.list.hidden) this.ask()
    if (this.list.hidden || !options.length) return
    if (event.key === "ArrowDown") this.walk(options, (this.at + 1) % options.length)
    else if (event.key === "ArrowUp") this.walk(options, (this.at - 1 + options.length) % options.length)
    else if (event.key === "Escape") this.close()
    else if (event.key === "Enter" && this.at >= 0) this.choose(options[this.at])
    else if (event.key === "Enter" && this.isSure(options)) this.choose(options[0])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  // The only name that fits what is typed, where a name nobody bears is not welcome.
  isSure(options) {
    return options.length === 1 && !("suggestNew" in this.box.dataset) && this.shownFor === this.text.value.trim()
  }

  walk(options, place) {
    options[this.at]?.setAttribute("aria-selected", "false")
    this.at = place
    options[place].setAttribute("aria-selected", "true")
    options[place].scrollIntoView({ block: "nearest" })
    this.text.setAttribute("aria-activedescendant", options[place].id)
  }

  choose(option) {
    this.text.value = option.dataset.text
    this.id.value = option.dataset.id
    this.close()
    const role = this.text.form.querySelector("[data-role]")
    if (role && !role.value && option.dataset.role) role.value = option.dataset.role
    this.id.dispatchEvent(new Event("input", { bubbles: true }))
    if ("suggestSubmit" in this.box.dataset) this.text.form.requestSubmit()
  }

  close() {
    this.asked++
    this.list.hidden = true
    this.at = -1
    this.text.setAttribute("aria-expanded", "false")
    this.text.removeAttribute("aria-activedescendant")
  }
}
