// Copies of unsaved words in this browser, an account's own: what is left when the network, the session or the newsroom is not.

const PREFIX = "newsroom:words:"
const FILING = "newsroom:filing"
// Where a tab remembers the key of the story it began.
export const UNFILED = "newsroom:unfiled"
const FORMAT = 1
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000

export class Keeping {
  constructor(account, skew = 0) {
    this.before = `${PREFIX}${account}:`
    this.skew = skew
  }

  // The newsroom's clock, as far as this browser knows it.
  now() {
    return Date.now() + this.skew
  }

  put(key, version, fields) {
    const copy = JSON.stringify({ format: FORMAT, version, at: this.now(), fields })
    return this.write(key, copy) || (this.makeRoom(key) && this.write(key, copy))
  }

  write(key, copy) {
    try {
      localStorage.setItem(this.before + key, copy)
      return true
    } catch {
      return false
    }
  }

  get(key) {
    try {
      const copy = JSON.parse(localStorage.getItem(this.before + key))
      return copy?.format === FORMAT && copy.fields ? copy : null
    } catch {
      return null
    }
  }

  drop(key) {
    try {
      localStorage.removeItem(this.before + key)
    } catch {
      // A browser that keeps nothing has nothing to drop.
    }
  }

  keys(beginning = "") {
    return all().filter((name) => name.startsWith(this.before + beginning)).map((name) => name.slice(this.before.length))
  }

  // The oldest copies of other stories go first; says whether one went.
  makeRoom(key) {
    const others = this.keys().filter((other) => other !== key)
    others.sort((a, b) => (this.get(a)?.at ?? 0) - (this.get(b)?.at ?? 0))
    if (others.length) this.drop(others[0])
    return others.length > 0
  }
}

function all() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))
  } catch {
    return []
  }
}

// Whoever's they are: words nobody came back for in a month.
export function sweepOld(now = Date.now()) {
  for (const name of all()) {
    let at = 0
    try {
      at = JSON.parse(localStorage.getItem(name)).at
    } catch {
      // No copy of ours: it goes.
    }
    if (!(at > now - KEPT_FOR)) localStorage.removeItem(name)
  }
}

// The page is about to file what is kept under that key.
export function markFiling(key) {
  try {
    sessionStorage.setItem(FILING, JSON.stringify({ key, from: location.pathname }))
  } catch {
    // The copy is then offered once more, and discarded by hand.
  }
}

// On the page of a story: where it is the one just filed from there, its copy has nothing left to keep.
export function forgetFiled(keeping) {
  try {
    const { key, from } = JSON.parse(sessionStorage.getItem(FILING)) ?? {}
    if (!key || new URL(document.referrer).pathname !== from) return
    keeping.drop(key)
    sessionStorage.removeItem(FILING)
    if (sessionStorage.getItem(UNFILED) === key) sessionStorage.removeItem(UNFILED)
  } catch {
    // Nothing was marked, or the page came from nowhere.
  }
}
