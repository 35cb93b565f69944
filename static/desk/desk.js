// What every desk page has: the list of keys, ways between pages by keyboard, a word before typed text is left behind.

import { watchMoments } from "./moments.js"
import { suggestAll } from "./suggest.js"

export function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select") || Boolean(target.closest("dialog[open]")))
  )
}

const ways = {
  h: ".bar-name",
  s: '.bar-places a[href$="/article/"]',
  p: '.bar-places a[href$="/paste/"]',
  b: '.bar-places a[href$="/budget/"]',
  f: '.bar-places a[href$="/front/"]',
  t: '.bar-places a[href$="/tagging/"]',
}
let afterG = false

function follow(key) {
  const link = ways[key] && document.querySelector(ways[key])
  if (link) link.click()
  return Boolean(link)
}

function focusSearch() {
  const field = document.querySelector("#add-topic, #searchbar")
  field?.focus()
  return Boolean(field)
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const dialog = document.getElementById("keys")
  let done = false
  if (afterG) done = follow(event.key)
  else if (event.key === "?" && dialog) done = dialog.showModal() ?? true
  else if (event.key === "/") done = focusSearch()
  afterG = !afterG && event.key === "g"
  if (done) event.preventDefault()
})

for (const button of document.querySelectorAll("[data-help]")) {
  button.addEventListener("click", () => document.getElementById("keys")?.showModal())
}

// One drop-down open at a time; Escape and a click elsewhere close it.
const drops = [...document.querySelectorAll(".filter, .bar-account")]
for (const drop of drops) {
  drop.addEventListener("toggle", () => {
    if (drop.open) for (const other of drops) if (other !== drop) other.open = false
  })
}
document.addEventListener("click", (event) => {
  for (const drop of drops) if (!drop.contains(event.target)) drop.open = false
})
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && drops.find((drop) => drop.open)
  if (!open) return
  open.open = false
  open.querySelector("summary").focus()
})

// A form that says so warns before what was typed in it is left behind.
for (const form of document.querySelectorAll("form[data-warn]")) {
  let typed = false
  form.addEventListener("input", () => { typed = true })
  form.addEventListener("submit", () => { typed = false })
  window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault() })
}

// Django's rows of a record's parts have a column without a name.
for (const head of document.querySelectorAll("th.original:empty")) {
  const name = document.createElement("span")
  name.className = "visually-hidden"
  name.textContent = "Entry"
  head.append(name)
}

suggestAll(document)
watchMoments()
