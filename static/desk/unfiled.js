// Stories begun and not filed: each has a key of its own, made by the page it was begun on.

import { button, close, draw, inWords } from "./banner.js"
import { offerBoth, putIn, readJson } from "./coming-back.js"
import { editorOf, post, readFields, sameFields } from "./fields.js"
import { UNFILED } from "./keeping.js"

const SHOWN = 5

// The key of this tab's story: the same after the page was loaded anew.
export function keyOfNew(form) {
  const field = form.elements.draft_key
  field.value ||= remembered() || `new-${Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join("")}`
  remember(field.value)
  return field.value
}

function remembered() {
  try {
    return sessionStorage.getItem(UNFILED)
  } catch {
    return ""
  }
}

function remember(key) {
  try {
    sessionStorage.setItem(UNFILED, key)
  } catch {
    // Without it a page loaded anew offers the words in its list.
  }
}

export async function offerUnfiled(form, words, bar) {
  const holder = document.querySelector("[data-kept]")
  if (!holder || "dirty" in form.dataset) return
  const begun = begunStories(words.keeping)
  if (!begun.length) return
  const editor = await editorOf(form)
  const blank = readFields(form)
  const open = begun.filter((one) => !sameFields(one.fields, blank, editor)).slice(0, SHOWN)
  if (!open.length || words.isUnsaved()) return
  const shared = { holder, form, words, bar, editor, before: blank }
  const own = open.find((one) => one.key === words.key)
  if (own) goOn(shared, own)
  else list(shared, open)
}

function begunStories(keeping) {
  const byKey = new Map((readJson("unfiled") ?? []).map((one) => [one.key, one]))
  for (const key of keeping.keys("new-")) {
    const copy = keeping.get(key)
    if (copy && !(byKey.get(key)?.at >= copy.at - 1000)) byKey.set(key, { ...copy, key, said: inWords(copy.at) })
  }
  return [...byKey.values()].sort((a, b) => b.at - a.at)
}

function goOn(shared, found) {
  const { form, words } = shared
  form.elements.draft_key.value = words.key = found.key
  remember(found.key)
  putIn({ ...shared, found })
  offerBoth({ ...shared, found })
  const another = button("Begin another", () => {
    words.leave()
    remember("")
    location.assign(location.pathname)
  })
  shared.holder.querySelector(".kept-acts").append(another)
}

function list(shared, open) {
  const { holder, form, words } = shared
  draw(holder, open.length > 1 ? "You began these stories and did not file them:" : "You began this story and did not file it:", [])
  const rows = document.createElement("ul")
  rows.className = "kept-list"
  rows.append(...open.map((found) => row(shared, found, open)))
  holder.querySelector(".kept-acts").replaceWith(rows)
  const stop = () => { if (words.isUnsaved()) close(holder, null) }
  form.addEventListener("input", stop, { once: true })
}

function row(shared, found, open) {
  const line = document.createElement("li")
  const name = found.fields.slugline?.[0] || found.fields.headline?.[0] || "No slugline yet"
  const label = document.createElement("span")
  label.textContent = `${name}, ${found.said}`
  const takes = button("Go on with it", () => goOn(shared, found))
  takes.setAttribute("aria-label", `Go on with ${name}`)
  const drops = button("Discard", () => {
    drop(shared, found)
    const rest = open.filter((one) => one !== found)
    if (rest.length) list(shared, rest)
    else close(shared.holder, shared.form.elements.slugline)
  })
  drops.setAttribute("aria-label", `Discard ${name}`)
  line.append(label, takes, drops)
  return line
}

function drop({ form, words }, { key }) {
  words.keeping.drop(key)
  const data = new FormData()
  data.set("discard", "1")
  data.set("draft_key", key)
  post(form.dataset.autosave, data, form).catch(() => {})
}
