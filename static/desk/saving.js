// A save that moves nothing: posted by script, answered with what the newsroom made of it, taken in where it stands.

import { close } from "./banner.js"
import { bringIn } from "./editor/bring-in.js"
import { freshToken, isDoor, post, readFields, told } from "./fields.js"
import { show } from "./said.js"
import { suggestAll } from "./suggest.js"

const UNREACHED = "Not reaching the newsroom: nothing was saved. Your words are kept in this browser; save again in a moment."
const AT_THE_DOOR = "You are signed out: nothing was saved. Sign in (the link is beside the Save button), then save again."

export class Saving {
  constructor(form, words, bar) {
    Object.assign(this, { form, words, bar })
    this.busy = this.again = false
    form.addEventListener("submit", (event) => {
      freshToken(form)
      if (event.defaultPrevented) return
      if (!form.dataset.standing) return words.leave()
      event.preventDefault()
      this.save()
    })
  }

  async save() {
    if (this.busy) {
      this.again = true
      return
    }
    this.busy = true
    this.bar.say("saving")
    await this.words.settle()
    const sent = { number: this.words.typed, doc: this.editor()?.state.doc, fields: readFields(this.form) }
    const decided = Boolean(this.form.dataset.decided)
    try {
      await this.heard(await post(this.form.action, new FormData(this.form), this.form, { "X-Desk": "save" }), sent, decided)
    } catch {
      this.fail("offline", UNREACHED)
    } finally {
      this.forget()
      this.busy = false
      if (this.again) {
        this.again = false
        this.save()
      }
    }
  }

  editor() {
    return this.form.elements.body?.proseEditor
  }

  // The choice made of changed quotes went along with this save, and with no other.
  forget() {
    delete this.form.dataset.decided
    for (const input of this.form.querySelectorAll('input[name="accepted"]')) input.remove()
  }

  async heard(answer, sent, decided) {
    if (isDoor(answer)) return this.fail("door", AT_THE_DOOR)
    const said = await told(answer)
    if (answer.ok && said.version) return this.isSaved(said, sent, decided)
    if (answer.status === 409 && said.stale) return this.toBothTexts()
    if (answer.status === 422) markErrors(this.form, said.errors ?? {})
    this.fail("failed", ...(said.said ?? ["The newsroom did not take this save. Your words are kept; load the page anew."]))
  }

  fail(state, ...sentences) {
    show(sentences, "error")
    this.bar.say(state, { hasCopy: this.words.hasCopy })
    this.words.release()
  }

  // Somebody was quicker: the same form, posted as a page, leads to both texts.
  toBothTexts() {
    this.words.leave()
    freshToken(this.form)
    this.form.submit()
  }

  async isSaved(said, sent, decided) {
    const { form, words } = this
    words.quietly(() => takeIn(form, said, sent))
    const editor = this.editor()
    if (editor && sent.doc && said.body !== null) words.quietly(() => bringIn(editor, sent.doc, said.body))
    markErrors(form, {})
    close(document.querySelector("[data-kept]"), null)
    words.isSaved(sent.number)
    show(said.said, said.said[0].startsWith("Saved") ? "success" : "info")
    this.bar.say(words.isUnsaved() ? "typed" : "saved", said)
    document.dispatchEvent(new CustomEvent("desk:saved", { detail: { version: said.version } }))
    await refresh(form)
    if (decided) showChanged()
  }
}

// Fields the newsroom keeps otherwise than they were posted; those typed on since stay as they are.
function takeIn(form, said, sent) {
  form.elements.version.value = said.version
  for (const field of document.querySelectorAll('#aside input[name="version"]')) field.value = said.version
  if (said.bylinesWere !== null) form.elements["bylines-were"].value = said.bylinesWere
  for (const [name, value] of Object.entries(said.fields)) {
    const field = form.elements[name]
    if (field && field.value.replaceAll("\r\n", "\n") === (sent.fields[name]?.[0] ?? "")) field.value = value
  }
}

export function markErrors(form, errors) {
  for (const line of form.querySelectorAll(".wrong[data-by-script]")) line.remove()
  for (const field of form.querySelectorAll(".has-errors")) field.classList.remove("has-errors")
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid")
  let first = null
  for (const [name, words] of Object.entries(errors)) {
    const holder = form.querySelector(`.field-${CSS.escape(name)}`) ?? form.querySelector(`#id_${CSS.escape(name)}`)
    if (!holder) continue
    const line = document.createElement("p")
    line.className = "wrong"
    line.dataset.byScript = ""
    line.id = `wrong-${name}`
    line.textContent = words
    holder.classList.add("has-errors")
    holder.append(line)
    const input = form.elements[name]
    if (input?.setAttribute) {
      input.setAttribute("aria-invalid", "true")
      input.setAttribute("aria-describedby", line.id)
    }
    first ??= line
  }
  first?.scrollIntoView({ block: "nearest" })
}

// What stands around the form. That it could not be had changes nothing of the save.
async function refresh(form) {
  try {
    const answer = await fetch(form.dataset.standing, { redirect: "manual" })
    if (answer.ok) stand(await answer.json())
  } catch {
    // It comes with the next save, or with the page.
  }
}

function stand(standing) {
  const head = document.querySelector(".head")
  head.querySelector(".slug").textContent = standing.slugline
  head.querySelector("h1").textContent = standing.headline
  head.querySelector("[data-facts]").innerHTML = standing.facts
  document.querySelector("[data-jumps]").innerHTML = standing.jumps
  document.title = [standing.title, ...document.title.split(" · ").slice(-1)].join(" · ")
  const aside = document.getElementById("aside")
  if (!aside) return
  const back = asItWas(aside)
  aside.innerHTML = standing.aside
  suggestAll(aside)
  back()
  document.dispatchEvent(new CustomEvent("desk:labels"))
}

// What somebody opened, typed and looked at in the panel, to be so again in the new one.
function asItWas(aside) {
  const scroller = aside.closest(".story-aside")
  const top = scroller?.scrollTop ?? 0
  const open = new Set([...aside.querySelectorAll("details[open]")].map(nameOf))
  const typed = new Map(fieldsOf(aside).filter(isTyped).map((field) => [nameOf(field), field.value]))
  const focused = aside.contains(document.activeElement) ? nameOf(document.activeElement) : null
  return () => {
    for (const one of aside.querySelectorAll("details")) if (open.has(nameOf(one))) one.open = true
    for (const field of fieldsOf(aside)) if (typed.has(nameOf(field))) field.value = typed.get(nameOf(field))
    if (scroller) scroller.scrollTop = top
    if (focused) [...aside.querySelectorAll("input, textarea, select, button, summary, a, .quote")].find((one) => nameOf(one) === focused)?.focus({ preventScroll: true })
  }
}

const fieldsOf = (aside) => [...aside.querySelectorAll('input:not([type="hidden"]), textarea')]
const isTyped = (field) => field.type !== "file" && field.value !== field.defaultValue

function nameOf(element) {
  const of = element.closest("form")?.getAttribute("action") ?? element.closest("[data-quote]")?.dataset.quote ?? element.closest("section")?.id
  const own = element.name || element.id || element.getAttribute("formaction") || element.querySelector?.("summary")?.textContent || element.textContent
  return `${element.tagName} ${of} ${own.replace(/\d+/g, "").trim().slice(0, 60)}`
}

// After the question of changed quotes: what is still to be said of them stands beside the text.
function showChanged() {
  const row = document.querySelector("#aside .quote-drifted")
  if (!row) return
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: "nearest" })
  document.dispatchEvent(new CustomEvent("desk:quote", { detail: row.dataset.quote }))
}
