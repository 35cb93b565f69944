// Two versions of one story: one click or key takes theirs, mine, or both, into the field or the text below.
//
// The text is changed block by block, so that what was changed by hand elsewhere in it stays.

import { isTyping } from "./desk.js"
import { announce as say } from "./said.js"

const form = document.querySelector("[data-merge]")
const sides = JSON.parse(document.getElementById("merge-sides")?.textContent ?? "{}")
const clashes = form ? [...form.querySelectorAll("[data-clash]")] : []
const SAID = { theirs: "theirs taken", mine: "mine taken", both: "both taken" }

for (const clash of clashes) {
  clash.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]")
    if (button) take(clash, button.dataset.take)
  })
}
if (clashes.length) {
  document.addEventListener("keydown", key)
  sayWhatIsLeft()
}
for (const button of form?.querySelectorAll("[data-put-back]") ?? []) {
  button.addEventListener("click", () => putBack(button))
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const clash = event.target.closest?.("[data-clash]")
  const side = { t: "theirs", m: "mine", b: "both" }[event.key]
  if (side && clash?.querySelector(`[data-take="${side}"]`)) take(clash, side)
  else if (event.key === "j" || event.key === "k") step(clash, event.key === "j" ? 1 : -1)
  else return
  event.preventDefault()
  event.stopPropagation()
}

function step(from, by) {
  const at = clashes.indexOf(from)
  const next = clashes[at < 0 ? (by > 0 ? 0 : clashes.length - 1) : at + by]
  next?.focus()
}

function take(clash, side) {
  const value = sides[clash.dataset.clash]?.[side]
  if (value === undefined) return
  if (clash.dataset.field) fill(document.getElementById(clash.dataset.field), value, sides[clash.dataset.clash].words?.[side])
  else if (clash.dataset.clash === "order") changeText((blocks) => ordered(blocks, value))
  else changeText((blocks) => replaced(blocks, clash, value))
  for (const button of clash.querySelectorAll("[data-take]")) {
    button.setAttribute("aria-pressed", String(button.dataset.take === side))
  }
  clash.classList.add("is-settled")
  const chip = clash.querySelector("[data-standing]")
  chip.textContent = SAID[side]
  chip.className = "chip chip-good"
  sayWhatIsLeft(`${clash.querySelector("h2").firstChild.textContent.trim()}: ${SAID[side]}.`)
}

// A type-ahead keeps the chosen row's id beside its words.
function fill(field, value, words) {
  const id = field.closest("[data-suggest]")?.querySelector("[data-suggest-id]")
  if (id) id.value = value
  field.value = id ? (words ?? "") : value
  field.dispatchEvent(new Event("change", { bubbles: true }))
}

function changeText(change) {
  const area = form.querySelector("#body textarea")
  const editor = area.proseEditor
  const doc = new DOMParser().parseFromString(editor ? editor.getHTML() : area.value, "text/html")
  const html = change([...doc.body.children]).map((block) => block.outerHTML).join("")
  if (editor) editor.commands.setContent(html, { emitUpdate: true })
  else area.value = html
  area.dispatchEvent(new Event("input", { bubbles: true }))
}

function blocksOf(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.children]
}

// The blocks with those the clash holds now in place of those it held before.
function replaced(blocks, clash, html) {
  const held = new Set((clash.dataset.holds ?? "").split(" ").filter(Boolean))
  const put = blocksOf(html)
  const first = blocks.findIndex((block) => held.has(block.id))
  const rest = blocks.filter((block) => !held.has(block.id))
  const place = first < 0 ? placeOf(rest, clash.dataset.clash) : blocks.slice(0, first).filter((b) => !held.has(b.id)).length
  rest.splice(place, 0, ...put)
  clash.dataset.holds = put.map((block) => block.id).join(" ")
  return rest
}

// Where a block that is not in the text belongs: after the nearest one that stood before it.
function placeOf(blocks, id) {
  const order = sides.places ?? []
  for (let at = order.indexOf(id) - 1; at >= 0; at -= 1) {
    const found = blocks.findIndex((block) => block.id === order[at])
    if (found >= 0) return found + 1
  }
  return 0
}

// Blocks in the order of these ids; one that is not named stays after the block before it.
function ordered(blocks, ids) {
  const places = new Map(ids.map((id, place) => [id, place]))
  const groups = []
  for (const block of blocks) {
    if (places.has(block.id) || !groups.length) groups.push({ place: places.get(block.id) ?? -1, blocks: [block] })
    else groups.at(-1).blocks.push(block)
  }
  return groups.sort((one, other) => one.place - other.place).flatMap((group) => group.blocks)
}

function putBack(button) {
  form.querySelector("[data-add-byline]").click()
  const row = [...form.querySelectorAll(".byline-rows tbody tr")].at(-1)
  row.querySelector('input[name$="-person"]').value = button.dataset.person
  row.querySelector('input[name$="-name"]').value = button.dataset.name
  row.querySelector("select").value = button.dataset.role
  button.closest("li").hidden = true
  say(`${button.dataset.name} is on the byline again.`)
}

function sayWhatIsLeft(done = "") {
  const left = clashes.filter((clash) => !clash.classList.contains("is-settled")).length
  const words = left ? `${left} of ${clashes.length} to settle.` : "All is settled."
  for (const place of form.querySelectorAll("[data-left]")) place.textContent = words
  if (done) say(`${done} ${words}`)
}
