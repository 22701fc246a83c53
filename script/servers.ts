import type { Era } from '../dev-server/era.ts'
import { startDevServer } from '../dev-server/server.ts'
import { type ServedFile, startFileServer } from '../stand-ins/file-server.ts'
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../stand-ins/github.ts'
import { startRegistry } from '../stand-ins/registry.ts'

/** Everything outside of the machine that a job talks to, on this machine. */
export interface Servers extends AsyncDisposable {
  readonly github: FakeGitHub
  readonly medperf: { readonly url: string; readonly token: (user: string) => Promise<string> }
  /** Host and port of the registry, as image references name it. */
  readonly registry: string
  /** Base of the addresses of the files. */
  readonly files: string
}

export type ServerName = 'medperf' | 'registry' | 'files'

export interface ServersOptions {
  readonly era: Era
  readonly github: FakeGitHubOptions
  readonly files: Readonly<Record<string, ServedFile>>
  /** Gives the address that jobs are told in place of a server's own. */
  readonly front?: (name: ServerName, url: string) => Promise<string>
}

/** Starts a GitHub, a MedPerf server, a registry and a file server. */
export async function startServers({
  era,
  github: world,
  files: served,
  front = async (_, url) => url,
}: ServersOptions): Promise<Servers> {
  await using started = new AsyncDisposableStack()
  const registry = started.use(await startRegistry())
  const files = started.use(await startFileServer(served))
  const github = started.use(await startFakeGitHub(world))
  const medperf = await startDevServer({ era, port: 0, seed: 'benchmark', loginInterval: 1 })
  started.defer(() => medperf.close())
  const servers = {
    github,
    medperf: { url: await front('medperf', medperf.url), token: medperf.token },
    registry: new URL(await front('registry', `http://${registry.host}`)).host,
    files: await front('files', files.url),
  }
  const all = started.move()
  return { ...servers, [Symbol.asyncDispose]: () => all.disposeAsync() }
}
