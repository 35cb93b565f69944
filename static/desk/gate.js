// The gate's list beside the text: asked for anew after a pause in typing, each line a way to its words.

import { isTyping } from "./desk.js"
import { announce } from "./panel.js"

const PAUSE = 1200

export function watchGate(form) {
  const aside = document.getElementById("aside")
  if (!place()) return
  if (form) watchTyping(form)
  offerReplacing()
  aside.addEventListener("click", (event) => {
    const line = event.target.closest("[data-mend]")
    const button = event.target.closest("[data-replace]")
    if (line && goTo(line)) event.preventDefault()
    if (button) replace(button)
  })
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key !== "m" || isTyping(event.target)) return
    event.preventDefault()
    goToNext()
  })
}

const place = () => document.getElementById("gate-place")
const lines = () => [...place().querySelectorAll("[data-mend]")]
const nameOf = (line) => [line.dataset.mend, line.hash, line.dataset.words, line.dataset.nth].join("|")
const editor = () => document.querySelector(".field-body textarea")?.proseEditor

// One question at a time; what is typed while it is under way asks once more.
function watchTyping(form) {
  let timer = 0
  let isAsking = false
  let isAgain = false
  const soon = (wait = PAUSE) => {
    clearTimeout(timer)
    timer = setTimeout(ask, wait)
  }
  async function ask() {
    if (isAsking) { isAgain = true; return }
    isAsking = true
    try {
      const answer = await fetch(place().dataset.gate, { method: "POST", body: new FormData(form) })
      if (answer.ok && !answer.redirected) put(await answer.text())
    } catch {
      // Not reached: the list stays as it is, and the next pause asks again.
    } finally {
      isAsking = false
      if (isAgain) soon()
      isAgain = false
    }
  }
  form.addEventListener("input", () => soon())
  form.addEventListener("change", () => soon())
  document.addEventListener("desk:labels", () => { offerReplacing(); soon(0) })
  document.addEventListener("desk:gate", () => soon(0))
  if ("dirty" in form.dataset) soon(0)
}

// The new list in place of the old: what was folded stays folded, who stood on a line stands on it again.
function put(html) {
  const holder = document.createElement("div")
  holder.innerHTML = html
  const before = blocks()
  const folded = place().querySelector(".gate-look")
  const fresh = holder.querySelector(".gate-look")
  if (folded && fresh) fresh.open = folded.open
  const at = document.activeElement?.closest?.("#gate-place [data-mend]")
  place().replaceChildren(...holder.childNodes)
  offerReplacing()
  if (at) (lines().find((line) => nameOf(line) === nameOf(at)) ?? lines()[0])?.focus({ preventScroll: true })
  const jump = document.querySelector('.jumps a[href="#gate"]')
  if (jump) jump.textContent = `${blocks()} to mend`
  if (blocks() !== before) announce(said(blocks()))
}

const blocks = () => Number(place().querySelector("[data-blocks]")?.dataset.blocks ?? 0)

function said(number) {
  if (!number) return "Nothing left to mend before it can be published."
  return number === 1 ? "One thing to mend before it can be published." : `${number} things to mend before it can be published.`
}

let last = ""

// The line after the one shown last, round and round. A list that changed in between goes on where that line stood.
function goToNext() {
  const all = lines()
  if (!all.length) return announce("Nothing to mend.")
  const at = all.findIndex((line) => nameOf(line) === last)
  const line = all[(at + 1) % all.length]
  const folded = line.closest("details")
  if (folded) folded.open = true
  if (!goTo(line)) line.focus()
  announce(line.textContent)
}

// To the words a line is about: selected in the text, in a field, or on a page one may only read.
function goTo(line) {
  last = nameOf(line)
  const id = decodeURIComponent(line.hash.slice(1))
  const { words = "", nth = "0" } = line.dataset
  if (id.startsWith("p-")) return editor() ? selectInEditor(id, words, Number(nth)) : selectInPage(id, words, Number(nth))
  if (id === "body" && editor()) return focusEditor(null)
  const found = document.getElementById(id) ?? document.querySelector(".reading")
  return Boolean(found) && selectInField(found, words, Number(nth))
}

function selectInField(found, words, nth) {
  for (let folded = found.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true
  const inside = "input:not([type=hidden]), textarea, select, button"
  const field = found.matches(inside) && found.type !== "hidden" ? found : (found.querySelector(inside) ?? found.parentElement.querySelector(inside))
  const shown = field ?? found
  shown.focus({ preventScroll: true })
  shown.scrollIntoView({ block: "center" })
  if (words && field?.setSelectionRange) {
    const range = locate([...field.value.split("").entries()].map(([at, letter]) => [letter, at]), words, nth)
    if (range) field.setSelectionRange(...range)
  }
  return true
}

function selectInEditor(id, words, nth) {
  const range = rangeOf(id, words, nth)
  return Boolean(range) && focusEditor(range)
}

function focusEditor(range) {
  const { view, commands } = editor()
  if (range) commands.setTextSelection({ from: range[0], to: range[1] })
  view.focus()
  const { node } = view.domAtPos(view.state.selection.from)
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node
  element.scrollIntoView({ block: "center" })
  return true
}

// Where the words stand in the editor: in their paragraph, or in one so new that it has no id yet, or wherever they are.
function rangeOf(id, words, nth) {
  const tops = []
  editor().state.doc.forEach((node, offset) => tops.push([node, offset]))
  const own = tops.find(([node]) => node.attrs.id === id)
  if (own && !words) return [own[1] + 1, own[1] + 1]
  const others = [...tops.filter(([node]) => !node.attrs.id), ...tops]
  for (const [top, times] of own ? [[own, nth], ...others.map((one) => [one, 0])] : others.map((one) => [one, nth])) {
    const range = locate(lettersOf(...top), words, times)
    if (range) return range
  }
  return null
}

// Every letter of a block with its place; paragraphs of a list and breaks are parted by a blank.
function lettersOf(block, offset) {
  const letters = []
  block.descendants((node, at) => {
    if (node.isText) for (let n = 0; n < node.text.length; n++) letters.push([node.text[n], offset + 1 + at + n])
    else if (node.isTextblock || node.type.name === "hardBreak") letters.push([" ", offset + 1 + at])
  })
  return letters
}

// The nth place of the words among the letters, blanks of any kind and number being one.
function locate(letters, words, nth) {
  const wanted = words.replace(/\s+/g, " ")
  const kept = letters.filter(([letter], n) => !isBlank(letter) || n === 0 || !isBlank(letters[n - 1][0]))
  const text = kept.map(([letter]) => (isBlank(letter) ? " " : letter)).join("")
  let at = text.indexOf(wanted)
  for (let n = 0; n < nth && at >= 0; n++) at = text.indexOf(wanted, at + wanted.length)
  return at < 0 ? null : [kept[at][1], kept[at + wanted.length - 1][1] + 1]
}

const isBlank = (letter) => /\s/.test(letter)

function selectInPage(id, words, nth) {
  const block = document.getElementById(id)
  if (!block) return false
  block.tabIndex = -1
  block.focus({ preventScroll: true })
  block.scrollIntoView({ block: "center" })
  const letters = []
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) for (let n = 0; n < texts.currentNode.length; n++) letters.push([texts.currentNode.data[n], letters.length, texts.currentNode, n])
  const range = words ? locate(letters, words, nth) : null
  if (range) {
    const [from, to] = [letters[range[0]], letters[range[1] - 1]]
    getSelection().setBaseAndExtent(from[2], from[3], to[2], to[3] + 1)
  }
  return true
}

// What one click writes instead is offered where there is an editor to write it in.
function offerReplacing() {
  if (document.querySelector("[data-story-form]")) for (const button of place().querySelectorAll("[data-replace]")) button.hidden = false
}

// An edit like any other, undone like one. Words inside a quote are somebody's own and stay.
function replace(button) {
  const line = button.parentElement.querySelector("[data-mend]")
  if (!goTo(line)) return announce("The words are no longer there.")
  const written = button.dataset.replace
  const field = document.activeElement
  if (field?.matches("input, textarea")) document.execCommand("insertText", false, written)
  else if (!replaceInEditor(written)) return announce("These words are part of a quote.")
  button.parentElement.remove()
  announce(`Replaced with “${written}”.`)
  document.dispatchEvent(new CustomEvent("desk:gate"))
}

function replaceInEditor(written) {
  const { state, view } = editor()
  const { from, to } = state.selection
  let isQuoted = false
  state.doc.nodesBetween(from, to, (node) => { isQuoted ||= node.isText && node.marks.some((mark) => mark.type.name === "quote") })
  if (isQuoted) return false
  view.dispatch(state.tr.insertText(written, from, to).scrollIntoView())
  return true
}
