import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endpointsOf } from './api/all.ts'
import { authenticator } from './auth/authenticate.ts'
import { localToken } from './auth/mint.ts'
import { type OwnKey, ownKey, readPublicKey } from './auth/own-key.ts'
import { entitiesOf } from './entities/all.ts'
import { rulesOf } from './features.ts'
import type { Answer } from './http/answer.ts'
import type { Incoming } from './http/call.ts'
import { dispatch, type Site } from './http/dispatch.ts'
import { refuseForeign } from './http/foreign.ts'
import { isLoopback, urlHost } from './http/loopback.ts'
import { originOf } from './http/origin.ts'
import { makeRoutes } from './http/routes.ts'
import { httpServer } from './http/serve.ts'
import type { Login } from './login/flow.ts'
import { answerLogins } from './login/routes.ts'
import type { DevServer, DevServerOptions } from './options.ts'
import { answerReset } from './own/reset.ts'
import { answerTokens } from './own/tokens.ts'
import { fillOnce } from './seed/fill.ts'
import { trustedByDefault } from './seed/fresh.ts'
import { type Database, openDatabase } from './store/database.ts'
import { openStore } from './store/store.ts'

const HOST = '127.0.0.1'
const PORT = 8000

/** How long `close()` waits for requests that do not end, in milliseconds. */
const PATIENCE = 1000

/**
 * Starts a MedPerf server of one era; it listens when the promise is fulfilled.
 * Rejects where the port is taken, the key or the database cannot be used, or a reset path would be open to the network.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { host = HOST, port = PORT, resetPath } = options
  if (resetPath !== undefined && !isLoopback(host)) throw new Error('a reset path needs a loopback host')
  const database = await openDatabase(options.db)
  try {
    const key = ownKey(database)
    const server = httpServer(answering(options, database, key))
    await listen(server, port, host)
    const bound = (server.address() as AddressInfo).port
    return {
      url: `http://${urlHost(host)}:${bound}`,
      token: (user) => localToken(key, user),
      close: () => stop(server, database),
    }
  } catch (error) {
    database.close()
    throw error
  }
}

function answering(
  options: DevServerOptions,
  database: Database,
  key: OwnKey,
): (incoming: Incoming) => Promise<Answer> {
  const rules = rulesOf(options)
  const foreign = options.publicKey === undefined ? [] : [readPublicKey(options.publicKey)]
  const store = openStore(database, entitiesOf(rules))
  const site: Site = {
    home: { rules, store, settings: { autoApproveFrom: options.autoApprove ?? trustedByDefault } },
    routes: makeRoutes(endpointsOf(rules, options.schema)),
  }
  const authenticate = authenticator(store, () => [...foreign, key.publicKey()].filter((one) => one !== null))
  fillOnce(site, options.seed)
  const login: Login = {
    store,
    key,
    interval: options.loginInterval ?? 5,
    expiry: options.loginExpiry ?? 900,
    lifetime: options.loginLifetime ?? 86_400,
  }
  return async (incoming) =>
    refuseForeign(incoming) ??
    answerReset(site.home, options.resetPath, incoming) ??
    (await answerTokens(key, incoming)) ??
    (await answerLogins(login, incoming, originOf(incoming))) ??
    dispatch({ ...site, authenticate: await authenticate(incoming.headers['authorization']) }, incoming)
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`cannot listen on ${host}, port ${port} (${error.message}): choose another port`)),
    )
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })

async function stop(server: Server, database: Database): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE)
  await closed
  clearTimeout(impatience)
  database.close()
}
