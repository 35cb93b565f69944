// The tagging bench by keyboard. Every act is done at once and shown at once; what is refused is said and shown undone.

import { isTyping } from "./desk.js"
import { announce } from "./said.js"
import { Finder } from "./tagging-find.js"
import { Presence } from "./tagging-presence.js"
import { Queue } from "./tagging-queue.js"
import { Story } from "./tagging-story.js"

const root = document.getElementById("bench")
const queue = new Queue(root)
const story = new Story(root)
const presence = new Presence(root, story)
const finder = new Finder(root, story)
let pending = "" // r or x was pressed: the next key says which
let afterG = false

const suggestion = (digit) => story.part(`.bench-suggested [data-digit="${digit}"]`)
const carried = (letter) => story.part(`.bench-carried [data-letter="${letter}"]`)

function take(row) {
  if (!row || row.dataset.state === "taken") return
  story.act("tag", { topic: row.dataset.topic }, () => mark(row, "taken", "added"))
}

function drop(row) {
  if (!row || row.dataset.state === "refused") return
  story.act("untag", { topic: row.dataset.topic }, () => mark(row, "refused", "rejected"))
}

function takeOff(row) {
  if (row) story.act("untag", { topic: row.dataset.topic }, () => row.setAttribute("data-state", "refused"))
}

function mark(row, state, words) {
  row.dataset.state = state
  row.querySelector(".bench-state").textContent = words
}

async function nothing() {
  const button = story.part('[data-verb="nothing"]')
  if (!button) return
  story.act("nothing", {}, () => { button.disabled = true })
  await next()
}

async function next() {
  const found = await queue.after(story.pk, () => story.settled())
  if (found) await go(found, "forth")
  else if (story.isEmpty || (await story.settled(), queue.isOver(story.pk))) story.showNone()
  else announce("That is the last story that waits.")
}

async function back() {
  const found = queue.before()
  if (found) await go(found, "back")
  else announce("There is none before it.")
}

async function go(pk, way) {
  const from = story.pk
  if (!(await story.open(pk))) return
  queue.moved(from, pk, way)
  presence.moved(from, pk)
  const ahead = queue.peek(pk)
  if (ahead) story.fetched(ahead)
}

function ask(key, words) {
  pending = key
  root.dataset.pending = key
  announce(words)
}

function answered() {
  pending = ""
  delete root.dataset.pending
}

function digitOf(event) {
  const code = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]
  return code ?? (/^[0-9]$/.test(event.key) ? event.key : "")
}

// Shift with a digit rejects, except where the digits themselves are typed with Shift.
function onDigit(event, digit) {
  if (digit === "0") return nothing()
  const rejects = pending === "x" || (event.shiftKey && event.key !== digit)
  answered()
  return rejects ? drop(suggestion(digit)) : take(suggestion(digit))
}

function remove() {
  const here = document.activeElement?.closest(".bench-carried li")
  if (here) takeOff(here)
  else if (story.part(".bench-carried li")) ask("r", "Take off which topic? Press its letter.")
}

function reject() {
  const here = document.activeElement?.closest(".bench-suggested li")
  if (here) drop(here)
  else if (story.part(".bench-suggested li")) ask("x", "Reject which suggestion? Press its digit.")
}

const keys = {
  n: next,
  j: next,
  p: back,
  k: back,
  z: () => undo(),
  r: remove,
  Backspace: remove,
  x: reject,
  s: () => story.part('[data-verb="suggest"]')?.click(),
  "/": () => finder.focus(),
  "+": () => finder.create(),
}

async function undo() {
  const from = story.pk
  const shown = await story.takeBack()
  if (shown && shown !== from) {
    queue.moved(from, shown, "back")
    presence.moved(from, shown)
  }
}

function onKey(event) {
  if (pending === "r" && event.key !== "Escape" && /^[a-z]$/.test(event.key)) {
    answered()
    return takeOff(carried(event.key))
  }
  const digit = digitOf(event)
  if (digit) return onDigit(event, digit)
  const was = pending
  answered()
  if (event.key === "Escape") return was ? announce("Left as it is.") : undefined
  return keys[event.key]?.()
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (afterG) return void (afterG = false)
  afterG = event.key === "g"
  if (!keys[event.key] && !digitOf(event) && !(pending && /^([a-z]|Escape)$/.test(event.key))) return
  event.preventDefault()
  onKey(event)
})

const buttons = { next, back, undo }

root.addEventListener("click", (event) => {
  const way = event.target.closest("[data-go]")?.dataset.go
  const line = event.target.closest(".bench-row")
  if (!way && (!line || event.ctrlKey || event.metaKey || event.shiftKey)) return
  event.preventDefault()
  if (way) buttons[way]()
  else go(Number(line.closest("li").dataset.story), "forth")
})

root.addEventListener("submit", (event) => {
  const { target, submitter } = event
  event.preventDefault()
  const row = submitter?.closest("li[data-topic]")
  if (target.id === "bench-acts") {
    if (submitter.dataset.verb === "nothing") nothing()
    else if (submitter.dataset.verb) story.act(submitter.dataset.verb, {})
    else if (row.closest(".bench-carried")) takeOff(row)
    else if (submitter.classList.contains("bench-drop")) drop(row)
    else take(row)
  } else finder.submitted(target)
})

story.onChange = (pk, isDone) => queue.changed(pk, isDone)
story.onShow = () => finder.attach()
window.addEventListener("popstate", () => location.reload())
root.dataset.scripted = ""
queue.begin(story.pk)
story.begin()
presence.moved(null, story.pk)
const first = story.pk && queue.peek(story.pk)
if (first) story.fetched(first)
