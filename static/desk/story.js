// The story's page: rows of the byline and what is not saved yet.

import { Words } from "./autosave.js"
import { comeBack } from "./coming-back.js"
import { watchDrift } from "./drift.js"
import { watchGate } from "./gate.js"
import { forgetFiled, Keeping, markFiling, sweepOld } from "./keeping.js"
import { watchPanel } from "./panel.js"
import { watchPresence } from "./presence.js"
import { SaveBar } from "./save-bar.js"
import { Saving } from "./saving.js"
import { suggestAll } from "./suggest.js"
import { keyOfNew, offerUnfiled } from "./unfiled.js"

const form = document.querySelector("[data-story-form]")
// As the server counts: article.WORDS_A_MINUTE.
const WORDS_A_MINUTE = 230

if (form) {
  watchDrift(form)
  watchWords(form)
  watchBylines(form)
}
watchPanel(form)
watchGate(form)
watchPresence(form)
sweepOld()

function watchWords(form) {
  const skew = form.dataset.now ? Number(form.dataset.now) - Date.now() : 0
  const keeping = new Keeping(form.elements.account?.value ?? "", skew)
  const story = /\/(\d+)\/change\/$/.exec(form.action)?.[1]
  const key = story ? `story-${story}` : keyOfNew(form)
  const bar = new SaveBar(form)
  const words = new Words(form, { keeping, key, tell: (state, news) => bar.say(state, news) })
  new Saving(form, words, bar)
  form.isUnsaved = () => words.isUnsaved()
  form.leave = () => { words.leave() }
  watchKey(form)
  watchCount(form)
  if (story) forgetFiled(keeping)
  else form.addEventListener("submit", () => markFiling(words.key))
  if (form.dataset.autosave) (story ? comeBack : offerUnfiled)(form, words, bar)
}

function watchKey(form) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === "s") {
      event.preventDefault()
      if (!form.inert) form.requestSubmit(form.querySelector("[data-save]"))
    }
  })
}

function watchCount(form) {
  const words = document.querySelector("[data-words]")
  const minutes = document.querySelector("[data-minutes]")
  form.addEventListener("input", (event) => {
    if (event.target.name !== "body" || !words) return
    words.textContent = count(event.target.value)
    minutes.textContent = Math.ceil(Number(words.textContent) / WORDS_A_MINUTE)
  })
}

// A block ends a word, a mark does not: the quotation mark after a quote is no word of its own.
function count(html) {
  const apart = html.replaceAll(/<(?:br|\/(?:p|h[1-6]|li|blockquote|figcaption|figure))\b/g, " $&")
  const text = new DOMParser().parseFromString(apart, "text/html").body.textContent
  return (text.match(/\S+/g) ?? []).length
}

// A name taken off the byline leaves a line to put it back, until the story is saved.
function takeOff(row, moved) {
  const were = [...row.querySelectorAll("input")].map((input) => [input, input.value])
  const name = row.querySelector('input[name$="-name"]').value.trim()
  for (const [input] of were) input.value = ""
  row.hidden = true
  const line = document.createElement("p")
  line.className = "byline-gone help"
  line.append(`${name || "An empty row"} is off the byline. `)
  const back = document.createElement("button")
  back.type = "button"
  back.className = "button button-small"
  back.textContent = "Undo"
  back.addEventListener("click", () => {
    for (const [input, value] of were) input.value = value
    row.hidden = false
    line.remove()
    moved()
    row.querySelector('input[type="text"]').focus()
  })
  line.append(back)
  row.closest("table").after(line)
  moved()
  back.focus()
}

function watchBylines(form) {
  const total = form.querySelector("#id_bylines-TOTAL_FORMS")
  const body = form.querySelector(".byline-rows tbody")
  const template = document.getElementById("byline-row")
  form.querySelector("[data-add-byline]")?.addEventListener("click", () => {
    const holder = document.createElement("tbody")
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value)
    const row = holder.firstElementChild
    total.value = Number(total.value) + 1
    row.querySelector('input[name$="-position"]').value = body.children.length * 10 + 10
    body.append(row)
    suggestAll(row)
    row.querySelector('input[type="text"]').focus()
  })
  // Rows dragged, added or taken out: words of the form like any other.
  const moved = () => total.dispatchEvent(new Event("input", { bubbles: true }))
  if (body) new MutationObserver(moved).observe(body, { childList: true })
  body?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-byline]")
    if (!button) return
    takeOff(button.closest("tr"), moved)
  })
}
