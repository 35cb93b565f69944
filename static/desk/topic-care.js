// Topics that want a hand, by keyboard: rows walked with j and k, each act under its letter, a name or a place looked at
// while it is typed.

import { isTyping } from "./desk.js"

const rows = () => [...document.querySelectorAll("[data-row]")]
const here = () => document.activeElement?.closest("[data-row]")

function walk(way) {
  const all = rows()
  if (!all.length) return false
  const at = all.indexOf(here())
  const next = at < 0 ? (way > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + way, 0), all.length - 1)
  const target = all[next].querySelector("[data-focus]") ?? all[next]
  target.focus({ preventScroll: true })
  all[next].scrollIntoView({ block: "nearest" })
  return true
}

function act(key) {
  const place = here() ?? rows()[0]
  const button = place?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`[data-key="${key}"]:not([data-row] *)`)
  button?.click()
  return Boolean(button)
}

let afterG = false

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
  const wasG = afterG
  afterG = event.key === "g" && !wasG
  if (wasG || event.key === "g" || event.key.length !== 1) return
  const way = { j: 1, k: -1 }[event.key]
  const tab = document.querySelector(`[data-tab="${CSS.escape(event.key)}"]`)
  let done = false
  if (way) done = walk(way)
  else if (tab) done = tab.click() ?? true
  else if (/^[a-z]$/.test(event.key)) done = act(event.key)
  if (done) event.preventDefault()
})

// A choice goes with what is typed or ticked for it.
for (const field of document.querySelectorAll("[data-picks]")) {
  field.addEventListener("input", () => {
    const choice = document.getElementById(field.dataset.picks)
    if (choice) choice.checked = true
  })
}

function tell(place, answer) {
  place.classList.toggle("is-wrong", Boolean(answer.error))
  place.replaceChildren(answer.error || answer.told || "")
  if (!answer.near?.length) return
  const list = document.createElement("ul")
  for (const one of answer.near) {
    const line = document.createElement("li")
    const link = document.createElement("a")
    link.href = one.url
    link.textContent = `Merge with ${one.text}`
    line.append(link)
    list.append(line)
  }
  place.append(document.createElement("br"), "Much alike:", list)
}

const form = document.querySelector("form[data-check]")
if (form) {
  const told = document.getElementById("told")
  const name = form.querySelector("[data-check-name]")
  const below = form.querySelector("[data-check-below]")
  let asked = 0
  let timer = 0
  let last = name ? name.value : below.value
  const look = async () => {
    const value = name ? name.value : below.value
    if (value === last) return
    last = value
    const mine = ++asked
    const query = new URLSearchParams({ topic: form.dataset.topic, [name ? "name" : "below"]: value })
    const answer = await fetch(`${form.dataset.check}?${query}`, { headers: { Accept: "application/json" } })
    if (answer.ok && mine === asked) tell(told, await answer.json())
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(look, 250)
  }
  for (const event of ["input", "change", "keyup", "focusout"]) form.addEventListener(event, soon)
}
