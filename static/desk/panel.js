// The panel beside the text: each button calls its act and the panel comes back as it stands then, in place.

import { isTyping } from "./desk.js"
import { suggestAll } from "./suggest.js"

export function watchPanel(form) {
  const aside = document.getElementById("aside")
  if (!aside) return
  watchSteps(aside, form)
  watchButtons(aside)
  watchKeys(aside)
  aside.addEventListener("click", (event) => {
    const link = event.target.closest("[data-show-quote]")
    if (link && showInText(link.dataset.showQuote)) event.preventDefault()
  })
}

// A step taken with words not saved yet takes them along: the form is saved first, then the step.
function watchSteps(aside, form) {
  aside.addEventListener("submit", (event) => {
    const step = event.target.closest("[data-step]")
    if (!step) return
    if (form?.isUnsaved?.()) {
      event.preventDefault()
      for (const field of step.elements) {
        if (field.name && !["version", "csrfmiddlewaretoken"].includes(field.name)) form.append(hidden(field))
      }
      form.action = step.action
      form.leave()
      form.submit()
    }
  })
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
    const address = event.submitter?.getAttribute("formaction") || sent.getAttribute("action")
    const row = sent.closest(".quote")
    const place = row ? { quote: row.dataset.quote, at: rows(aside).indexOf(row) } : { topics: Boolean(sent.closest("#topics")) }
    await send(aside, address, new FormData(sent), place)
  })
}

async function send(aside, address, data, place) {
  aside.setAttribute("aria-busy", "true")
  try {
    const answer = await fetch(address, { method: "POST", body: data, headers: { "X-Desk": "panel" } })
    if (answer.status !== 200 && answer.status !== 409) throw new Error(String(answer.status))
    if (answer.redirected) return location.assign(answer.url)
    aside.innerHTML = await answer.text()
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

function announce(words) {
  const said = document.getElementById("said")
  const line = document.createElement("p")
  line.className = "visually-hidden"
  line.textContent = words
  said?.replaceChildren(line)
}

const rows = (aside) => [...aside.querySelectorAll(".quote")]

function focusNext(aside, place) {
  if (place.topics) return aside.querySelector("#add-topic")?.focus()
  const all = rows(aside)
  const same = all.find((row) => row.dataset.quote === place.quote)
  const from = Math.max(same ? all.indexOf(same) : place.at, 0)
  const waiting = [...all.slice(from), ...all.slice(0, from)].find((row) => row.dataset.status === "proposed")
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
    const act = { n: () => next(aside, here), c: () => press(aside, here, "c"), d: () => press(aside, here, "d"), s: () => speaker(aside, here), e: focusText }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
}

function current(aside, here) {
  return here ?? rows(aside).find((row) => row.dataset.status === "proposed") ?? rows(aside)[0]
}

function next(aside, here) {
  const all = rows(aside)
  const from = here ? all.indexOf(here) + 1 : 0
  const order = [...all.slice(from), ...all.slice(0, from)]
  point(order.find((row) => row.dataset.status === "proposed") ?? order[0])
}

function press(aside, here, key) {
  const row = current(aside, here)
  if (!here && row) return point(row)
  row?.querySelector(`[data-key="${key}"]`)?.click()
}

function speaker(aside, here) {
  const row = current(aside, here)
  for (const folded of row?.querySelectorAll("details") ?? []) folded.open = true
  row?.querySelector("[data-speaker]")?.focus()
}

function focusText() {
  document.querySelector(".ProseMirror")?.focus()
}
