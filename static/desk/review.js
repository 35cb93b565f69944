// Reading changes by keyboard: j and k from one to the next, a approves. Nothing is taken from somebody who types.

import { isTyping } from "./desk.js"
import { watchRelease } from "./release.js"
import { announce } from "./said.js"

watchRelease(document)

const changes = () => [...document.querySelectorAll("[data-change]")].filter((one) => !one.closest("details:not([open])"))

function go(way) {
  const all = changes()
  const here = all.indexOf(document.activeElement)
  const next = here < 0 ? (way > 0 ? all[0] : all.at(-1)) : all[here + way]
  if (!next) return announce(way > 0 ? "That was the last change." : "That was the first change.")
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" })
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches

// An approval is taken back by sending the story back. A release is with readers at once: the key asks twice.
function approve() {
  const button = document.querySelector("[data-approve]")
  if (!button) return
  if (button.dataset.approve === "approve" || document.activeElement === button) return button.click()
  button.focus()
  announce("Readers would see it at once. Press a again to release.")
}

const keys = { j: () => go(1), k: () => go(-1), a: approve }

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return
  const act = keys[event.key]
  if (!act) return
  event.preventDefault()
  act()
})
