/** Where people sign in for a MedPerf server (docs/medperf.md 9.1). */
export interface LoginProvider {
  /** `https://` and the host; plain http for loopback only. */
  readonly origin: string
  readonly clientId: string
  readonly audience: string
  /** Of the id token, with its slash. */
  readonly issuer: string
}

/** The sign-in of MedPerf's production server. */
export const PRODUCTION_LOGIN: LoginProvider = {
  origin: 'https://auth.medperf.org',
  clientId: 'vFtfndViDFd0BeMdMKBgsKA9aV9BDtrY',
  audience: 'https://api.medperf.org/',
  issuer: 'https://auth.medperf.org/',
}
