// The way to a picture: a dialog with a search over titles, captions and credits; its rows are buttons, the newest first.

let dialog

function build() {
  dialog = document.createElement("dialog")
  dialog.className = "picture-dialog"
  dialog.setAttribute("aria-labelledby", "picture-dialog-title")
  dialog.innerHTML = `
    <form method="dialog">
      <h2 id="picture-dialog-title">Insert a picture</h2>
      <label>Title, caption or credit <input type="search" autocomplete="off"></label>
      <p class="picture-said" role="status"></p>
      <ul class="picture-rows"></ul>
      <p class="picture-acts"><a href="/admin/articles/image/add/" target="_blank" rel="noopener">Upload a new one in another tab</a>
        <button class="button" value="">Cancel</button></p>
    </form>`
  document.body.append(dialog)
}

// The row chosen; nothing if the dialog was left.
export function choosePicture(rowsOf) {
  if (!dialog) build()
  const field = dialog.querySelector("input")
  const list = dialog.querySelector("ul")
  const said = dialog.querySelector(".picture-said")
  let chosen, timer, asked = 0
  const look = async () => {
    const turn = ++asked
    const rows = await rowsOf(`q=${encodeURIComponent(field.value.trim())}`)
    if (turn !== asked) return
    said.textContent = rows.length ? `${rows.length} ${rows.length === 1 ? "picture" : "pictures"}` : "No picture is called that."
    list.replaceChildren(...rows.map((row) => item(row, () => { chosen = row; dialog.close() })))
  }
  field.value = ""
  field.oninput = () => { clearTimeout(timer); timer = setTimeout(look, 200) }
  field.onkeydown = (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    list.querySelector("button")?.click()
  }
  // Coming back from the tab where one was uploaded, it is there.
  const again = () => look()
  window.addEventListener("focus", again)
  dialog.showModal()
  field.focus()
  look()
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { window.removeEventListener("focus", again); resolve(chosen) }, { once: true })
  })
}

function item(row, choose) {
  const line = document.createElement("li")
  const button = document.createElement("button")
  button.type = "button"
  const image = document.createElement("img")
  image.src = row.image
  image.alt = ""
  image.loading = "lazy"
  const words = document.createElement("span")
  words.textContent = row.text
  const note = document.createElement("small")
  note.textContent = row.note
  button.append(image, words, note)
  button.addEventListener("click", choose)
  line.append(button)
  return line
}
