// The address of a new preview link, copied with one press.

const field = document.querySelector("[data-address]")
const button = document.querySelector("[data-copy]")

if (field && button && navigator.clipboard) {
  button.hidden = false
  field.select()
  button.addEventListener("click", async () => {
    field.select()
    await navigator.clipboard.writeText(field.value)
    button.textContent = "Copied"
    document.getElementById("said").textContent = "The address is copied."
  })
}
