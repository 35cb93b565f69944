// The release of a live story's changes: what the kind chosen asks for.

const told = new Set(["correction", "clarification"])

export function watchRelease(around) {
  around.addEventListener("change", (event) => {
    const form = event.target.closest(".release")
    if (form) settle(form)
  })
  for (const form of around.querySelectorAll(".release")) settle(form)
}

function settle(form) {
  const kind = form.elements.kind?.value ?? form.querySelector("[name=kind]:checked")?.value
  const isLater = form.querySelector("[name=when-is]:checked")?.value === "later"
  if (form.elements.text) form.elements.text.required = told.has(kind)
  if (form.elements.when) form.elements.when.required = isLater && !told.has(kind)
}
