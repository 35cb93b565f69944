// The budget as a sheet: walked and set by keyboard, each cell saved on its own with the version of its story.

import { isTyping } from "./desk.js"
import { announce } from "./said.js"

const table = document.querySelector("[data-budget]")
const token = document.querySelector('#budget-token input[name="csrfmiddlewaretoken"]')
const print = document.querySelector("[data-print]")

if (print) {
  print.hidden = false
  print.addEventListener("click", () => window.print())
}
if (table) watch(table)

function watch(table) {
  table.classList.add("is-live")
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("button.cell")
    if (cell) edit(cell)
  })
  document.addEventListener("keydown", walk)
  window.addEventListener("beforeunload", (event) => {
    const open = table.querySelector(".is-editing")
    if (open && (open.querySelector(".cell-sides") || changed(open))) event.preventDefault()
  })
}

// Between rows in the same column, and along the row; where nothing has the focus yet, into the first row.
function walk(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  const way = { ArrowDown: [1, 0], j: [1, 0], ArrowUp: [-1, 0], k: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key]
  const here = event.target.closest?.("[data-go]")
  if (!way || event.target.closest?.(".cell-sides") || (!here && way[0] === 0)) return
  const rows = [...table.tBodies[0].rows].filter((row) => row.dataset.version)
  if (!here && !["j", "k"].includes(event.key)) return
  event.preventDefault()
  if (!here) return stops(rows[way[0] > 0 ? 0 : rows.length - 1])[0]?.focus()
  const row = here.closest("tr")
  const column = stops(row).indexOf(here)
  if (way[1]) return stops(row)[column + way[1]]?.focus()
  const next = rows[rows.indexOf(row) + way[0]]
  if (!next) return
  const same = here.dataset.cell ? next.querySelector(`[data-go][data-cell="${here.dataset.cell}"]`) : null
  const target = same ?? stops(next)[0]
  target?.focus({ preventScroll: true })
  next.scrollIntoView({ block: "nearest" })
}

const stops = (row) => (row ? [...row.querySelectorAll("[data-go]")] : [])
const place = (cell) => cell.closest("td")
const field = (holder) => holder.querySelector(":scope > input, :scope > select, :scope > textarea")
const changed = (holder) => field(holder) && field(holder).value !== holder.querySelector(".cell").dataset.value

function edit(cell, typed) {
  const holder = place(cell)
  if (holder.classList.contains("is-editing")) return
  const input = document.getElementById(`field-${cell.dataset.cell}`).content.firstElementChild.cloneNode(true)
  input.value = typed ?? cell.dataset.value
  input.setAttribute("aria-label", cell.getAttribute("aria-label").split(":")[0])
  holder.classList.add("is-editing")
  cell.hidden = true
  holder.append(input)
  input.focus()
  input.select?.()
  input.addEventListener("keydown", (event) => keys(event, cell, input))
  input.addEventListener("focusout", () => {
    if (document.hasFocus() && input.isConnected && !input.disabled && !holder.querySelector(".cell-wrong")) save(cell, input)
  })
}

async function keys(event, cell, input) {
  if (event.isComposing || event.altKey || event.metaKey) return
  if (event.key === "Escape") {
    event.preventDefault()
    close(cell)
    cell.focus()
  } else if (event.key === "Enter") {
    event.preventDefault()
    if (await save(cell, input)) cell.focus()
  } else if (event.key === "Tab" && !insideDate(event, input)) {
    event.preventDefault()
    const cells = [...cell.closest("tr").querySelectorAll("button.cell")]
    const next = cells[cells.indexOf(cell) + (event.shiftKey ? -1 : 1)]
    if (!(await save(cell, input))) return
    if (next) edit(next)
    else cell.focus()
  }
}

// The day and the hour are parts of one field: Tab goes through them as the browser does, Enter saves.
function insideDate(event, input) {
  return input.type === "datetime-local" && !event.ctrlKey
}

function close(cell) {
  const holder = place(cell)
  for (const part of [...holder.children]) if (part !== cell && !part.matches(".late")) drop(part)
  holder.classList.remove("is-editing")
  cell.hidden = false
}

// A field taken out loses the focus, which would save it: one out of use is left alone.
function drop(part) {
  part.disabled = true
  part.remove()
}

// Saves what was typed; true once the line stands so. What is refused stays in the field, with the reason below it.
async function save(cell, input) {
  if (input.value === cell.dataset.value) {
    close(cell)
    return true
  }
  if (!input.checkValidity()) return wrong(cell, input, input.validationMessage)
  input.disabled = true
  cell.closest("tr").setAttribute("aria-busy", "true")
  const answer = await send(cell, input.value)
  cell.closest("tr").removeAttribute("aria-busy")
  input.disabled = false
  if (answer.status === 200) return settle(cell, answer)
  if (answer.status === 409) return sides(cell, input.value, answer)
  return wrong(cell, input, answer.said)
}

async function send(cell, value, isSecond = false) {
  const row = cell.closest("tr")
  const data = new FormData()
  data.append("csrfmiddlewaretoken", token.value)
  data.append("version", row.dataset.version)
  data.append(cell.dataset.cell, value)
  try {
    const reply = await fetch(`${table.dataset.budget}${row.dataset.story}/`, { method: "POST", body: data, headers: { "X-Desk": "cell" } })
    if (reply.redirected) return { status: 403, said: "You are signed out. Sign in on another page, then save this again." }
    if (![200, 403, 409, 422].includes(reply.status)) throw new Error(String(reply.status))
    const answer = { status: reply.status, ...(await reply.json()) }
    // Newer, but not in this cell: nothing of theirs is in the way of mine.
    if (answer.status === 409 && !isSecond && answer.cells?.[cell.dataset.cell].value === cell.dataset.value) {
      take(row, answer)
      return send(cell, value, true)
    }
    return answer
  } catch {
    return { status: 0, said: "That did not reach the newsroom. Nothing is lost: press Enter to try again." }
  }
}

function wrong(cell, input, said) {
  const holder = place(cell)
  holder.querySelector(".cell-wrong")?.remove()
  const line = document.createElement("span")
  line.className = "cell-wrong"
  line.id = "cell-wrong"
  line.textContent = said
  holder.append(line)
  input.setAttribute("aria-describedby", "cell-wrong")
  input.setAttribute("aria-invalid", "true")
  input.focus()
  announce(said)
  return false
}

function settle(cell, answer) {
  close(cell)
  const row = cell.closest("tr")
  if (answer.gone) row.remove()
  else take(row, answer)
  total()
  announce(answer.said)
  return true
}

// The line as the newsroom has it now. A cell somebody has open keeps what is typed in it.
function take(row, answer) {
  row.dataset.version = answer.version
  for (const [name, { shown, value }] of Object.entries(answer.cells)) {
    const cell = row.querySelector(`[data-cell="${name}"]`)
    cell.dataset.value = value
    cell.textContent = cell.matches("button") ? shown : shown || "—"
    if (cell.matches("button")) cell.setAttribute("aria-label", `${cell.getAttribute("aria-label").split(":")[0]}: ${shown || "empty"}`)
  }
}

// Theirs and mine, one key for either.
function sides(cell, mine, answer) {
  if (answer.gone) return wrong(cell, field(place(cell)), answer.said)
  const row = cell.closest("tr")
  const input = field(place(cell))
  const shownMine = input.selectedOptions?.[0]?.textContent ?? (input.type === "datetime-local" ? mine.replace("T", " ") : mine)
  take(row, answer)
  const box = document.createElement("div")
  box.className = "cell-sides"
  box.setAttribute("role", "group")
  box.setAttribute("aria-label", "Two changed this cell")
  const said = document.createElement("p")
  said.textContent = answer.said
  const list = document.createElement("dl")
  list.append(...pair("Theirs", cell.textContent || "empty"), ...pair("Mine", shownMine || "empty"))
  const buttons = document.createElement("div")
  const theirs = button("Take theirs", "t", () => { close(cell); cell.focus(); announce("Theirs stands.") })
  const keep = button("Keep mine", "m", () => keepMine(cell, mine))
  buttons.append(theirs, keep)
  box.append(said, list, buttons)
  box.addEventListener("keydown", (event) => {
    const press = { t: theirs, m: keep }[event.key]
    if (!press || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    press.click()
  })
  drop(input)
  place(cell).append(box)
  keep.focus()
  announce(answer.said)
  return false
}

async function keepMine(cell, mine) {
  close(cell)
  edit(cell, mine)
  if (await save(cell, field(place(cell)))) cell.focus()
}

function pair(name, words) {
  const [term, what] = [document.createElement("dt"), document.createElement("dd")]
  term.textContent = name
  what.textContent = words
  return [term, what]
}

function button(label, key, act) {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "button button-small"
  made.setAttribute("aria-keyshortcuts", key)
  const pressed = document.createElement("kbd")
  pressed.textContent = key
  made.append(`${label} `, pressed)
  made.addEventListener("click", act)
  return made
}

function total() {
  const planned = [...table.querySelectorAll('[data-cell="planned_length"]')].map((cell) => Number(cell.dataset.value) || 0)
  table.querySelector("[data-sum-planned]").textContent = planned.reduce((sum, one) => sum + one, 0)
}
