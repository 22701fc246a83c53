import { exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'

const ISSUER = 'https://localhost:8000/'
const AUDIENCE = 'https://localhost-localdev/'
const EMAIL = 'https://medperf.org/email'
const FAR = 10 ** 9

const plainUsers = ['testadmin', 'testbo', 'testbo2', 'testmo', 'testdo', 'testdo2', 'testnew', 'testnew2']

/** Claims to set or, with undefined, to leave out. */
type Change = Readonly<Record<string, unknown>>

/** The tokens of all users in the recorded exchanges, and the public half of the key that signed them. */
export interface TestTokens {
  readonly tokens: ReadonlyMap<string, string>
  readonly publicKey: string
}

/** Makes the tokens; what stands after the `#` of a name says what is special about it. */
export async function testTokens(): Promise<TestTokens> {
  const own = await generateKeyPair('RS256', { extractable: true })
  const other = await generateKeyPair('RS256')
  const now = Math.floor(Date.now() / 1000)
  const claims = (user: string, change: Change = {}): JWTPayload =>
    withoutUndefined({
      [EMAIL]: `${user}@example.com`,
      iss: ISSUER,
      sub: user,
      aud: AUDIENCE,
      iat: now - 60,
      exp: now + FAR,
      ...change,
    })
  const signed = (payload: JWTPayload, key = own.privateKey): Promise<string> =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(key)
  const bo = (change: Change): Promise<string> => signed(claims('testbo', change))
  const secret = new TextEncoder().encode('some shared secret of enough bytes')
  const entries: Record<string, Promise<string> | string> = {
    ...Object.fromEntries(plainUsers.map((user) => [user, signed(claims(user))])),
    testmixed: signed(claims('testmixed', { [EMAIL]: 'Test.Mixed@Example.COM' })),
    'auth0|sub': signed(claims('auth0|sub', { [EMAIL]: 'piped@example.com' })),
    'nobody#no-email': signed(claims('nobody', { [EMAIL]: undefined })),
    'testbo#no-email': bo({ [EMAIL]: undefined }),
    'testbo#other-email': bo({ [EMAIL]: 'changed@example.com' }),
    'testbo#audience-list': bo({ aud: [AUDIENCE, 'https://elsewhere.example.org/userinfo'] }),
    'testbo#extra-claims': bo({ azp: 'client', scope: 'openid email', jti: 'x1' }),
    'testbo#no-iat': bo({ iat: undefined }),
    'testbo#expired': bo({ exp: now - 30, iat: now - 3600 }),
    'testbo#no-exp': bo({ exp: undefined }),
    'testbo#no-sub': bo({ sub: undefined }),
    'testbo#wrong-audience': bo({ aud: 'https://elsewhere.example.org/' }),
    'testbo#no-audience': bo({ aud: undefined }),
    'testbo#wrong-issuer': bo({ iss: ISSUER.slice(0, -1) }),
    'testbo#no-issuer': bo({ iss: undefined }),
    'testbo#future-iat': bo({ iat: now + 10 ** 7 }),
    'testbo#future-nbf': bo({ nbf: now + 10 ** 7 }),
    'testbo#hs256': new SignJWT(claims('testbo')).setProtectedHeader({ alg: 'HS256' }).sign(secret),
    'testbo#alg-none': new UnsecuredJWT(claims('testbo')).encode(),
    'testbo#other-key': signed(claims('testbo'), other.privateKey),
  }
  const made = await Promise.all(
    Object.entries(entries).map(async ([user, token]) => [user, await token] as const),
  )
  return { tokens: new Map(made), publicKey: await exportSPKI(own.publicKey) }
}

const withoutUndefined = (claims: Change): JWTPayload =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
