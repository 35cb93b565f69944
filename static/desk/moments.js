// A day and an hour as it is typed: the zone's letters on that day, and, where the clocks skip or double the hour, the
// question which is meant. Without script the server asks the same when the form is sent.

const ADDRESS = "/admin/suggest/hours/"

export function watchMoments() {
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("input[type=datetime-local]")) ask(event.target)
  })
}

async function ask(field) {
  const zone = field.form?.elements[`${field.name}-zone`]?.value ?? ""
  const typed = new URLSearchParams({ q: field.value, "q-zone": zone })
  const answer = await fetch(`${ADDRESS}?${typed}`, { headers: { Accept: "application/json" } }).catch(() => null)

  if (!answer?.ok || typed.get("q") !== field.value) return
  const said = await answer.json()
  const beside = field.closest(".moment")?.querySelector(".moment-zone")
  if (beside) beside.textContent = said.zone
  draw(field, said)
}

function draw(field, { question, results }) {
  const after = field.closest(".moment") ?? field
  const old = after.nextElementSibling
  const kept = old?.querySelector(":checked")?.value
  if (old?.matches(".moment-choices")) old.remove()
  if (!results.length) return
  const group = document.createElement("span")
  group.className = "moment-choices"
  group.setAttribute("role", "radiogroup")
  group.setAttribute("aria-label", question)
  const words = document.createElement("span")
  words.className = "wrong moment-question"
  words.textContent = question
  group.append(words, ...results.map((row) => choice(`${field.name}-offset`, row, kept)))
  after.after(group)
  const said = document.getElementById("said")
  if (said) said.textContent = question
}

function choice(name, { offset, text }, kept) {
  const label = document.createElement("label")
  label.className = "button button-small"
  const radio = document.createElement("input")
  Object.assign(radio, { type: "radio", name, value: offset, checked: offset === kept })
  label.append(radio, text)
  return label
}
