import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { Job } from '../job/job.ts'
import { PRODUCTION, serverOrigin } from '../medperf/address.ts'
import { type Client, connectServer } from '../server/client.ts'
import { type LoginPrompt, signInByDevice } from '../server/sign-in/device-flow.ts'
import { findLocalToken, isTokenMap } from '../server/sign-in/local.ts'
import { type LoginProvider, PRODUCTION_LOGIN } from '../server/sign-in/provider.ts'
import { isLoopback } from '../words/loopback.ts'
import { readAuthority } from './authority.ts'
import type { Credential } from './credential.ts'

export interface SignIn {
  /** Told link and code of a sign-in that waits for a person. */
  readonly onPrompt: (prompt: LoginPrompt) => Promise<void>
  /** Told once that a sign-in ended; the error is why it came to nothing. */
  readonly onEnd: (error?: unknown) => Promise<void>
  /** Told a secret before anything is done with it. */
  readonly mask: (secret: string) => void
  /** Ends the wait. */
  readonly signal: AbortSignal
}

/** Connects to the MedPerf server as the benchmark owner; rejects with an ExpectedError. Whoever opens the client closes it. */
export async function openServer(
  { server, caFile, repository }: Pick<Job, 'server' | 'caFile' | 'repository'>,
  credential: Credential,
  signIn: SignIn,
): Promise<Client> {
  // Before anybody is asked to sign in.
  const ca = caFile === undefined ? undefined : readAuthority(repository, caFile)
  const token = await findToken(server, credential, signIn)
  signIn.mask(token)
  return connectServer(known({ server, token, ca }))
}

async function findToken(server: string, { token, email }: Credential, signIn: SignIn): Promise<string> {
  if (token !== undefined) return isTokenMap(token) ? findLocalToken(token, email ?? '') : token
  if (email === undefined)
    throw new ExpectedError('login', 'there is no credential for the MedPerf server', {
      hint: 'Give `medperf-token` from a secret, or `login-email`.',
    })
  try {
    const { onPrompt, signal } = signIn
    const provider = chooseProvider(server)
    const { accessToken } = await signInByDevice({ provider, email, onPrompt, signal })
    signIn.mask(accessToken)
    await signIn.onEnd()
    return accessToken
  } catch (error) {
    await signIn.onEnd(error)
    throw error
  }
}

/**
 * Where people sign in for a server: a development server on this machine does it itself, and MedPerf's own sign-in is for
 * the production server alone (docs/medperf.md 9.1). Its token would be a stranger's key in the hands of any other server.
 */
function chooseProvider(server: string): LoginProvider {
  const origin = serverOrigin(server)
  if (origin === PRODUCTION) return PRODUCTION_LOGIN
  if (!isLoopback(new URL(origin))) {
    throw new ExpectedError(
      'login',
      `nobody can sign in to ${origin} from here: MedPerf’s sign-in gives tokens for ${PRODUCTION} alone`,
      { hint: 'Give an access token of that server as `medperf-token`, in place of `login-email`.' },
    )
  }
  return { ...PRODUCTION_LOGIN, origin, issuer: `${origin}/`, audience: 'https://localhost-localdev/' }
}
