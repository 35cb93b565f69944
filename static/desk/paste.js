// Ctrl Enter reads the copy that was pasted, and files what was understood as a draft. Until then this browser keeps it.

import { button, close, draw, inWords } from "./banner.js"
import { Keeping, markFiling } from "./keeping.js"

const KEY = "paste"
const PAUSE = 250

const form = document.querySelector("[data-paste]")
document.addEventListener("keydown", (event) => {
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  form.requestSubmit(form.querySelector("[data-save]"))
})

const keeping = new Keeping(form?.dataset.account ?? "")
const copy = form?.querySelector("textarea#copy")
if (copy) keepCopy(copy)
form?.addEventListener("submit", (event) => {
  if (["save", "confirm"].includes(event.submitter?.value)) markFiling(KEY)
})

function keepCopy(copy) {
  let pausing
  const put = () => {
    clearTimeout(pausing)
    if (copy.value.trim()) keeping.put(KEY, 0, { copy: [copy.value] })
    else keeping.drop(KEY)
  }
  copy.addEventListener("input", () => {
    clearTimeout(pausing)
    pausing = setTimeout(put, PAUSE)
  })
  copy.form.addEventListener("submit", put)
  const kept = keeping.get(KEY)
  if (kept && !copy.value.trim()) giveBack(copy, kept)
}

function giveBack(copy, kept) {
  const holder = document.querySelector("[data-kept]")
  copy.value = kept.fields.copy[0]
  draw(holder, `This copy was pasted on ${inWords(kept.at)} and not filed.`, [
    button("Keep it", () => close(holder, copy)),
    button("Discard it", () => {
      const words = copy.value
      copy.value = ""
      keeping.drop(KEY)
      draw(holder, "Discarded.", [button("Undo", () => {
        copy.value = words
        copy.dispatchEvent(new Event("input", { bubbles: true }))
        close(holder, copy)
      })])
    }),
  ])
}
