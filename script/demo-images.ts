import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders of the example's three containers. */
const PARTS = ['prep', 'model', 'metrics'] as const

const docker = (...args: readonly string[]) =>
  execFileSync('docker', args, { stdio: ['ignore', 'ignore', 'inherit'] })

/** Images of the example in a registry of this machine, and the configurations that name them there. */
export interface PushedImages extends Disposable {
  /** By their path in the example. */
  readonly configs: Readonly<Record<string, string>>
}

/** Pushes the example's images to a registry: only what everybody can get is registered. Its names go away with it. */
export function pushImages(example: string, host: string): PushedImages {
  const images = PARTS.map((part) => {
    const path = `${part}/container_config.yaml`
    const config = readFileSync(join(example, path), 'utf8')
    const from = /^image: (\S+)$/m.exec(config)?.[1]
    if (from === undefined) throw new Error(`${path} names no image`)
    const to = `${host}/${from.slice(from.lastIndexOf('/') + 1)}`
    docker('tag', from, to)
    docker('push', '--quiet', to)
    return { path, to, config: config.replace(from, to) }
  })
  return {
    configs: Object.fromEntries(images.map(({ path, config }) => [path, config])),
    [Symbol.dispose]() {
      docker('image', 'rm', '--no-prune', ...images.map(({ to }) => to))
    },
  }
}
