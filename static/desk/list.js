// A list walked by keyboard: j and k from row to row, Enter opens what the focus is on, as it does anywhere.

import { isTyping } from "./desk.js"
import { announce } from "./said.js"

const links = () => [...document.querySelectorAll("#result_list tbody tr")].map((row) => row.querySelector("a")).filter(Boolean)

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const way = { j: 1, k: -1 }[event.key]
  const all = links()
  if (!way || !all.length) return
  event.preventDefault()
  const here = all.indexOf(document.activeElement?.closest("tr")?.querySelector("a"))
  const next = here < 0 ? (way > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + way, 0), all.length - 1)
  all[next].focus({ preventScroll: true })
  all[next].closest("tr").scrollIntoView({ block: "nearest" })
})

// Stories ticked for their topics: all on the page at once, x ticks the one the focus is on, none ticked goes nowhere.
const bulk = document.getElementById("bulk")
const boxes = () => [...document.querySelectorAll('input[name="story"][form="bulk"]')]

if (bulk) {
  const all = bulk.querySelector("[data-tick-all]")
  all.hidden = false
  all.querySelector("input").addEventListener("change", (event) => {
    for (const box of boxes()) box.checked = event.target.checked
  })
  bulk.addEventListener("submit", (event) => {
    if (event.submitter?.name === "whole" || boxes().some((box) => box.checked)) return
    event.preventDefault()
    announce("Tick stories in the list first.")
    boxes()[0]?.focus()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    document.activeElement?.closest("tr")?.querySelector('input[name="story"]')?.click()
  })
}
