// A list walked by keyboard: j and k from row to row, Enter opens what the focus is on, as it does anywhere.

import { isTyping } from "./desk.js"

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
