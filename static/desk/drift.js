// A save with changed words of a confirmed quote stops for the choice: the quote changed, or its words come back.
//
// The editor says with "desk:drift" which quotes differ from the words that were settled. Whoever would rather decide
// later saves all the same: the story then waits with the choice beside the text, and cannot be published before.

const changed = new Map()

export function watchDrift(form) {
  document.addEventListener("desk:drift", (event) => {
    const { id, drifted } = event.detail
    if (drifted) changed.set(id, event.detail)
    else changed.delete(id)
  })
  form.addEventListener("submit", (event) => {
    if (!changed.size || form.dataset.decided) return
    event.preventDefault()
    event.stopImmediatePropagation()
    ask(form, event.submitter)
  }, { capture: true })
}

function ask(form, submitter) {
  const dialog = document.getElementById("drift")
  dialog.querySelector("[data-drifts]").replaceChildren(...[...changed.values()].map(choice))
  const go = (event) => {
    event.preventDefault()
    const said = event.submitter.value
    dialog.close()
    if (said !== "back") decide(form, submitter, said === "decided" ? new FormData(event.target) : new FormData())
  }
  dialog.querySelector("form").onsubmit = go
  dialog.showModal()
}

function choice({ id, words, settled }) {
  const template = document.getElementById("drift-choice")
  const field = template.content.firstElementChild.cloneNode(true)
  field.querySelector("del").textContent = settled.replaceAll("\n", " ")
  field.querySelector("ins").textContent = words.replaceAll("\n", " ")
  for (const radio of field.querySelectorAll("input")) radio.name = id
  return field
}

function decide(form, submitter, said) {
  for (const { id, settled } of [...changed.values()]) {
    if (said.get(id) === "accept") form.append(accepted(id))
    if (said.get(id) === "restore") document.dispatchEvent(new CustomEvent("desk:restore", { detail: { id, settled } }))
  }
  form.dataset.decided = "1"
  form.requestSubmit(submitter)
}

function accepted(id) {
  const input = document.createElement("input")
  input.type = "hidden"
  input.name = "accepted"
  input.value = id
  return input
}
