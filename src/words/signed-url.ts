/** An address that works for a while, or for whoever has what stands in it. */
export interface SignedUrl {
  /**
   * `signed` dies when its signature does; `login` is a credential, which everybody gets who sees the address; `token` may be
   * either, or the link that was meant to be shared.
   */
  readonly kind: 'signed' | 'login' | 'token'
  /** Whose it is, as a sentence names it: `Amazon S3`; or the parameters that tell it. */
  readonly by: string
  /** When it ends, where it says so. */
  readonly expires?: Date
}

type Query = ReadonlyMap<string, string>

interface Scheme {
  readonly by: string
  /** Names of parameters in lower case; all of one list have to be there. */
  readonly marks: readonly (readonly string[])[]
  readonly expires?: (query: Query) => Date | undefined
}

const isoBasic = (text: string) =>
  text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')

/** Seconds since 1970, some write milliseconds or hexadecimal digits, or a date. */
function readDate(text = ''): Date | undefined {
  const seconds = /^\d{9,11}$/.test(text)
    ? Number(text)
    : /^\d{12,14}$/.test(text)
      ? Number(text) / 1000
      : /^[0-9a-f]{8}$/i.test(text)
        ? Number.parseInt(text, 16)
        : Date.parse(isoBasic(text)) / 1000
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? undefined : date
}

const at = (name: string) => (query: Query) => readDate(query.get(name))

/** A begin and a number of seconds. */
const after = (begin: string, seconds: string) => (query: Query) => {
  const start = readDate(query.get(begin))
  const length = Number(query.get(seconds) || Number.NaN)
  const end = new Date((start?.getTime() ?? Number.NaN) + length * 1000)
  return Number.isNaN(end.getTime()) ? undefined : end
}

/** The end of `1700000000;1700003600`. */
const endOf = (name: string) => (query: Query) => readDate(query.get(name)?.split(/[;,]/)[1])

/** `exp=1700000000~acl=…~hmac=…`. */
const within = (name: string) => (query: Query) =>
  readDate(/(?:^|~)exp=(\d+)/.exec(query.get(name) ?? '')?.[1])

const SCHEMES: readonly Scheme[] = [
  {
    by: 'Amazon S3',
    marks: [['x-amz-signature'], ['x-amz-credential'], ['x-amz-expires'], ['x-amz-security-token']],
    expires: after('x-amz-date', 'x-amz-expires'),
  },
  { by: 'Amazon S3', marks: [['awsaccesskeyid', 'signature']], expires: at('expires') },
  {
    by: 'Google Cloud Storage',
    marks: [['x-goog-signature'], ['x-goog-credential'], ['x-goog-expires']],
    expires: after('x-goog-date', 'x-goog-expires'),
  },
  { by: 'Google Cloud Storage', marks: [['googleaccessid', 'signature']], expires: at('expires') },
  { by: 'Amazon CloudFront', marks: [['key-pair-id', 'signature']], expires: at('expires') },
  {
    by: 'Azure',
    marks: [
      ['sig', 'se'],
      ['sig', 'sv'],
      ['sig', 'sp'],
      ['sig', 'si'],
    ],
    expires: at('se'),
  },
  { by: 'Alibaba Cloud', marks: [['ossaccesskeyid', 'signature']], expires: at('expires') },
  {
    by: 'Alibaba Cloud',
    marks: [['x-oss-signature'], ['x-oss-credential']],
    expires: after('x-oss-date', 'x-oss-expires'),
  },
  { by: 'Tencent Cloud', marks: [['q-signature'], ['q-sign-algorithm']], expires: endOf('q-sign-time') },
  { by: 'Huawei Cloud', marks: [['accesskeyid', 'signature']], expires: at('expires') },
  {
    by: 'Huawei Cloud',
    marks: [['x-obs-signature'], ['x-obs-credential']],
    expires: after('x-obs-date', 'x-obs-expires'),
  },
  {
    by: 'Volcano Engine',
    marks: [['x-tos-signature'], ['x-tos-credential']],
    expires: after('x-tos-date', 'x-tos-expires'),
  },
  { by: 'OpenStack Swift', marks: [['temp_url_sig']], expires: at('temp_url_expires') },
  { by: 'Akamai', marks: [['hdnea']], expires: within('hdnea') },
  { by: 'Akamai', marks: [['hdnts']], expires: within('hdnts') },
  { by: 'Akamai', marks: [['__token__']], expires: within('__token__') },
  { by: 'SharePoint', marks: [['tempauth']] },
  { by: 'GitHub', marks: [['urlsignature', 'urlexpires']], expires: at('urlexpires') },
  {
    by: 'Alibaba Cloud',
    marks: [['auth_key']],
    expires: (query) => readDate(query.get('auth_key')?.split('-')[0]),
  },
  ...['signature', 'sig', 'sign', 'hmac', 'hash', 'md5', 'token'].flatMap((mark) =>
    ['expires', 'expire', 'expiry', 'expiration', 'exp', 'deadline', 'validuntil'].map((end) => ({
      by: `\`${mark}\` and \`${end}\``,
      marks: [[mark, end]],
      expires: at(end),
    })),
  ),
]

interface Passing {
  readonly by: string
  readonly host: RegExp
  readonly path: RegExp
  /** Where nobody can tell when it ends, which may be in many years. */
  readonly kind?: 'token'
}

/** Hosts whose addresses lead to a file for a while, whatever stands behind them. */
const PASSING: readonly Passing[] = [
  { by: 'Dropbox', host: /^uc[0-9a-f]{10,}\.(dl|previews)\.dropboxusercontent\.com$/, path: /^\/cd\// },
  { by: 'Google Drive', host: /^doc-[0-9a-z-]+-docs\.googleusercontent\.com$/, path: /^\/docs\/securesc\// },
  {
    by: 'Oracle Cloud',
    kind: 'token',
    host: /^objectstorage\.[a-z0-9-]+\.(oraclecloud|customer-oci)\.com$/,
    path: /^\/p\/[^/]+\/n\//,
  },
  { by: 'Box', host: /^(public|dl\d*)\.boxcloud\.com$/, path: /^\/d\/1\// },
]

/** Parameters that hold a login. */
const LOGINS: ReadonlySet<string> = new Set([
  ...['private_token', 'job_token', 'access_token', 'oauth_token', 'auth_token', 'id_token', 'bearer', 'jwt'],
  ...['rss_token', 'feed_token', 'deploy_token', 'personal_access_token', 'x-auth-token', 'authorization'],
  ...['api_key', 'apikey', 'api-key', 'x-api-key', 'access_key', 'accesskey', 'secret_key', 'secretkey'],
  ...['client_secret', 'secret', 'password', 'passwd', 'pwd', 'pass'],
  ...['jsessionid', 'phpsessid', 'sessionid', 'session_id', 'session'],
])

/** Those of them that data is told apart by as well: `session=2` of a subject, `pass=1` of a scan. */
const COMMON: ReadonlySet<string> = new Set(['session', 'session_id', 'sessionid', 'pass'])
/** UTF-16 units: nothing shorter keeps anybody out. */
const SHORTEST_COMMON = 8

const isLogin = (name: string, value: string): boolean =>
  value !== '' && LOGINS.has(name) && !(COMMON.has(name) && value.length < SHORTEST_COMMON)

/** What a token begins with wherever it stands: GitHub, GitLab, Hugging Face, Google. */
const KNOWN_TOKEN = /^(gh[a-z]_|github_pat_|gl[a-z]{2,5}-|hf_[A-Za-z]{20}|AIza[\w-]{30}|ya29\.)/

const GITHUB = /(^|\.)(github|githubusercontent)\.com$/

/**
 * What makes an address one that ends or that nobody else should have; undefined for an honest one. Tells by the names of its
 * parameters, as the clouds document them.
 */
export function findSignedUrl(address: string): SignedUrl | undefined {
  const url = URL.parse(address.replace(/^direct:/, ''))
  if (url === null) return undefined
  const query = readQuery(url)
  const scheme = SCHEMES.find(({ marks }) => marks.some((names) => names.every((name) => query.get(name))))
  if (scheme !== undefined) return withDate('signed', scheme.by, scheme.expires?.(query))
  const passing = PASSING.find(({ host, path }) => host.test(url.hostname) && path.test(url.pathname))
  if (passing !== undefined) return { kind: passing.kind ?? 'signed', by: passing.by }
  const login = [...query].find(([name, value]) => isLogin(name, value) || KNOWN_TOKEN.test(value))
  if (login !== undefined) return withDate('login', `\`${login[0]}\``, dateOfJwt(login[1]))
  const token = query.get('token')
  if (!token) return undefined
  if (GITHUB.test(url.hostname)) return { kind: 'signed', by: 'GitHub' }
  const expires = dateOfJwt(token)
  return expires === undefined ? { kind: 'token', by: '`token`' } : withDate('signed', '`token`', expires)
}

const withDate = (kind: SignedUrl['kind'], by: string, expires: Date | undefined): SignedUrl =>
  expires === undefined ? { kind, by } : { kind, by, expires }

/** The parameters by their names in lower case, also where `;` parts them or they stand behind `#`. */
function readQuery({ search, hash }: URL): Query {
  const pairs = [search, hash.includes('=') ? hash : '']
    .flatMap((part) => part.replace(/^[?#]/, '').split(/[&;](?=[^&;=]+=)/))
    .flatMap((pair) => [...new URLSearchParams(pair)])
  return new Map(pairs.map(([name, value]) => [name.toLowerCase(), value]))
}

/** When a JWT ends, where it is one that says so. */
function dateOfJwt(token: string): Date | undefined {
  const payload = /^eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]*$/.exec(token)?.[1]
  if (payload === undefined) return undefined
  const [, seconds] = /"exp"\s*:\s*(\d{9,11})\b/.exec(Buffer.from(payload, 'base64url').toString()) ?? []
  return readDate(seconds)
}

const SECRET_NAMES = [
  ...[
    '[\\w-]*signature',
    '[\\w-]*credential',
    '[\\w-]*security-token',
    'sig',
    'sign',
    'hmac',
    'hash',
    'md5',
    'policy',
  ],
  ...[
    'key-pair-id',
    'awsaccesskeyid',
    'googleaccessid',
    'ossaccesskeyid',
    'accesskeyid',
    'q-ak',
    'temp_url_sig',
  ],
  ...['hdnea', 'hdnts', '__token__', 'tempauth', 'auth_key', 'token', ...LOGINS],
]
const SECRETS = new RegExp(`([?&;#](?:${SECRET_NAMES.join('|')})=)[^&;#]+`, 'gi')
const TOKENS = new RegExp(`(=)(?:${KNOWN_TOKEN.source.slice(1)})[^&;#]*`, 'g')
const USER = /^((?:direct:)?https?:\/\/)[^/?#]*@/i

/** A text in which no address shows its signature, token, user or password; honest addresses stay as they are. */
export const hideUrlSecrets = (text: string): string =>
  text.replaceAll(/\bhttps?:\/\/[^\s"'`<>]+/gi, (address) => {
    const found = findSignedUrl(address)
    const shown = address.replace(USER, '$1***@')
    if (found === undefined) return shown
    if (PASSING.some(({ by }) => by === found.by)) return `${URL.parse(address)?.origin ?? ''}/***`
    return shown.replaceAll(SECRETS, '$1***').replaceAll(TOKENS, '$1***')
  })
