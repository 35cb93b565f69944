// Words to the editor: read out politely, or shown for a while where they push nothing aside.

const SHOWN_FOR = 7000

export function announce(words) {
  const said = document.getElementById("said")
  if (!said) return
  const line = document.createElement("p")
  line.className = "visually-hidden"
  line.textContent = words
  for (const old of said.querySelectorAll("p.visually-hidden")) old.remove()
  said.append(line)
}

let going = 0

export function show(sentences, tone) {
  const said = document.getElementById("said")
  if (!said) return
  const list = document.createElement("ul")
  list.className = "messagelist messagelist-floats"
  for (const [number, words] of sentences.entries()) {
    const line = document.createElement("li")
    line.className = number ? "error" : tone
    line.textContent = words
    list.append(line)
  }
  said.querySelector(".messagelist-floats")?.remove()
  said.append(list)
  clearTimeout(going)
  // What went wrong stays until the next word.
  if (tone !== "error" && sentences.length === 1) going = setTimeout(() => list.remove(), SHOWN_FOR)
}
