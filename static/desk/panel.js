// The panel beside the text: each button calls its act and the panel comes back as it stands then, in place.

import { isTyping } from "./desk.js"
import { watchEvidence } from "./evidence.js"
import { watchRelease } from "./release.js"
import { suggestAll } from "./suggest.js"

export function watchPanel(form) {
  const aside = document.getElementById("aside")
  if (!aside) return
  watchSteps(aside, form)
  watchButtons(aside)
  watchNote(aside)
  watchEvidence(aside)
  watchRelease(aside)
  watchKeys(aside)
  aside.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show-quote]")
    if (link && showInText(link.dataset.showQuote)) event.preventDefault()
    const alike = event.target.closest("[data-take-person]")
    if (alike) takePerson(alike)
    const role = event.target.closest("[data-take-role]")
    if (role) takeRole(role)
  })
  const changed = document.querySelector("[data-drifted]") && aside.querySelector(".quote-drifted")
  point(location.hash.startsWith("#quote-") ? document.getElementById(location.hash.slice(1)) : changed)
}

// The role held on the day, where the story prints none.
function takeRole(button) {
  const { role } = button.closest("form").elements
  role.value = button.dataset.takeRole
  role.focus()
}

// Somebody spelled much alike is meant: their name and id go into the row's speaker.
function takePerson(button) {
  const form = button.closest("form")
  form.elements.person.value = button.dataset.takePerson
  form.elements.speaker.value = button.dataset.name
  button.closest(".quote-near").remove()
  form.elements.speaker.focus()
}

// A step taken with words not saved yet takes them along: the form is saved first, then the step.
function watchSteps(aside, form) {
  aside.addEventListener("submit", (event) => {
    const step = event.target.closest("[data-step]")
    if (!step) return
    if (form?.isUnsaved?.()) {
      event.preventDefault()
      for (const field of step.elements) {
        if (isSent(field)) form.append(hidden(field))
      }
      form.action = step.action
      form.leave()
      form.submit()
    }
  })
}

function isSent(field) {
  if (!field.name || ["version", "csrfmiddlewaretoken"].includes(field.name)) return false
  return !["radio", "checkbox"].includes(field.type) || field.checked
}

function hidden(field) {
  const copy = document.createElement("input")
  copy.type = "hidden"
  copy.name = field.name
  copy.value = field.value
  return copy
}

function watchButtons(aside) {
  aside.addEventListener("submit", async (event) => {
    const sent = event.target.closest("[data-panel]")
    if (!sent) return
    event.preventDefault()
    const restore = event.submitter?.closest("[data-restore]")
    if (restore && restoreInText(restore)) return markRestored(restore)
    if (restore) return leaveWith(sent, restore)
    const address = event.submitter?.getAttribute("formaction") || sent.getAttribute("action")
    const row = sent.closest(".quote")
    const place = row ? { quote: row.dataset.quote, at: rows(aside).indexOf(row) } : { topics: Boolean(sent.closest("#topics")), notes: "note" in sent.dataset }
    await send(aside, address, new FormData(sent), place)
  })
}

// The words come back in the editor, where that is open: an edit like any other, undone and saved like one.
function restoreInText(button) {
  if (!document.querySelector(".ProseMirror")) return false
  let failed = false
  const fails = () => { failed = true }
  const id = button.dataset.restore
  document.addEventListener("desk:restore-failed", fails, { once: true })
  document.dispatchEvent(new CustomEvent("desk:restore", { detail: { id, settled: settledWords(id) } }))
  document.removeEventListener("desk:restore-failed", fails)
  if (!failed) announce("The words are back in the text. Save to settle it.")
  return !failed
}

function markRestored(button) {
  const row = button.closest(".quote")
  const said = row.querySelector(".drift-what")
  said.textContent = "The words are back in the text. Save to settle it."
  button.closest("form").hidden = true
  row.focus({ preventScroll: true })
}

// Where the editor cannot, the server does, and the page comes anew with the story as it stands then.
function leaveWith(form, button) {
  form.action = button.getAttribute("formaction")
  form.submit()
}

function settledWords(id) {
  return JSON.parse(document.getElementById("quote-labels").textContent)[id]?.settled ?? ""
}

async function send(aside, address, data, place) {
  aside.setAttribute("aria-busy", "true")
  try {
    const answer = await fetch(address, { method: "POST", body: data, headers: { "X-Desk": "panel" } })
    if (answer.status === 403) return announce("Your role does not allow this. Nothing was changed.")
    if (answer.status !== 200 && answer.status !== 409) throw new Error(String(answer.status))
    if (answer.redirected) return location.assign(answer.url)
    if (address.endsWith("/dismiss/")) dismissedLast = place.quote
    const half = place.notes && answer.ok ? "" : noteTyped(aside)
    aside.innerHTML = await answer.text()
    if (half) aside.querySelector("#note-text").value = half
    suggestAll(aside)
    announce(aside.querySelector("[data-said]")?.textContent ?? "")
    focusNext(aside, place)
    document.dispatchEvent(new CustomEvent("desk:labels"))
  } catch {
    announce("That did not reach the newsroom. Nothing was changed; try again.")
  } finally {
    aside.removeAttribute("aria-busy")
  }
}

// A note half written when something else in the panel is done stays half written, and is not left without a word.
const noteTyped = (aside) => aside.querySelector("#note-text")?.value ?? ""

function watchNote(aside) {
  aside.addEventListener("keydown", (event) => {
    if (event.target.id !== "note-text" || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.target.form.requestSubmit()
  })
  window.addEventListener("beforeunload", (event) => { if (noteTyped(aside).trim()) event.preventDefault() })
}

export function announce(words) {
  const said = document.getElementById("said")
  const line = document.createElement("p")
  line.className = "visually-hidden"
  line.textContent = words
  said?.replaceChildren(line)
}

let dismissedLast = ""

const rows = (aside) => [...aside.querySelectorAll(".quote")]

function focusNext(aside, place) {
  if (place.topics) return aside.querySelector("#add-topic")?.focus()
  if (place.notes) return aside.querySelector("#note-text")?.focus()
  const all = rows(aside)
  const same = all.find((row) => row.dataset.quote === place.quote)
  const from = Math.max(same ? all.indexOf(same) : place.at, 0)
  const waiting = [...all.slice(from), ...all.slice(0, from)].find(waits)
  point(waiting ?? same ?? all[from])
}

function point(row) {
  if (!row) return
  row.focus({ preventScroll: true })
  row.scrollIntoView({ block: "nearest" })
  document.dispatchEvent(new CustomEvent("desk:quote", { detail: row.dataset.quote }))
}

function showInText(id) {
  const mark = document.querySelector(`.ProseMirror q[data-quote="${CSS.escape(id)}"], .reading-body q[data-quote="${CSS.escape(id)}"]`)
  mark?.scrollIntoView({ block: "center" })
  document.dispatchEvent(new CustomEvent("desk:quote", { detail: id }))
  return Boolean(mark)
}

function watchKeys(aside) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const here = event.target.closest?.(".quote") ?? null
    const act = acts(aside, here)[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
}

function acts(aside, here) {
  const pressed = (key) => () => press(aside, here, key)
  return {
    n: () => step(aside, here, 1),
    p: () => step(aside, here, -1),
    c: pressed("c"),
    d: pressed("d"),
    k: pressed("k"),
    w: pressed("w"),
    v: () => open(aside, here, "[data-verify], .quote-verify select"),
    s: () => open(aside, here, "[data-speaker]"),
    r: () => open(aside, here, "[data-role]"),
    a: () => aside.querySelector("[data-confirm-all]")?.click(),
    u: () => bringBack(aside),
    e: focusText,
  }
}

const waits = (row) => row.dataset.status === "proposed" || row.dataset.status === "drifted"

function current(aside, here) {
  return here ?? rows(aside).find(waits) ?? rows(aside)[0]
}

// To the next quote that waits, or the one before; round and round, and through all of them when none waits.
function step(aside, here, way) {
  const all = way > 0 ? rows(aside) : rows(aside).reverse()
  const from = here ? all.indexOf(here) + 1 : 0
  const order = [...all.slice(from), ...all.slice(0, from)]
  point(order.find(waits) ?? order[0])
}

function press(aside, here, key) {
  const row = current(aside, here)
  if (!here && row) return point(row)
  row?.querySelector(`[data-key="${key}"]`)?.click()
}

function open(aside, here, field) {
  const found = current(aside, here)?.querySelector(field)
  for (let folded = found?.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true
  found?.focus()
  found?.select?.()
}

function bringBack(aside) {
  const last = [...aside.querySelectorAll("[data-bring-back]")]
  const button = last.find((one) => one.dataset.bringBack === dismissedLast) ?? last.at(-1)
  button?.click()
}

function focusText() {
  document.querySelector(".ProseMirror")?.focus()
}
