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
  const kind = form.querySelector("[name=kind]:checked")?.value
  // What goes out at once, or to a second person, has no moment: one chosen before is let go of.
  const now = form.querySelector("[name=when-is][value=now]")
  if (now && (told.has(kind) || form.querySelector("[data-asks]:checked"))) now.checked = true
  if (form.elements.text) form.elements.text.required = told.has(kind)
  const isLater = form.querySelector("[name=when-is]:checked")?.value === "later"
  if (form.elements.when) form.elements.when.required = isLater
}
