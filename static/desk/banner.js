// The calm band that gives unsaved words back: what it says, its buttons, and how it goes.

export function draw(holder, words, buttons) {
  const line = document.createElement("p")
  line.textContent = words
  const acts = document.createElement("p")
  acts.className = "kept-acts"
  acts.append(...buttons)
  holder.replaceChildren(line, acts)
  holder.hidden = false
}

export function button(words, act) {
  const made = document.createElement("button")
  Object.assign(made, { type: "button", className: "button button-small", textContent: words })
  made.addEventListener("click", act)
  return made
}

export function close(holder, next) {
  if (!holder) return
  const hadFocus = holder.contains(document.activeElement)
  holder.replaceChildren()
  holder.hidden = true
  if (hadFocus) next?.focus({ preventScroll: true })
}

export function inWords(at) {
  const moment = new Date(at)
  const day = moment.toLocaleDateString("en-GB", { day: "numeric", month: "long" })
  return `${day} at ${moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`
}
