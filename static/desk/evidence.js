// A quote's fields for evidence, put in as somebody opens them: few are, and a story may have a hundred quotes.

export function watchEvidence(aside) {
  aside.addEventListener("toggle", (event) => {
    const place = event.target.open && event.target.querySelector("[data-evidence]")
    if (place) putIn(place)
  }, { capture: true })
}

function putIn(place) {
  const id = place.closest("[data-quote]").dataset.quote
  const fields = document.getElementById("evidence-fields").content.cloneNode(true)
  for (const field of fields.querySelectorAll("[id]")) field.id += id
  for (const label of fields.querySelectorAll("label")) label.htmlFor += id
  place.replaceWith(fields)
}
