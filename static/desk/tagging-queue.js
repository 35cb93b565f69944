// The queue of the bench: what comes next, what was before, what is left. Done stories leave it when one goes on.

export class Queue {
  constructor(root) {
    this.root = root
    this.list = root.querySelector("#bench-rows")
    this.left = document.getElementById("bench-left")
    this.trail = []
    this.done = new Set()
    this.list.addEventListener("click", (event) => {
      if (event.target.closest("[data-more]")) this.more()
    })
  }

  begin(pk) {
    this.here = pk
    this.current = this.row(pk)
    for (const more of this.list.querySelectorAll("[data-more]")) more.hidden = false
  }

  row(pk) {
    return this.list.querySelector(`[data-story="${pk}"]`)
  }

  waiting() {
    return [...this.list.querySelectorAll("[data-story]")].filter((row) => !this.done.has(Number(row.dataset.story)))
  }

  // The next story that waits, one nobody else has open before one that somebody has; from the end on to the first.
  peek(pk) {
    const rows = this.waiting().filter((row) => Number(row.dataset.story) !== pk)
    const here = this.row(pk)
    const below = here ? rows.filter((row) => here.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING) : rows
    const order = [...below, ...(this.hasMore() ? [] : rows)]
    const found = order.find((row) => !row.dataset.others) ?? order[0]
    return found ? Number(found.dataset.story) : null
  }

  hasMore() {
    return Boolean(this.list.querySelector("[data-more]"))
  }

  // One further up was passed before: whether it still waits is known once every act has been answered.
  async after(pk, settled) {
    let found = this.peek(pk)
    while (!found && this.hasMore() && (await this.more())) found = this.peek(pk)
    if (!found || this.isBelow(pk, found)) return found
    await settled()
    return this.peek(pk)
  }

  isBelow(pk, other) {
    return Boolean(this.row(pk)?.compareDocumentPosition(this.row(other)) & Node.DOCUMENT_POSITION_FOLLOWING)
  }

  isOver(pk) {
    return this.done.has(pk) || !this.waiting().length
  }

  async more() {
    const button = this.list.querySelector("[data-more]")
    const last = [...this.list.querySelectorAll("[data-story]")].at(-1)
    const from = last?.dataset.story ?? this.here
    if (!button || !from) return false
    const { more, query } = this.root.dataset
    const answer = await fetch(`${more.replace("/0/", `/${from}/`)}${query ? `?${query}` : ""}`, { redirect: "manual" }).catch(() => null)
    if (!answer?.ok) return false
    const page = new DOMParser().parseFromString(`<ol>${await answer.text()}</ol>`, "text/html")
    const known = new Set([...this.list.querySelectorAll("[data-story]")].map((row) => row.dataset.story))
    button.remove()
    this.list.append(...[...page.querySelectorAll("li")].filter((row) => !known.has(row.dataset.story)))
    for (const next of this.list.querySelectorAll("[data-more]")) next.hidden = false
    return true
  }

  before() {
    return this.trail.at(-1) ?? null
  }

  moved(from, to, way) {
    if (way === "back") this.trail.pop()
    else if (from) this.trail.push(from)
    this.here = to
    this.hide(from)
    this.list.querySelector("[aria-current]")?.removeAttribute("aria-current")
    const line = this.row(to)
    if (line) line.hidden = false
    const link = line?.querySelector("a")
    link?.setAttribute("aria-current", "true")
    link?.scrollIntoView({ block: "nearest" })
    const query = this.root.dataset.query
    history.replaceState(null, "", `?story=${to}${query ? `&${query}` : ""}`)
  }

  changed(pk, isDone) {
    const was = this.done.has(pk)
    if (isDone === was) return
    if (isDone) this.done.add(pk)
    else this.done.delete(pk)
    this.row(pk)?.classList.toggle("is-done", isDone)
    this.hide(pk)
    this.count(isDone ? -1 : 1)
  }

  // Done and left behind; an act taken back brings it again.
  hide(pk) {
    const line = this.row(pk)
    if (line) line.hidden = this.done.has(pk) && pk !== this.here
  }

  count(more) {
    const number = Math.max(0, Number(this.left.dataset.left) + more)
    this.left.dataset.left = number
    const cut = "cut" in this.left.dataset ? "+" : ""
    const bold = document.createElement("b")
    bold.textContent = `${number}${cut}`
    const here = this.root.dataset.query ? " here" : ""
    const sitting = this.done.size ? ` · ${this.done.size} done in this sitting` : ""
    this.left.replaceChildren(bold, ` ${number === 1 ? "story waits" : "stories wait"}${here}${sitting}`)
  }
}
