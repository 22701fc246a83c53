import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { pushImages } from '../demo-images.ts'
import { EXAMPLE, ownersCheckout, packDemo } from '../example.ts'
import { type ServerName, startServers } from '../servers.ts'
import { recordJob } from './record.ts'
import { type Recorder, startRecorder } from './recorder.ts'
import type { Scenario } from './scenario.ts'

/** Where the servers are seen; both builds meet the same addresses, because hashes hold them. */
export type Ports = Readonly<Record<ServerName | 'github', number>>

/** Runs the jobs of a scenario with the action of a checkout, and writes each into a folder of its own in `into`. */
export async function playScenario(
  { era, github, isServed = false, jobs }: Scenario,
  checkout: string,
  ports: Ports,
  into: string,
): Promise<void> {
  await using recorders = new AsyncDisposableStack()
  const byName = new Map<ServerName, Recorder>()
  await using temp = await tempFolder('medperf-same-')
  const demo = packDemo(temp.path)
  // The GitHub starts before there is a checkout, whose files name the registry.
  const served = join(temp.path, 'served')
  await using servers = await startServers({
    era,
    github: { ...(isServed ? { ...github, checkout: served } : github), port: ports.github },
    files: demo.files,
    async front(name, url) {
      const recorder = recorders.use(await startRecorder(ports[name], url))
      byName.set(name, recorder)
      return recorder.url
    },
  })
  await using images = await pushImages(EXAMPLE, servers.registry)
  await using base = await ownersCheckout(servers, demo, images.configs)
  symlinkSync(base.path, served)
  const takeRequests = () =>
    Object.fromEntries([...byName].map(([name, recorder]) => [name, recorder.take()]))
  for await (const job of jobs(base.path, servers)) {
    const surroundings = { checkout, github: servers.github, temp: join(temp.path, job.name), takeRequests }
    await recordJob(job, surroundings, join(into, job.name))
  }
}
