// Any program's HTML as a story's: paragraphs, headings, lists, links, bold and italic, every word, nothing else. The rules
// are those of parsing/bodyreader.py, which reads the same again on every save; what only the clipboard knows is mended here.

import { leadsTo } from "./links.js"
import { mendWordLists, mendWordOnline } from "./word-lists.js"

const LEAVES = { p: "p", h1: "h2", h2: "h2", h3: "h3", h4: "h3", h5: "h3", h6: "h3", hr: "hr" }
const CONTAINERS = new Set(["blockquote", "ul", "ol", "li"])
const PARTS = new Set(
  ("div section article header footer main aside nav address dl dt dd figure figcaption table thead tbody tfoot tr" +
    " caption form fieldset pre center details summary menu dir hgroup").split(" "),
)
const DROPPED = new Set(
  ("script style meta link title svg math template iframe object noscript noembed noframes textarea xmp select audio" +
    " video canvas map datalist del xml").split(" "),
)
// Word's comments, and the names beside them; Google's and Word's own notes on changes.
const NOT_WORDS = '[style*="mso-element:comment-list"], .msocomanchor, .MsoCommentReference, [class~="msoDel"], [class~="MsoDel"]'
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g
const BLANKS = /[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

class Reader {
  constructor() {
    this.leaves = []
    this.path = []
    this.leaf = null
  }

  open(tag) {
    if (this.path.at(-1)?.tag === "ul" || this.path.at(-1)?.tag === "ol") this.path.push({ tag: "li" })
    this.leaf = { tag, path: [...this.path], runs: [] }
    this.leaves.push(this.leaf)
  }

  close() {
    this.leaf = null
  }

  words(text, marks) {
    if (!this.leaf && !text.trim()) return
    if (!this.leaf) this.open("p")
    this.leaf.runs.push({ text, ...marks })
  }

  read(node, marks) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.text(child.data.replace(INVISIBLE, ""), marks)
      else if (child.nodeType === Node.ELEMENT_NODE) this.element(child, marks)
    }
  }

  text(data, marks) {
    const lines = marks.pre ? data.split(/\r?\n/) : [data]
    lines.forEach((line, number) => {
      if (number && this.leaf) this.words("\n", marks)
      if (line) this.words(line.replace(/[ \t\n\r\f\v]+/g, " "), marks)
    })
  }

  element(element, marks) {
    const name = element.localName
    if (DROPPED.has(name)) return
    if (name in LEAVES) return this.block(LEAVES[name], element, marks)
    if (CONTAINERS.has(name)) return this.container(name, element, marks)
    if (PARTS.has(name)) return this.part(element, marks)
    if (name === "br") return this.leaf && this.words("\n", marks)
    if ((name === "td" || name === "th") && this.leaf) this.words(" ", marks)
    if (name !== "q") return this.read(element, this.marked(element, marks))
    // Ours keeps its mark; whether this story knows it, the editor decides.
    if (element.dataset.quote) return this.read(element, { ...marks, quote: marks.quote ?? element.dataset.quote })
    this.words("“", marks)
    this.read(element, marks)
    this.words("”", marks)
  }

  block(tag, element, marks) {
    this.close()
    this.open(tag)
    this.read(element, tag === "p" ? marks : { ...marks, heading: true })
    this.close()
  }

  part(element, marks) {
    this.close()
    this.read(element, element.localName === "pre" ? { ...marks, pre: true } : marks)
    this.close()
  }

  container(tag, element, marks) {
    this.close()
    const before = this.path
    this.path = [...this.path]
    const outer = this.path.at(-1)
    const inList = outer?.tag === "ul" || outer?.tag === "ol"
    if (tag === "li" && !inList) this.path.push({ tag: "ul" })
    // A list straight in a list, as Google Docs has it, belongs to the item before it.
    if (tag !== "li" && inList) this.path.push((tag !== "blockquote" && outer.last) || { tag: "li" })
    const own = { tag }
    if (tag === "li") this.path.at(-1).last = own
    this.path.push(own)
    this.read(element, marks)
    this.close()
    this.path = before
  }

  // What an element says of its words: the innermost decides; in a heading a bold style says nothing.
  marked(element, marks) {
    const name = element.localName
    const now = { ...marks }
    if (name === "b" || name === "strong") now.strong = true
    if (name === "i" || name === "em") now.em = true
    if (name === "a" && element.hasAttribute("href")) now.href = leadsTo(element.getAttribute("href"))
    const style = element.getAttribute("style") ?? ""
    const weight = /(?:^|[;\s])font-weight\s*:\s*([a-z0-9]+)/i.exec(style)?.[1].toLowerCase()
    const slant = /(?:^|[;\s])font-style\s*:\s*([a-z]+)/i.exec(style)?.[1].toLowerCase()
    if (weight && !marks.heading) {
      if (/^\d+$/.test(weight)) now.strong = Number(weight) >= 600
      else now.strong = { bold: true, bolder: true, normal: false, lighter: false }[weight] ?? now.strong
    }
    if (slant && slant !== "inherit") now.em = slant === "italic" || slant === "oblique"
    return now
  }
}

// The runs of a leaf without blanks at its ends or in a row; an empty line parts it in two.
function* tidy(leaf) {
  if (leaf.tag === "hr") return yield leaf
  let runs = []
  let gap = ""
  let gapMarks = null
  for (const run of leaf.runs) {
    for (const character of run.text) {
      if (BLANKS.test(character)) {
        gap += character
        gapMarks ??= run
        continue
      }
      const breaks = gap.split("\n").length - 1
      if (breaks > 1 && runs.length) {
        yield { ...leaf, runs }
        runs = []
      } else if (gap && runs.length) {
        push(runs, gap.length === 1 ? gap : breaks ? "\n" : " ", gapMarks)
      }
      gap = ""
      gapMarks = null
      push(runs, character, run)
    }
  }
  if (runs.length) yield { ...leaf, runs }
}

function push(runs, text, { quote, href, strong, em }) {
  const last = runs.at(-1)
  if (last && last.quote === quote && last.href === href && last.strong === strong && last.em === em) last.text += text
  else runs.push({ text, quote, href, strong, em })
}

function written(page, leaves) {
  const root = page.createElement("div")
  let open = []
  for (const leaf of leaves) {
    let shared = 0
    while (shared < open.length && open[shared].container === leaf.path[shared]) shared += 1
    open = open.slice(0, shared)
    for (const container of leaf.path.slice(shared)) {
      const element = page.createElement(container.tag)
      ;(open.at(-1)?.element ?? root).append(element)
      open.push({ container, element })
    }
    const element = page.createElement(leaf.tag)
    element.append(...leaf.runs.map((run) => inline(page, run)))
    ;(open.at(-1)?.element ?? root).append(element)
  }
  return root.innerHTML
}

function inline(page, { text, quote, href, strong, em }) {
  let node = page.createDocumentFragment()
  text.split("\n").forEach((line, number) => node.append(...(number ? [page.createElement("br")] : []), line))
  for (const [wanted, tag] of [[em, "em"], [strong, "strong"], [href, "a"], [quote, "q"]]) {
    if (!wanted) continue
    const element = page.createElement(tag)
    if (tag === "a") element.setAttribute("href", href)
    if (tag === "q") element.dataset.quote = quote
    element.append(node)
    node = element
  }
  return node
}

// A footnote's raised number would read as part of the word before it.
function bracketNotes(page) {
  for (const raised of page.querySelectorAll('sup:has(a[href^="#"]), a[href^="#"]:has(sup)')) {
    const number = raised.textContent.trim()
    if (/^\d{1,3}$/.test(number)) raised.textContent = `[${number}]`
  }
}

// What was pasted as a story has it, and how many pictures were left out. What was copied in our own editor stays as it is.
export function tidied(html) {
  if (html.includes("data-pm-slice")) return { html, pictures: 0 }
  const page = new DOMParser().parseFromString(html, "text/html")
  for (const element of page.querySelectorAll(NOT_WORDS)) element.remove()
  const isPicture = (image) => image.getAttribute("width") !== "1" && image.getAttribute("height") !== "1" // else it counts readers
  const pictures = [...page.querySelectorAll("img")].filter(isPicture).length
  bracketNotes(page)
  mendWordLists(page)
  mendWordOnline(page)
  const reader = new Reader()
  reader.read(page.body, {})
  return { html: written(page, reader.leaves.flatMap((leaf) => [...tidy(leaf)])), pictures }
}
