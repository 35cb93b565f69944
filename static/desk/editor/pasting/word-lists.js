// Lists that are none on the clipboard: Word's paragraphs with a mark before the words, Word online's list for each item.

const BULLET = /^[\s\u00a0]*[·•▪◦o§–\uf0b7\uf0a7\uf0d8-][\s\u00a0]+/
const NUMBER = /^[\s\u00a0]*\(?(?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6})[.)][\s\u00a0]+/i
const LIST = /mso-list:\s*l(\d+)\s+level(\d+)\s+lfo(\d+)/

// A paragraph of a list, as Word says: which list, how deep, and the mark before its words.
function listed(paragraph) {
  if (!paragraph?.matches?.('p[class*="MsoList"], p[style*="mso-list"], h1[style*="mso-list"], h2[style*="mso-list"]')) return null
  const found = LIST.exec(paragraph.getAttribute("style") ?? "")
  const mark = paragraph.querySelector('[style*="mso-list:Ignore"], [style*="mso-list: Ignore"]')
  const text = mark ? `${mark.textContent} ` : paragraph.textContent
  const pattern = [BULLET, NUMBER].find((one) => one.test(text))
  if (!pattern) return null
  const kind = pattern === BULLET ? "ul" : "ol"
  return { kind, list: found ? `${found[1]} ${found[3]}` : kind, level: found ? Number(found[2]) : 1, mark, pattern }
}

export function mendWordLists(page) {
  let open = [] // the lists that are open, outermost first, each with what Word calls it
  let last = null
  for (const paragraph of [...page.querySelectorAll("p, h1, h2, h3, ul, ol, table, div")]) {
    const is = listed(paragraph)
    if (!is || paragraph.previousElementSibling !== last) open = []
    if (!is) continue
    while (open.length > is.level || (open.length === is.level && (open.at(-1).list !== is.list || open.at(-1).kind !== is.kind))) open.pop()
    if (!open.length) paragraph.before((open = [{ ...is, element: page.createElement(is.kind) }])[0].element)
    while (open.length < is.level) {
      const outer = open.at(-1).element
      const element = page.createElement(is.kind)
      ;(outer.lastElementChild ?? outer).append(element)
      open.push({ ...is, element })
    }
    open.at(-1).element.append(itemOf(page, paragraph, is))
    last = open[0].element
    paragraph.remove()
  }
}

function itemOf(page, paragraph, { mark, pattern }) {
  const item = page.createElement("li")
  if (mark) mark.remove()
  else cutStart(paragraph, paragraph.textContent.match(pattern)[0].length)
  item.append(...paragraph.childNodes)
  return item
}

function cutStart(element, length) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let left = length
  while (left > 0 && walker.nextNode()) {
    const { data } = walker.currentNode
    walker.currentNode.data = data.slice(left)
    left -= Math.min(left, data.length)
  }
}

// Word online: every item is a list of its own in a wrapper, its depth in aria-level; a number that goes on says so.
export function mendWordOnline(page) {
  let open = []
  let last = null
  for (const wrapper of [...page.querySelectorAll(".ListContainerWrapper")]) {
    const list = wrapper.querySelector("ul, ol")
    const item = list?.querySelector("li")
    if (!item) continue
    const level = Number(item.getAttribute("data-aria-level") ?? item.getAttribute("aria-level") ?? 1)
    const kind = list.localName
    const goesOn = kind === "ul" || Number(list.getAttribute("start") ?? 1) > 1
    if (wrapper.previousElementSibling !== last) open = []
    while (open.length > level || (open.length === level && (open.at(-1).localName !== kind || !goesOn))) open.pop()
    if (!open.length) wrapper.before((open = [page.createElement(kind)])[0])
    while (open.length < level) {
      const element = page.createElement(kind)
      ;(open.at(-1).lastElementChild ?? open.at(-1)).append(element)
      open.push(element)
    }
    open.at(-1).append(...list.children)
    last = open[0]
    wrapper.remove()
  }
}
