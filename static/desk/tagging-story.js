// The story on the bench: fetched before it is asked for, changed by acts in the order of the keys, each taken back by z.

import { post } from "./posting.js"
import { announce, show } from "./said.js"

// What was fetched ahead is shown at once; after this it is asked for anew.
const FRESH_FOR = 20_000
const LOST = "That did not reach the newsroom. Nothing was changed; look whether you are still signed in, and try again."

function paneOf(html) {
  return html && new DOMParser().parseFromString(html, "text/html").querySelector(".bench-pane")
}

export class Story {
  constructor(root) {
    this.root = root
    this.place = root.querySelector("#bench-story")
    this.none = document.getElementById("bench-none")
    this.kept = new Map()
    this.acts = []
    this.chain = Promise.resolve()
    this.waiting = 0
    this.onChange = this.onShow = () => {}
  }

  begin() {
    this.truth = this.part(".bench-pane")?.cloneNode(true)
    const undo = this.part('[data-go="undo"]')
    if (undo?.value) this.acts.push({ act: undo.value, story: this.pk })
    this.dress()
    window.addEventListener("beforeunload", (event) => { if (this.waiting) event.preventDefault() })
  }

  part(selector) {
    return this.place.querySelector(selector)
  }

  get pk() {
    return Number(this.part(".bench-pane")?.dataset.story) || null
  }

  get isEmpty() {
    return !this.pk
  }

  address(name, pk) {
    return this.root.dataset[name].replace("/0/", `/${pk}/`)
  }

  // How many acts are under way: the story is busy as long.
  wait(more) {
    this.waiting += more
    if (this.waiting) this.root.setAttribute("aria-busy", "true")
    else this.root.removeAttribute("aria-busy")
  }

  settled() {
    return this.chain
  }

  // The story as the newsroom has it: one request, however often it is asked for within a while.
  fetched(pk) {
    const kept = this.kept.get(pk)
    if (kept && Date.now() - kept.at < FRESH_FOR) return kept.html
    const query = this.root.dataset.query
    const html = fetch(`${this.address("story", pk)}${query ? `?${query}` : ""}`, { headers: { "X-Desk": "panel" }, redirect: "manual" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .catch(() => "")
    this.kept.set(pk, { html, at: Date.now() })
    return html
  }

  async open(pk) {
    const pane = paneOf(await this.fetched(pk))
    this.kept.delete(pk)
    if (!pane) {
      show([LOST], "error")
      return false
    }
    this.put(pane)
    window.scrollTo(0, 0)
    this.part("#bench-title").focus({ preventScroll: true })
    announce(`${this.part("#bench-title").textContent.trim()}. ${this.told()}`)
    return true
  }

  told() {
    const number = this.place.querySelectorAll('.bench-suggested [data-state="waits"]').length
    const others = this.part(".bench-pane").dataset.others
    return `${number || "No"} ${number === 1 ? "suggestion" : "suggestions"}.${others ? ` ${others} has it open too.` : ""}`
  }

  put(pane) {
    this.truth = pane.cloneNode(true)
    this.place.replaceChildren(pane)
    this.dress()
    this.onShow()
  }

  // The same story as it stands now: its parts alone, so that what somebody types beside them stays.
  patch(pane) {
    this.truth = pane.cloneNode(true)
    const old = this.part(".bench-pane")
    for (const name of ["done", "others"]) {
      if (name in pane.dataset) old.dataset[name] = pane.dataset[name]
      else delete old.dataset[name]
    }
    for (const part of [".bench-title", ".bench-acts", ".bench-text", ".bench-bar"]) {
      old.querySelector(part).replaceWith(pane.querySelector(part))
    }
    this.dress()
  }

  dress() {
    for (const button of this.place.querySelectorAll("[data-go][hidden]")) button.hidden = false
    const undo = this.part('[data-go="undo"]')
    if (undo) undo.disabled = !this.acts.length
  }

  showNone() {
    this.place.replaceChildren(this.none.content.cloneNode(true))
    this.part(".bench-none").focus()
  }

  // Shown at once by `shows`, then asked of the newsroom; one act after the other, in the order of the keys.
  act(verb, data, shows = () => {}) {
    const body = new FormData()
    const fields = { numbered: this.part("[name=numbered]").value, asked: this.root.dataset.query, ...data }
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    const pk = this.pk
    shows()
    this.wait(1)
    const done = this.chain.then(() => this.send(`${this.address("story", pk)}${verb}/`, body, pk, verb))
    this.chain = done
    return done
  }

  async takeBack() {
    await this.chain
    const last = this.acts.pop()
    if (!last) return void announce("There is nothing to take back.")
    const body = new FormData()
    body.set("act", last.act)
    body.set("asked", this.root.dataset.query)
    if (last.story === this.pk) body.set("numbered", this.part("[name=numbered]").value)
    this.wait(1)
    this.chain = this.send(this.root.dataset.undo, body, last.story, "undo")
    await this.chain
    return this.pk
  }

  async send(address, body, pk, verb) {
    let pane = null
    try {
      const form = document.querySelector('form[method="post"]')
      pane = paneOf(await (await post(address, body, form, { "X-Desk": "panel" })).text())
    } catch {
      // Said below.
    }
    this.wait(-1)
    const said = pane?.querySelector("[data-said]")
    const refused = !said || "refused" in said.dataset
    if (said?.dataset.act) this.acts.push({ act: said.dataset.act, story: pk })
    this.kept.delete(pk)
    if (pane) this.onChange(pk, "done" in pane.dataset)
    this.answer(pane, pk, verb, refused)
    if (refused) show([said?.textContent ?? LOST], "error")
    else announce(said.textContent)
    return !refused
  }

  // What stands comes back, unless more keys were pressed since; an act on another story brings it only when undone.
  answer(pane, pk, verb, refused) {
    if (pk !== this.pk) return void (verb === "undo" && pane && !refused && this.put(pane))
    if (this.waiting) return void (pane && (this.truth = pane.cloneNode(true)))
    if (refused && verb === "new") return
    const here = document.activeElement?.closest("[data-topic]")?.dataset.topic
    this.patch(pane ?? this.truth.cloneNode(true))
    if (here) this.part(`[data-topic="${here}"] button:not([disabled]), .bench-title h2`)?.focus({ preventScroll: true })
  }
}
