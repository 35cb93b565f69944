// The queue of quotes to verify: walked by keyboard, each verified where it stands, and gone from the list once it is.

import { isTyping } from "./desk.js"

const rows = () => [...document.querySelectorAll(".queue > .quote")]

function point(row) {
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: "nearest" })
}

function walk(way) {
  const all = rows()
  const at = all.indexOf(document.activeElement?.closest(".quote"))
  point(at < 0 ? all[way > 0 ? 0 : all.length - 1] : all[Math.min(Math.max(at + way, 0), all.length - 1)])
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const here = document.activeElement?.closest(".quote") ?? rows()[0]
  const act = { j: () => walk(1), k: () => walk(-1), v: () => here?.querySelector("[data-verify]")?.focus() }[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

document.querySelector(".queue")?.addEventListener("submit", async (event) => {
  event.preventDefault()
  const row = event.target.closest(".quote")
  const address = event.submitter?.getAttribute("formaction") || event.target.getAttribute("action")
  const answer = await fetch(address, { method: "POST", body: new FormData(event.target), headers: { "X-Desk": "panel" } }).catch(() => null)
  const said = answer && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-said]")
  say(said?.textContent ?? "That did not reach the newsroom. Nothing was changed; try again.", row)
  if (answer?.ok && address.endsWith("/verify/")) leave(row)
})

// What came of it is said beside the row and to screen readers.
function say(words, row) {
  const line = row.querySelector(".queue-said") ?? row.appendChild(document.createElement("p"))
  line.className = "queue-said"
  line.setAttribute("role", "status")
  line.textContent = words
}

function leave(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling
  row.classList.add("is-done")
  for (const field of row.querySelectorAll("form")) field.remove()
  row.removeAttribute("data-quote")
  point(next)
}
