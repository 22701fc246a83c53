/** A file that the server will name by address and hash; the address is absent until the file is published. */
export interface HostedFile {
  readonly url?: string
  /** SHA-256 in hex. */
  readonly sha256?: string
}
