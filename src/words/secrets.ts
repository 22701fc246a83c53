/** Shorter than this, what is hidden would also be hidden in words that have nothing to do with it. */
const SHORTEST = 4

/**
 * What must not be seen of an address such as `http://user:password@proxy:3128`, with or without its scheme: the password (or a
 * name that stands alone) as it is written, and as it is meant, each also together with the name, plain and in Base64.
 */
export function findLoginSecrets(address: string): readonly string[] {
  const rest = address.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
  // A password may have a slash or an at sign that nobody escaped, and programs do not agree on what it is then.
  const [host = ''] = rest.split(/[/?#]/, 1)
  const logins = [host, rest].flatMap((text) =>
    text.includes('@') ? [text.slice(0, text.lastIndexOf('@'))] : [],
  )
  const found = logins.flatMap((login) => [login, decodeLogin(login)]).flatMap(secretsOfLogin)
  return [...new Set(found)].filter((secret) => secret.length >= SHORTEST)
}

function secretsOfLogin(login: string): readonly string[] {
  const colon = login.indexOf(':')
  const [name, password] = colon === -1 ? [login, ''] : [login.slice(0, colon), login.slice(colon + 1)]
  if (password === '') return name === '' ? [] : [name]
  return [password, login, Buffer.from(login).toString('base64')]
}

function decodeLogin(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Takes text or bytes in pieces and gives them without secrets; `end` gives what was held back as a possible beginning of one. */
export interface Hider {
  add(chunk: Buffer): Buffer
  end(): Buffer
}

const HIDDEN = '***'

/** Hides secrets in a stream of bytes, also one that comes in two pieces. Without secrets everything passes untouched. */
export function createHider(secrets: readonly string[]): Hider {
  if (secrets.length === 0) return { add: (chunk) => chunk, end: () => Buffer.alloc(0) }
  // One character for each byte.
  const wanted = secrets.map((secret) => Buffer.from(secret).toString('latin1'))
  let held = ''
  let hidden = 0
  const give = (text: string, cut: number): Buffer => {
    const shown = hideBefore(cut, text, wanted, hidden)
    held = text.slice(cut)
    hidden = shown.hidden
    return Buffer.from(shown.text, 'latin1')
  }
  return {
    add(chunk) {
      const text = held + chunk.toString('latin1')
      // What the end may be the beginning of is known later; what begins before that is whole already.
      return give(text, text.length - Math.max(...wanted.map((secret) => overlap(text, secret))))
    },
    end: () => give(held, held.length),
  }
}

/**
 * A text up to a place, without the secrets in it: those that reach into each other are one. Of the `hidden` characters at its begin
 * it was said before that they are hidden; so many are behind the place.
 */
function hideBefore(cut: number, text: string, secrets: readonly string[], hidden: number) {
  let [shown, reached] = ['', hidden]
  for (const { start, end } of listPlaces(text, secrets)) {
    if (start >= cut) break
    if (start >= reached) shown += text.slice(reached, start) + HIDDEN
    reached = Math.max(reached, end)
  }
  return { text: shown + text.slice(reached, cut), hidden: Math.max(0, reached - cut) }
}

/** Where secrets stand, in their order, also those that begin within another one. */
function listPlaces(text: string, secrets: readonly string[]) {
  const places: { readonly start: number; readonly end: number }[] = []
  for (const secret of secrets) {
    let start = text.indexOf(secret)
    for (; start !== -1; start = text.indexOf(secret, start + 1))
      places.push({ start, end: start + secret.length })
  }
  return places.toSorted((one, other) => one.start - other.start)
}

/** How much of the end of a text is the beginning of a secret. */
function overlap(text: string, secret: string): number {
  const most = Math.min(secret.length - 1, text.length)
  for (let length = most; length > 0; length--) {
    if (text.endsWith(secret.slice(0, length))) return length
  }
  return 0
}
