// The front page's board: every change is saved at once, by key, button or drag; the board comes back as it then stands.

import { isTyping } from "./desk.js"
import { announce as say } from "./said.js"

const board = document.getElementById("front-board")
const place = document.getElementById("front-place")
const zoneField = document.getElementById("front-zone")
const post = place.action.replace(/place\/$/, "")
let held = null // the story that m took hold of, by its id
let afterG = false
let busy = false

const rows = () => [...board.querySelectorAll(".front-row")]
const rowOf = (story) => board.querySelector(`.front-row[data-story="${CSS.escape(story)}"]`)
const here = () => document.activeElement?.closest(".front-row")

function warn(words) {
  const list = document.createElement("ul")
  list.className = "messagelist"
  list.append(Object.assign(document.createElement("li"), { className: "error", textContent: words }))
  document.getElementById("said").replaceChildren(list)
}

function point(row) {
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: "nearest" })
}

// Ask for one act; the answer is the board. `story` is what the focus stays with.
async function step(verb, data, story) {
  if (busy) return
  busy = true
  board.setAttribute("aria-busy", "true")
  const was = rows().indexOf(here() ?? rowOf(story ?? ""))
  const form = data instanceof FormData ? data : new FormData(board.querySelector("#front-form"))
  if (!(data instanceof FormData)) for (const [name, value] of Object.entries(data)) form.set(name, value)
  const answer = await fetch(`${post}${verb}/`, { method: "POST", body: form, headers: { "X-Desk": "panel" } }).catch(() => null)
  busy = false
  board.removeAttribute("aria-busy")
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html")
  if (!page?.querySelector("#front-form")) {
    warn("That did not reach the newsroom. Nothing was changed; look whether you are still signed in, and try again.")
    return
  }
  const said = page.querySelector("[data-said]")
  show(page, story, was)
  if (said?.hasAttribute("data-refused")) warn(said.textContent)
  else say(`${said?.textContent ?? ""} ${whereabouts(story)}`.trim())
}

function show(page, story, was) {
  board.replaceChildren(...page.body.childNodes)
  place.elements.seen.value = board.querySelector("#front-form").elements.seen.value
  drags()
  const row = story ? rowOf(story) : null
  if (held && row) row.setAttribute("data-held", "")
  if (story || was >= 0) point(row ?? rows()[Math.min(was, rows().length - 1)])
}

function whereabouts(story) {
  const row = story && rowOf(story)
  if (!row) return ""
  const zone = row.closest("[data-zone]").querySelector("h2").firstChild.textContent.trim()
  return row.querySelector(".front-place").textContent === "–" ? `In ${zone}, not on the page.` : `${zone}, place ${row.querySelector(".front-place").textContent}.`
}

const slotted = (row) => row?.hasAttribute("data-slot")

function nudge(row, way) {
  if (slotted(row)) step(way > 0 ? "down" : "up", { story: row.dataset.story }, row.dataset.story)
  else if (row) press(row, "place")
}

function press(row, name) {
  row.querySelector(`[data-step="${name}"]`)?.click()
}

function walk(way) {
  const all = rows()
  const at = all.indexOf(here())
  point(at < 0 ? all[way > 0 ? 0 : all.length - 1] : all[Math.min(Math.max(at + way, 0), all.length - 1)])
}

function hold(row) {
  const story = row.dataset.story
  held = held === story ? null : story
  for (const one of rows()) one.toggleAttribute("data-held", one.dataset.story === held)
  say(held ? "Held: j and k move it, m lets it go." : "Let go.")
}

function openUntil(row) {
  const field = row.querySelector(".front-until")
  if (!field) return
  field.open = true
  field.querySelector('input[type="datetime-local"]').focus()
}

const keys = {
  j: () => (held ? nudge(rowOf(held), 1) : walk(1)),
  k: () => (held ? nudge(rowOf(held), -1) : walk(-1)),
  m: (row) => slotted(row) && hold(row),
  p: (row) => row && press(row, slotted(row) ? "pin" : "place"),
  x: (row) => row && press(row, "remove"),
  u: (row) => row && openUntil(row),
  z: () => board.querySelector('[data-step="undo"]')?.click(),
}
keys.ArrowDown = () => held && keys.j()
keys.ArrowUp = () => held && keys.k()

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || isTyping(event.target)) return
  const row = here()
  if (event.altKey) {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!way || !row) return
    event.preventDefault()
    return nudge(row, way)
  }
  if (afterG) return void (afterG = false)
  afterG = event.key === "g"
  if (event.key === "Escape" && held) return hold(rowOf(held))
  const act = keys[event.key]
  if (!act || (event.key.startsWith("Arrow") && !held)) return
  event.preventDefault()
  act(row)
})

// What is placed goes into the zone of the story one was at.
board.addEventListener("focusin", () => {
  const zone = here()?.closest("[data-zone]")?.dataset.zone
  if (zone) zoneField.value = zone
})

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest?.(".front-until")) return
  const row = here()
  event.target.closest(".front-until").open = false
  point(row)
})

document.addEventListener("submit", (event) => {
  const button = event.submitter
  if (event.target === place) {
    event.preventDefault()
    const data = new FormData(place)
    step("place", data, data.get("story") || undefined).then(() => { place.elements.q.value = place.elements.story.value = "" })
    return
  }
  if (event.target.method !== "post" || !board.contains(event.target)) return
  event.preventDefault()
  if (button?.dataset.sure && !window.confirm(button.dataset.sure)) return
  const address = button?.getAttribute("formaction") ?? event.target.getAttribute("action")
  const row = (button ?? event.target).closest(".front-row")
  step(address.match(/([\w-]+)\/$/)[1], new FormData(event.target, button), row?.dataset.story)
})

// By mouse too: a slot is dragged onto the line it shall stand before.
function drags() {
  for (const row of rows()) {
    if (slotted(row)) row.draggable = true
    row.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/x-story", row.dataset.story))
    row.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("text/x-story")) return
      event.preventDefault()
      row.classList.add("is-over")
    })
    row.addEventListener("dragleave", () => row.classList.remove("is-over"))
    row.addEventListener("drop", (event) => {
      event.preventDefault()
      row.classList.remove("is-over")
      drop(event.dataTransfer.getData("text/x-story"), row)
    })
  }
}

function drop(story, row) {
  const from = rowOf(story)
  if (!from || from === row) return
  const zone = row.closest("[data-zone]").dataset.zone
  const sameZone = from.closest("[data-zone]").dataset.zone === zone
  const below = sameZone && Number(from.dataset.position) < Number(row.dataset.position)
  step("move", { story, zone, position: Number(row.dataset.position) - (below ? 1 : 0) }, story)
}

drags()
