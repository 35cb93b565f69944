// A change of many stories goes on while its page is open, batch by batch; closed and opened again it goes on from there.

import { post } from "./posting.js"
import { announce, show } from "./said.js"

const LOST = "The newsroom is out of reach. What is done is done; open this page again and it goes on."
const PAUSE = 3000
const TRIES = 5
const place = document.getElementById("bulk-change")
let stopped = false

function draw({ gone_through: through, of }) {
  place.querySelector("progress").value = through
  place.querySelector("progress").max = of
  place.querySelector("[data-told]").textContent = `${through.toLocaleString("en")} of ${of.toLocaleString("en")} stories`
}

async function step() {
  const form = place.querySelector("[data-plain]")
  for (let tries = 0; tries < TRIES && !stopped; tries++) {
    const answer = await post(place.dataset.on, new FormData(form), form, { "X-Desk": "panel" }).catch(() => null)
    if (answer?.ok || answer?.status === 422) return answer.json()
    await new Promise((done) => setTimeout(done, PAUSE))
  }
  return null
}

async function run() {
  place.querySelector("[data-plain]").hidden = true
  place.querySelector("[data-scripted]").hidden = false
  announce("It goes on while this page is open.")
  while (!stopped) {
    const told = await step()
    if (stopped) return
    if (!told || told.refused) return show([told?.refused || LOST], "error")
    draw(told)
    if (!told.is_open) return location.reload()
  }
}

place.querySelector("[data-undo]")?.addEventListener("submit", () => { stopped = true })
if ("open" in place.dataset) run()
