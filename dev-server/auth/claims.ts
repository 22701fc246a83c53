import type { JWTPayload } from 'jose'

/** What the server expects in a token, and writes into its own (docs/medperf.md 9.1, 9.5). */
export const issuer = 'https://localhost:8000/'

/** The audience of access tokens. */
export const audience = 'https://localhost-localdev/'

/** The claim that holds the e-mail address of a person whom the server does not know yet. */
export const emailClaim = 'https://medperf.org/email'

/** The only algorithm that signs tokens. */
export const algorithm = 'RS256'

/** The claims of a token. */
export type Claims = Readonly<JWTPayload>
