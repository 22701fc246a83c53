/** As whom to talk to the MedPerf server: with an access token, or as a person who is asked to sign in. */
export interface Credential {
  readonly token?: string
  /** Of the person; with a token, whose it is where the server gives several. */
  readonly email?: string
}
