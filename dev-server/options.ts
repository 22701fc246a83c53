import type { RulesOptions } from './features.ts'
import type { SchemaFault } from './openapi/endpoint.ts'
import type { SeedLevel } from './seed/levels.ts'

/** How a dev server is started; only the era is needed. */
export interface DevServerOptions extends RulesOptions {
  /** Default 127.0.0.1; another one than a loopback address opens the server to the network. */
  readonly host?: string
  /** Default 8000; 0 takes a free one. */
  readonly port?: number
  /** A database file; without it everything is forgotten at the end. */
  readonly db?: string
  /** What a new database is filled with; without it, with what a fresh real server holds. */
  readonly seed?: SeedLevel
  /** PEM of a key whose tokens are accepted besides the server's own. */
  readonly publicKey?: string
  /** Path whose POST brings the server to the `setup` of an exchange file; for loopback hosts only. */
  readonly resetPath?: string
  /** E-mail addresses whose benchmarks are approved at once; no effect in the mlcube era. */
  readonly autoApprove?: readonly string[]
  /** What `/schema/` answers in place of the description of the server. */
  readonly schema?: SchemaFault
  /** Seconds between two polls of a device login; default 5. */
  readonly loginInterval?: number
  /** Seconds until the code of a device login runs out; default 900. */
  readonly loginExpiry?: number
  /** Seconds that the access token of a device login lives; default 86,400. */
  readonly loginLifetime?: number
}

/** A running dev server. */
export interface DevServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string
  /** A local token for a user, known or not, that this server accepts. */
  token(user: string): Promise<string>
  /** Ends the server once the requests under way are answered. */
  close(): Promise<void>
}
