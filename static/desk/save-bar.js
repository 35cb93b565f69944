// The line beside the Save button: what is saved, what is kept, and why not.

import { announce } from "./said.js"

const IN_BROWSER = "your words are kept in this browser"
const ALARMING = new Set(["offline", "door", "refused", "failed"])

export class SaveBar {
  constructor(form) {
    this.form = form
    this.line = form.querySelector("[data-save-said]")
    this.state = ""
  }

  say(state, news = {}) {
    if (!this.line) return
    const parts = this.parts(state, news)
    if (!parts) return
    this.line.replaceChildren(...parts)
    this.line.className = `save-said${ALARMING.has(state) ? " save-said-alarm" : " quiet"}`
    if (ALARMING.has(state) && state !== this.state && state !== "failed") announce(this.line.textContent)
    if (ALARMING.has(this.state) && state === "kept") announce(this.line.textContent)
    this.state = state
  }

  parts(state, { kept, at, version, said, hasCopy }) {
    const where = hasCopy === false ? "and this browser has no room for a copy: do not close this page" : IN_BROWSER
    const words = {
      typed: "Not saved yet",
      saving: "Saving…",
      kept: `Kept ${kept}, not saved`,
      saved: `Saved ${at} · version ${version}`,
      discarded: "Nothing unsaved",
      failed: "Not saved",
      offline: `Not reaching the newsroom; ${where}`,
      refused: `${said} ${hasCopy === false ? "" : "Your words are kept in this browser."}`.trim(),
    }
    if (state === "door") return [`You are signed out; ${where}. `, this.door()]
    return words[state] ? [words[state]] : null
  }

  // In a tab of its own, so that this page stays as it is; it asks again by itself.
  door() {
    const link = document.createElement("a")
    link.href = `${this.form.dataset.login}?next=${encodeURIComponent(location.pathname)}`
    link.target = "_blank"
    link.rel = "noopener"
    link.textContent = "Sign in (opens a new tab)"
    return link
  }
}
