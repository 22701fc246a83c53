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
  const wanted = secrets.map((secret) => Buffer.from(secret).toString('latin1')).toSorted(longestFirst)
  const hide = (text: string) => wanted.reduce((all, secret) => all.replaceAll(secret, HIDDEN), text)
  let held = ''
  return {
    add(chunk) {
      const text = held + chunk.toString('latin1')
      const open = Math.max(...wanted.map((secret) => overlap(text, secret)))
      // What is a secret already may be the beginning of a longer one, so nothing is hidden before that is known.
      const cut = beforeWhole(text, wanted, text.length - open)
      held = text.slice(cut)
      return Buffer.from(hide(text.slice(0, cut)), 'latin1')
    },
    end() {
      const rest = Buffer.from(hide(held), 'latin1')
      held = ''
      return rest
    },
  }
}

const longestFirst = (one: string, other: string) => other.length - one.length

/** Where a text can be cut, at most there, so that no whole secret is cut. */
function beforeWhole(text: string, secrets: readonly string[], cut: number): number {
  const starts = secrets.map((secret) => {
    const start = text.lastIndexOf(secret, cut - 1)
    return start !== -1 && start + secret.length > cut ? start : cut
  })
  const first = Math.min(cut, ...starts)
  return first === cut || cut === 0 ? first : beforeWhole(text, secrets, first)
}

/** How much of the end of a text is the beginning of a secret. */
function overlap(text: string, secret: string): number {
  const most = Math.min(secret.length - 1, text.length)
  for (let length = most; length > 0; length--) {
    if (text.endsWith(secret.slice(0, length))) return length
  }
  return 0
}
