// A rule of house style tried in place; without this the button opens the answer in a window of its own.

const button = document.querySelector("[data-try]")

button?.addEventListener("click", async (event) => {
  event.preventDefault()
  const shown = document.querySelector("[data-tried]")
  shown.setAttribute("aria-busy", "true")
  try {
    const answer = await fetch(button.formAction, { method: "POST", body: new FormData(button.form), headers: { "X-Desk": "tried" } })
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
    shown.innerHTML = await answer.text()
  } catch {
    shown.textContent = "That did not reach the newsroom. Try again."
  } finally {
    shown.removeAttribute("aria-busy")
  }
})
