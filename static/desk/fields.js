// A form's words as plain data: read, compared, put back. Names with their values, as the form would post them.

import { pm } from "django-prose-editor/editor"

export { freshToken, isDoor, post, told } from "./posting.js"

const NOT_WORDS = new Set(["csrfmiddlewaretoken", "account", "draft_key", "accepted"])
const NOT_COMPARED = /^(version|bylines-.*|.*-shown)$/

export function readFields(form) {
  const fields = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_WORDS.has(name)) (fields[name] ??= []).push(value.replaceAll("\r\n", "\n"))
  }
  for (const { id, text } of choices(form)) fields[`${id.name}-shown`] = [text.value]
  return fields
}

// Type-aheads post the id of what was chosen; its name is read besides, to be shown again.
function choices(form) {
  const boxes = [...form.querySelectorAll("[data-suggest]")].filter((box) => !box.closest("template"))
  const pairs = boxes.map((box) => ({ id: box.querySelector('input[type="hidden"]'), text: box.querySelector('input[type="text"]') }))
  return pairs.filter(({ id, text }) => id?.name && text && !text.name)
}

export function sameFields(one, other, editor) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)].filter((name) => !NOT_COMPARED.test(name)))
  const same = (name) => {
    const [a, b] = [one[name]?.join("\n") ?? "", other[name]?.join("\n") ?? ""]
    return a === b || (name === "body" && sameBody(a, b, editor))
  }
  return [...names].every(same) && byline(one) === byline(other)
}

function sameBody(a, b, editor) {
  return Boolean(editor) && docOf(editor, a).eq(docOf(editor, b))
}

// Stored HTML as the editor holds it.
export function docOf(editor, html) {
  const parsed = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body
  return pm.model.DOMParser.fromSchema(editor.schema).parse(parsed)
}

// The names of the byline in their order; rows without a name are none.
function byline(fields) {
  const rows = []
  for (let n = 0; n < Number(fields["bylines-TOTAL_FORMS"]?.[0] ?? 0); n++) {
    const [name] = fields[`bylines-${n}-name`] ?? [""]
    if (name.trim()) rows.push([Number(fields[`bylines-${n}-position`]?.[0] || 10001), n, name.trim(), fields[`bylines-${n}-role`]?.[0]])
  }
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return JSON.stringify(rows.map(([, , name, role]) => [name, role]))
}

// Puts the words back; the version the form was opened with stays the form's own.
export function fillFields(form, fields, editor) {
  addRows(form, Number(fields["bylines-TOTAL_FORMS"]?.[0] ?? 0))
  for (const [name, [value]] of Object.entries(fields)) {
    if (["version", "bylines-were", "bylines-TOTAL_FORMS"].includes(name)) continue
    if (name === "body") fillBody(form, value, editor)
    else if (name.endsWith("-shown")) fillChoice(form, name.slice(0, -6), value)
    else if (form.elements[name]) form.elements[name].value = value
  }
  for (const row of form.querySelectorAll(".byline-rows tbody tr")) {
    const total = Number(fields["bylines-TOTAL_FORMS"]?.[0] ?? 0)
    const number = Number(/^bylines-(\d+)-/.exec(row.querySelector('input[name$="-name"]')?.name)?.[1])
    if (number >= total) for (const input of row.querySelectorAll("input")) input.value = ""
    if (row.hidden && row.querySelector('input[name$="-name"]')?.value) row.hidden = false
  }
}

function addRows(form, wanted) {
  const total = form.querySelector("#id_bylines-TOTAL_FORMS")
  const button = form.querySelector("[data-add-byline]")
  while (total && button && Number(total.value) < Math.min(wanted, 60)) button.click()
}

function fillChoice(form, name, shown) {
  const choice = choices(form).find(({ id }) => id.name === name)
  if (choice) choice.text.value = shown
}

function fillBody(form, html, editor) {
  if (editor) editor.chain().setMeta("addToHistory", false).setContent(html, { emitUpdate: true }).run()
  else if (form.elements.body) form.elements.body.value = html
}

// The editor of the form's text, once it is there; null where it never comes.
export async function editorOf(form, patience = 8000) {
  const textarea = form.elements.body
  const until = Date.now() + patience
  while (textarea && !textarea.proseEditor && Date.now() < until) await new Promise((done) => setTimeout(done, 30))
  return textarea?.proseEditor ?? null
}
