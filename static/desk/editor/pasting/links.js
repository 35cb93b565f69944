// Addresses as mail programs and web editors wrap them, and what they lead to: as parsing/weblinks.py has it.

const WRAPPERS = [
  [/(^|\.)[\w-]+\.safelinks\.protection\.outlook\.com$/, "/", ["url"]],
  [/^www\.google\.com$/, "/url", ["q", "url"]],
]
const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s<>"/][^\s<>"]*$/i

function within(address) {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return ""
  const { hostname, pathname, searchParams } = new URL(address)
  for (const [host, path, names] of WRAPPERS) {
    if (!host.test(hostname) || !pathname.startsWith(path)) continue
    const found = names.map((name) => searchParams.get(name)).find(Boolean) ?? ""
    return /^(?:https?:\/\/|mailto:)/.test(found) ? found : ""
  }
  return ""
}

// The address a link leads to; "" for one that no story may have.
export function leadsTo(address) {
  let found = address.trim()
  for (let depth = 0; depth < 3 && within(found); depth += 1) found = within(found)
  return found.length <= 2000 && ADDRESS.test(found) ? found : ""
}
