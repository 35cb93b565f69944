// A passkey made or used: our server's challenge to the browser, the browser's answer to our server.

const WHY = {
  NotAllowedError: "No passkey was used: it was cancelled, or took too long. Try again.",
  InvalidStateError: "This device holds a passkey of your account already.",
  SecurityError: "Passkeys do not work at this address. Open the desk at the newsroom’s own one.",
  NotSupportedError: "This device has no passkey the newsroom can use.",
}
const LOST = "That did not reach the newsroom. Nothing was changed; try again."

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
const named = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }))

function read({ publicKey }) {
  const read = { ...publicKey, challenge: bytes(publicKey.challenge) }
  if (read.user) read.user = { ...read.user, id: bytes(read.user.id) }
  if (read.excludeCredentials) read.excludeCredentials = named(read.excludeCredentials)
  if (read.allowCredentials) read.allowCredentials = named(read.allowCredentials)
  return { publicKey: read }
}

function write(key) {
  const response = {}
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[part]) response[part] = text(key.response[part])
  }
  return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: key.getClientExtensionResults() }
}

async function ask(form) {
  const answer = await fetch(form.dataset.begin, { method: "POST", body: new FormData(form) }).catch(() => null)
  if (!answer) throw new Error(LOST)
  if (answer.status === 429) throw new Error("Too many tries. Wait a quarter of an hour and try again.")
  const said = answer.redirected ? null : await answer.json().catch(() => null)
  if (!said?.publicKey) throw new Error(said?.wrong ?? "The desk has closed meanwhile. Load the page again and sign in.")
  return read(said)
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button")
  const wrong = form.querySelector("[data-wrong]")
  if (!window.PublicKeyCredential || !navigator.credentials) {
    wrong.textContent = "This browser has no passkeys. Use another one, or a code."
    continue
  }
  button.disabled = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    button.disabled = true
    wrong.textContent = ""
    try {
      const key = await navigator.credentials[form.dataset.passkey](await ask(form))
      form.elements.credential.value = JSON.stringify(write(key))
      form.submit()
    } catch (error) {
      wrong.textContent = error instanceof DOMException ? WHY[error.name] ?? WHY.NotAllowedError : error.message
      button.disabled = false
      button.focus()
    }
  })
}
