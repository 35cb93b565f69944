// Plain text as paragraphs. A blank line ends a paragraph; lines that a mail program wrapped join again, while lines of a
// list, a poem, an address or a quoted mail stay lines. Nothing is guessed about what a line means.

const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g
const OWN_LINE = /^(?:[>|]|[-*•·–+]\s|\(?\d{1,3}[.)]\s|[a-z][.)]\s|-- ?$)/i
const [NARROWEST, WIDEST] = [55, 82]

// Paragraphs, each a list of lines.
export function paragraphsOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(INVISIBLE, "").replace(/\f/g, "\n\n").split("\n")
  const width = wrapWidth(lines)
  const paragraphs = []
  let open = []
  const end = () => { if (open.length) paragraphs.push(open); open = [] }
  let before = null
  for (const line of lines) {
    if (!line.trim()) end()
    else if (open.length && goesOn(before, line, width)) open[open.length - 1] = joined(open.at(-1), line)
    else if (open.length && before.length > WIDEST) { end(); open.push(line.trim()) }
    else open.push(line.trim())
    before = line
  }
  end()
  return paragraphs
}

// The width at which the text was wrapped; 0 where it was not: then a line is as long as its writer made it.
function wrapWidth(lines) {
  const long = lines.filter((line) => !OWN_LINE.test(line)).map((line) => line.trimEnd().length)
  const width = Math.max(0, ...long)
  return width >= NARROWEST && width <= WIDEST ? width : 0
}

// A line goes on in the next one if it ends in a blank (format=flowed, RFC 3676), or if the next line's first word would not
// have fit into the width.
function goesOn(before, line, width) {
  if (OWN_LINE.test(line) || /^(?:[>|]|-- ?$)/.test(before)) return false
  if (/[^ ] $/.test(before) && before.length >= 40) return true
  if (!width) return false
  const [word] = line.trim().split(/\s/)
  return before.trimEnd().length + 1 + word.length > width
}

function joined(before, line) {
  return /\p{L}-$/u.test(before) && /^\s*\p{Ll}/u.test(line) ? before + line.trim() : `${before} ${line.trim()}`
}
