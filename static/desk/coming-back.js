// Words typed and not saved, given back when the form opens again: in the form already where nothing moved on since, else
// with the way to both texts.

import { button, close, draw, inWords } from "./banner.js"
import { editorOf, fillFields, readFields, sameFields } from "./fields.js"

const UNDO_FOR = 10_000

export async function comeBack(form, words, bar) {
  const holder = document.querySelector("[data-kept]")
  const found = newest(readJson("autosaved"), copyOf(form, words))
  if (!holder || !found || "dirty" in form.dataset) return
  form.inert = true
  const editor = await editorOf(form)
  form.inert = false
  const before = readFields(form)
  if (sameFields(found.fields, before, editor)) return words.keeping.drop(words.key)
  if (found.version !== words.version()) return offerMerge(holder, form, words, found)
  const banner = { holder, form, words, bar, editor, before, found }
  putIn(banner)
  offerBoth(banner)
}

// The later of what the newsroom kept and what this browser did.
function newest(server, local) {
  if (!server || !local) return server ?? local
  return local.at > server.at + 1000 ? local : server
}

// A copy older than this person's own last save was saved by it.
function copyOf(form, words) {
  const copy = words.keeping.get(words.key)
  if (!copy) return null
  if (copy.at > Number(form.dataset.ownSave ?? 0)) return { ...copy, said: inWords(copy.at) }
  words.keeping.drop(words.key)
  return null
}

export function readJson(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "null")
}

export function putIn({ form, words, editor, found }) {
  words.quietly(() => fillFields(form, found.fields, editor))
  words.touch()
}

export function offerBoth(banner) {
  const { holder, found } = banner
  draw(holder, `These words of yours were typed on ${found.said} and not saved. They are in the form.`, [
    button("Keep them", () => close(holder, banner.form.elements.slugline)),
    button("Discard them", () => discard(banner)),
  ])
}

async function discard(banner) {
  const { holder, form, words, bar, editor, before, found } = banner
  words.quietly(() => fillFields(form, before, editor))
  await new Promise((done) => setTimeout(done))
  words.discard().catch(() => {})
  bar.say("discarded")
  const gone = setTimeout(() => close(holder, form.elements.slugline), UNDO_FOR)
  draw(holder, "Discarded. The form is as it was saved.", [
    button("Undo", () => {
      clearTimeout(gone)
      putIn({ form, words, editor, found })
      offerBoth(banner)
    }),
  ])
}

// What stands now is newer than what these words were typed on: nothing is typed over them before that is settled.
function offerMerge(holder, form, words, found) {
  form.inert = true
  const stand = words.version()
  const merge = button("Merge with what stands now", () => toBothTexts(form, found))
  merge.classList.add("button-main")
  draw(holder, `These words of yours were typed on ${found.said} and not saved. The story has moved on since: version ${stand} stands now.`, [
    merge,
    button("Discard them", () => {
      form.inert = false
      words.discard().catch(() => {})
      const gone = setTimeout(() => close(holder, form.elements.slugline), UNDO_FOR)
      draw(holder, "Discarded.", [
        button("Undo", () => {
          clearTimeout(gone)
          words.keeping.put(words.key, found.version, found.fields)
          offerMerge(holder, form, words, found)
        }),
      ])
    }),
  ])
}

// The old form posted as it was: a stale save, which leads to the page of both texts.
function toBothTexts(form, found) {
  const old = document.createElement("form")
  Object.assign(old, { method: "post", action: form.action, hidden: true })
  const own = ["csrfmiddlewaretoken", "account"].map((name) => [name, [form.elements[name].value]])
  for (const [name, values] of [...Object.entries(found.fields), ...own]) {
    for (const value of values) {
      const field = document.createElement("textarea")
      Object.assign(field, { name, value })
      old.append(field)
    }
  }
  document.body.append(old)
  old.submit()
}
