/** Where a proxy is, or why a text does not say so; never the text itself, which may hold a login. */
export type ProxyAddress = { readonly url: URL } | WrongProxyAddress

/** What is wrong with the address of a proxy. */
export interface WrongProxyAddress {
  readonly code: 'proxy-not-address' | 'proxy-unescaped' | 'proxy-kind'
  /** The second half of a sentence that begins with the name of the variable. */
  readonly wrong: string
  readonly hint: string
}

const HINT =
  'Write `http://proxy.example.org:3128`, or with a login `http://name:password@proxy.example.org:3128`, in which `#`, `/`, `?`, `@` and `%` are written as `%23`, `%2F`, `%3F`, `%40` and `%25`.'
const NO_ADDRESS: WrongProxyAddress = {
  code: 'proxy-not-address',
  wrong: 'is not the address of a proxy',
  hint: HINT,
}
const UNESCAPED: WrongProxyAddress = {
  code: 'proxy-unescaped',
  wrong: 'is not the address of a proxy: some characters of its login have to be escaped',
  hint: HINT,
}

const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i
const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)$/i
const SPOKEN: readonly string[] = ['http:', 'https:']

/**
 * The proxy that a variable names. As curl, Python and Go do, one without `http://` is taken for http, and a blank text for none:
 * then undefined.
 */
export function readProxyAddress(text: string): ProxyAddress | undefined {
  const written = text.trim()
  if (written === '') return undefined
  // Of programs some end the host at the first of these, others look for the last `@`.
  if (/[/?#].*@/s.test(written.replace(SCHEME, ''))) return UNESCAPED
  const url = parseAddress(written)
  if (url === undefined || !HOST.test(url.hostname)) return NO_ADDRESS
  if (!SPOKEN.includes(url.protocol)) return otherKind(url)
  return isDecodable(url) ? { url } : UNESCAPED
}

function parseAddress(written: string): URL | undefined {
  const whole = URL.parse(written)
  // Without slashes a name and its port look like a scheme.
  if (SCHEME.test(written) || SPOKEN.includes(whole?.protocol ?? '')) return whole ?? undefined
  return URL.parse(`http://${written.replace(/^\/\//, '')}`) ?? undefined
}

const otherKind = ({ protocol }: URL): WrongProxyAddress => ({
  code: 'proxy-kind',
  wrong: `names a proxy for \`${protocol.slice(0, -1).slice(0, 20)}\`, and this action goes by way of proxies for http`,
  hint: 'Name one that speaks http, such as `http://proxy.example.org:3128`.',
})

/** Whoever asks a proxy has to send name and password as they are meant. */
function isDecodable({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(username + password) !== undefined
  } catch {
    return false
  }
}
