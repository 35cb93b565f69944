// The story's page: rows of the byline, what is not saved yet, and the sides' choice where two texts met.

import { Words } from "./autosave.js"
import { comeBack } from "./coming-back.js"
import { watchDrift } from "./drift.js"
import { forgetFiled, Keeping, markFiling, sweepOld } from "./keeping.js"
import { watchPanel } from "./panel.js"
import { watchPresence } from "./presence.js"
import { SaveBar } from "./save-bar.js"
import { Saving } from "./saving.js"
import { suggestAll } from "./suggest.js"
import { keyOfNew, offerUnfiled } from "./unfiled.js"

const form = document.querySelector("[data-story-form]")

if (form) {
  watchDrift(form)
  watchWords(form)
  watchBylines(form)
  watchSides()
}
watchPanel(form)
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
  form.addEventListener("input", (event) => {
    if (event.target.name === "body" && words) words.textContent = count(event.target.value)
  })
}

function count(html) {
  const text = new DOMParser().parseFromString(html.replaceAll("</", " </"), "text/html").body.textContent
  return (text.match(/\S+/g) ?? []).length
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
    const row = button.closest("tr")
    for (const input of row.querySelectorAll("input")) input.value = ""
    row.hidden = true
    moved()
    form.querySelector("[data-add-byline]")?.focus()
  })
}

function watchSides() {
  for (const button of document.querySelectorAll("[data-take]")) {
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.take)
      if (!field) return
      if (field.proseEditor) field.proseEditor.commands.setContent(button.dataset.value, { emitUpdate: true })
      else field.value = button.dataset.value
      field.dispatchEvent(new Event("input", { bubbles: true }))
      field.scrollIntoView({ block: "center" })
    })
  }
}
