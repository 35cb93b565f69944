// Ctrl Enter reads the copy that was pasted.

const form = document.querySelector("[data-paste]")
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  form.requestSubmit(form.querySelector("[data-save]"))
})
