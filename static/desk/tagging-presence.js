// Who else has the story of the bench open: said every ten seconds, so that two people do not tag one story unawares.

import { freshToken, post, told } from "./posting.js"
import { announce } from "./said.js"

const EVERY = 10_000

export class Presence {
  constructor(root, story) {
    Object.assign(this, { root, story, names: "" })
    window.addEventListener("pagehide", () => this.leave(this.story.pk))
    setInterval(() => { if (!document.hidden) this.beat() }, EVERY)
  }

  address(pk) {
    return this.root.dataset.presence.replace("/0/", `/${pk}/`)
  }

  form() {
    return document.querySelector('form[method="post"]')
  }

  moved(from, to) {
    if (from && from !== to) this.leave(from)
    this.names = this.story.part(".bench-pane")?.dataset.others ?? ""
    if (to) this.beat()
  }

  async beat() {
    const pk = this.story.pk
    if (!pk) return
    const data = new FormData()
    data.set("place", "topics")
    data.set("typing", "0")
    try {
      const answer = await post(this.address(pk), data, this.form())
      if (answer.ok && pk === this.story.pk) this.show((await told(answer)).others ?? [])
    } catch {
      // An act that does not reach the newsroom says so.
    }
  }

  show(others) {
    const names = others.map((one) => one.name).join(", ")
    const line = this.story.part("[data-others-line]")
    const pane = this.story.part(".bench-pane")
    if (!line) return
    const words = names ? `${names} has this story open too.` : ""
    if (names && names !== this.names) announce(words)
    this.names = pane.dataset.others = names
    line.textContent = words
    line.hidden = !names
  }

  leave(pk) {
    if (!pk) return
    const data = new FormData()
    data.set("gone", "1")
    data.set("csrfmiddlewaretoken", freshToken(this.form()))
    navigator.sendBeacon(this.address(pk), data)
  }
}
