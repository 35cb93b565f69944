// Ctrl Enter reads the copy that was pasted, and files what was understood as a draft.

const form = document.querySelector("[data-paste]")
document.addEventListener("keydown", (event) => {
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  form.requestSubmit(form.querySelector("[data-save]"))
})
