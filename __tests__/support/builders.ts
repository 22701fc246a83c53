import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../../stand-ins/action-file.ts'

/** One of Docker's two builders: what its command needs in the environment to take it, or why this machine has none. */
export interface Builder {
  readonly name: string
  readonly environment: Readonly<Record<string, string>>
  readonly missing?: string
}

/** The builder of old daemons, and BuildKit, whose command is unpacked first where this machine has none. */
export function builders(): readonly Builder[] {
  return [{ name: 'the classic builder', environment: { DOCKER_BUILDKIT: '0' } }, buildKit()]
}

function buildKit(): Builder {
  const name = 'BuildKit'
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'script', 'ci', 'buildx-up'), { encoding: 'utf8' })
  if (status !== 0) {
    const reason = stderr.trim().split('\n').at(-1) ?? `buildx-up ended with ${status}`
    return { name, environment: {}, missing: `no BuildKit: ${reason}` }
  }
  const settings = stdout.split('\n').flatMap((line) => {
    const cut = line.indexOf('=')
    return cut > 0 ? [[line.slice(0, cut), line.slice(cut + 1)] as const] : []
  })
  return { name, environment: { DOCKER_BUILDKIT: '1', ...Object.fromEntries(settings) } }
}
