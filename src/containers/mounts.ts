import { suggestion } from '../words/did-you-mean.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { type Finding, warnValue, wrongKey, wrongValue } from './finding.ts'
import { at } from './mapping.ts'
import type { Mount } from './spec.ts'

const KEYS = ['mount_path', 'type'] as const

/**
 * Reads `input_volumes` or `output_volumes` of a task (docs/medperf.md 12.1), in the configuration's order.
 */
export function readMounts(value: Value | undefined, path: YamlPath, findings: Finding[]): readonly Mount[] {
  if (value === undefined) return []
  if (!isMapping(value)) {
    findings.push(
      wrongKey(
        path,
        `\`${path.at(-1)}\` should be a mapping of volume names`,
        'Leave the key out if there are none.',
      ),
    )
    return []
  }
  return Object.entries(value).flatMap(([name, volume]) => readMount(name, volume, [...path, name], findings))
}

function readMount(name: string, volume: Value, path: YamlPath, findings: Finding[]): readonly Mount[] {
  const target = at(volume, 'mount_path')
  const type = at(volume, 'type')
  if (target === undefined || type === undefined) {
    const known = isMapping(volume) ? misspelt(volume) : undefined
    const hint = known ?? 'For example `{mount_path: /mlcommons/volumes/data, type: directory}`.'
    findings.push(
      wrongKey(path, "Container config task volumes should have a 'type' and 'mount_path' fields.", hint),
    )
    return []
  }
  if (type !== 'file' && type !== 'directory') {
    findings.push(wrongValue([...path, 'type'], 'Mount type should be either a file or a directory.'))
    return []
  }
  const fault = typeof target === 'string' ? pathFault(target) : 'a mount path should be text'
  if (fault !== undefined || typeof target !== 'string') {
    findings.push(wrongValue([...path, 'mount_path'], fault ?? '', 'For example `/mlcommons/volumes/data`.'))
    return []
  }
  return [{ name, path: target, type }]
}

function misspelt(volume: { readonly [key: string]: Value }): string | undefined {
  for (const key of Object.keys(volume)) {
    const meant = KEYS.some((known) => known === key) ? undefined : suggestion(key, KEYS)
    if (meant !== undefined) return `Did you mean \`${meant}\` instead of \`${key}\`?`
  }
  return undefined
}

function pathFault(path: string): string | undefined {
  if (!path.startsWith('/')) return `the mount path "${path}" should be absolute`
  if (path.includes(':')) return `the mount path "${path}" has a colon, which engines take for a separator`
  if (/[\u0000-\u001f]/.test(path)) return 'a mount path cannot have control characters'
  const parts = partsOf(path)
  if (parts.length === 0) return 'nothing can be mounted at `/`'
  if (parts.includes('..')) return `the mount path "${path}" should not go up with \`..\``
  if (parts.join('/') === 'tmp') return '`/tmp` is taken: every task gets an empty folder there'
  return undefined
}

const partsOf = (path: string): readonly string[] =>
  path.split('/').filter((part) => part !== '' && part !== '.')

/** A mount with where it is written. */
export interface Written {
  readonly mount: Mount
  readonly path: YamlPath
  readonly writable: boolean
}

/** Checks the mounts of one task against each other: no two at one place, none inside a file. */
export function checkPlaces(mounts: readonly Written[], findings: Finding[]): void {
  mounts.forEach((inner, at) => {
    mounts.forEach((outer, other) => {
      if (at === other) return
      const a = partsOf(inner.mount.path).join('/')
      const b = partsOf(outer.mount.path).join('/')
      const place: YamlPath = [...inner.path, 'mount_path']
      const named = `\`${inner.mount.name}\` and \`${outer.mount.name}\``
      if (a === b && other < at) {
        findings.push(
          wrongValue(place, `${named} have the same mount path ${inner.mount.path}`, 'Give each its own.'),
        )
      } else if (a.startsWith(`${b}/`) && outer.mount.type === 'file') {
        const why = `\`${inner.mount.name}\` is mounted inside \`${outer.mount.name}\`, which is a file`
        findings.push(wrongValue(place, why, 'Mount them beside each other.'))
      } else if (a.startsWith(`${b}/`) && !outer.writable) {
        const why = `\`${inner.mount.name}\` is mounted inside the read-only \`${outer.mount.name}\``
        findings.push(
          warnValue(place, why, 'It fails unless that folder exists there; mount them beside each other.'),
        )
      }
    })
  })
}
