// Posting by script as a form posts: with the token of now, once more where another tab signed in meanwhile.

// The token of now: a sign-in in another tab changes it under the page.
export function freshToken(form) {
  const token = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1]
  const field = form?.elements.csrfmiddlewaretoken
  if (token && field) field.value = token
  return token ?? field?.value ?? ""
}

// What a form posts, as its script posts it. A redirect is the door: nobody is signed in.
export async function post(address, data, form, headers = {}) {
  const send = () => {
    data.set("csrfmiddlewaretoken", freshToken(form))
    return fetch(address, { method: "POST", body: data, headers, redirect: "manual" })
  }
  const answer = await send()
  const isTold = answer.headers.get("Content-Type")?.startsWith("application/json")
  // Another tab may have signed in between the reading of the token and its use.
  return answer.status === 403 && !isTold ? send() : answer
}

export const isDoor = (answer) => answer.type === "opaqueredirect" || answer.status === 401

export async function told(answer) {
  try {
    return await answer.json()
  } catch {
    return {}
  }
}
