// What is typed and not saved: counted, copied in the browser at once, kept at the newsroom within seconds.
//
// A change has a number. What is saved, and what the newsroom keeps, is known by the number it reached.

import { freshToken, isDoor, post, readFields, told } from "./fields.js"

const PAUSE = 1500
const LATEST = 4000
const COPY = 250
const PATIENCE = [2000, 4000, 8000, 16000, 30000]
const DOOR_PATIENCE = 5000

export class Words {
  constructor(form, { keeping, key, tell }) {
    Object.assign(this, { form, keeping, key, tell })
    this.address = form.dataset.autosave
    this.typed = "dirty" in form.dataset ? 1 : 0
    this.saved = this.kept = 0
    this.failed = 0
    this.quiet = this.left = this.held = false
    this.sending = null
    this.listen()
  }

  listen() {
    const touched = (event) => this.touch(event)
    this.form.addEventListener("input", touched)
    this.form.addEventListener("change", touched)
    window.addEventListener("beforeunload", (event) => { if (this.isNowhere() && !this.left) event.preventDefault() })
    window.addEventListener("pagehide", () => this.lastWord())
    const again = () => { if (this.failed && !document.hidden) this.send() }
    window.addEventListener("online", again)
    window.addEventListener("focus", again)
    document.addEventListener("visibilitychange", again)
  }

  touch(event) {
    if (this.quiet || event?.target.closest?.("[data-not-words]")) return
    this.typed++
    if (!this.failed) this.tell("typed")
    clearTimeout(this.copying)
    this.copying = setTimeout(() => this.copy(), COPY)
    if (this.failed) return
    clearTimeout(this.pausing)
    this.pausing = setTimeout(() => this.send(), PAUSE)
    this.latest ??= setTimeout(() => this.send(), LATEST)
  }

  isUnsaved() {
    return this.typed > this.saved
  }

  // Typed, and not at the newsroom in any form.
  isNowhere() {
    return this.typed > Math.max(this.saved, this.kept)
  }

  // Changes of the form that are the page's own doing.
  quietly(act) {
    this.quiet = true
    try {
      act()
    } finally {
      this.quiet = false
    }
  }

  copy() {
    clearTimeout(this.copying)
    if (!this.address || !this.isUnsaved()) return
    this.hasCopy = this.keeping.put(this.key, this.version(), readFields(this.form))
  }

  version() {
    return Number(this.form.elements.version?.value ?? 0)
  }

  stop() {
    clearTimeout(this.pausing)
    clearTimeout(this.latest)
    clearTimeout(this.retrying)
    this.latest = undefined
  }

  // One at a time; `held` while the words are being saved.
  async send() {
    this.stop()
    if (!this.address || this.held || !this.isNowhere() || this.sending) return
    const number = this.typed
    this.copy()
    this.sending = this.reach(number)
    await this.sending
    this.sending = null
    if (!this.failed && !this.refused && !this.held) this.soon()
  }

  async reach(number) {
    try {
      await this.heard(await post(this.address, this.data(), this.form), number)
    } catch {
      this.fail("offline", PATIENCE[Math.min(this.failed, PATIENCE.length - 1)])
    }
  }

  data() {
    const data = new FormData(this.form)
    for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name)
    for (const [name, [value]] of Object.entries(readFields(this.form))) if (name.endsWith("-shown")) data.set(name, value)
    if (!data.get("draft_key") && this.key.startsWith("new-")) data.set("draft_key", this.key)
    return data
  }

  async heard(answer, number) {
    const said = await told(answer)
    this.refused = false
    if (answer.ok && said.kept) {
      this.kept = Math.max(this.kept, number)
      this.failed = 0
      this.tell(this.isUnsaved() ? "kept" : "", said)
    } else if (isDoor(answer) || (answer.status === 403 && !said.said)) this.fail("door", DOOR_PATIENCE)
    else if (answer.status >= 500) this.fail("offline", PATIENCE[Math.min(this.failed, PATIENCE.length - 1)])
    else this.refuse(answer, said)
  }

  fail(state, patience) {
    this.failed++
    this.tell(state, { hasCopy: this.hasCopy })
    clearTimeout(this.retrying)
    this.retrying = setTimeout(() => this.send(), patience)
  }

  // Not taken, and asking again changes nothing: said in words, and the next change asks again.
  refuse(answer, said) {
    this.refused = true
    this.failed = 0
    this.tell("refused", { said: said.said ?? sentenceFor(answer.status), hasCopy: this.hasCopy })
  }

  async settle() {
    this.held = true
    this.stop()
    await this.sending
  }

  // Saved as far as that number. What was typed since is kept on.
  isSaved(number) {
    this.saved = Math.max(this.saved, number)
    this.failed = 0
    this.held = false
    if (this.isUnsaved()) return this.soon()
    clearTimeout(this.copying)
    this.keeping.drop(this.key)
  }

  // Not saved after all: the words go on being kept.
  release() {
    this.held = false
    this.soon()
  }

  soon() {
    this.stop()
    if (this.isNowhere()) this.latest = setTimeout(() => this.send(), PAUSE)
  }

  async discard() {
    await this.settle()
    this.saved = this.kept = this.typed
    this.keeping.drop(this.key)
    this.held = false
    const data = new FormData()
    data.set("discard", "1")
    data.set("account", this.form.elements.account.value)
    data.set("draft_key", this.key)
    return post(this.address, data, this.form)
  }

  leave() {
    this.copy()
    this.left = true
  }

  // A page that goes says what it still holds, where that is little enough for a browser to take along.
  lastWord() {
    if (!this.address || this.left || !this.isNowhere()) return
    this.copy()
    const data = this.data()
    data.set("csrfmiddlewaretoken", freshToken(this.form))
    navigator.sendBeacon(this.address, data)
  }
}

function sentenceFor(status) {
  if (status === 404) return "This story is no longer open to you."
  if (status === 413 || status === 400) return "The form is too long to be kept: shorten the text, or save it in parts."
  return "The newsroom did not take these words."
}
