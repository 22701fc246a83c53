import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Folders of the example's three containers. */
const PARTS = ['prep', 'model', 'metrics'] as const

const docker = (...args: readonly string[]) => promisify(execFile)('docker', args)

/** Images of the example in a registry of this machine, and the configurations that name them there. */
export interface PushedImages extends AsyncDisposable {
  /** By their path in the example. */
  readonly configs: Readonly<Record<string, string>>
}

/** Pushes the example's images to a registry: only what everybody can get is registered. Its names go away with it. */
export async function pushImages(example: string, host: string): Promise<PushedImages> {
  const images = PARTS.map((part) => imageOf(example, part, host))
  for (const { from, to } of images) {
    await docker('tag', from, to)
    await docker('push', '--quiet', to)
  }
  return {
    configs: Object.fromEntries(images.map(({ path, config }) => [path, config])),
    async [Symbol.asyncDispose]() {
      await docker('image', 'rm', '--no-prune', ...images.map(({ to }) => to))
    },
  }
}

/** What one container's image is called, here and in the registry, and its configuration with that name. */
function imageOf(example: string, part: string, host: string) {
  const path = `${part}/container_config.yaml`
  const config = readFileSync(join(example, path), 'utf8')
  const from = /^image: (\S+)$/m.exec(config)?.[1]
  if (from === undefined) throw new Error(`${path} names no image`)
  const to = `${host}/${from.slice(from.lastIndexOf('/') + 1)}`
  return { path, from, to, config: config.replace(from, to) }
}
