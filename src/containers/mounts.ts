import { suggestName } from '../words/did-you-mean.ts'
import { plainLine, quoteName } from '../words/text.ts'
import { nameKind } from '../yaml/kind.ts'
import { isMapping, type Value } from '../yaml/value.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import { listParts, mountPathFault } from './arguments/argument.ts'
import { type Finding, warnValue, wrongKey, wrongValue } from './finding.ts'
import { getKey, showValue } from './mapping.ts'
import { collectReads, type Read, readNothing, readValue, type WholeRead } from './read.ts'
import { adviseType } from './slips.ts'
import type { Mount } from './spec.ts'

const KEYS = ['mount_path', 'type'] as const

/** Reads `input_volumes` or `output_volumes` of a task (docs/medperf.md 12.1), in the configuration's order. */
export function readMounts(value: Value | undefined, path: YamlPath): WholeRead<readonly Mount[]> {
  if (value === undefined) return readValue([])
  if (!isMapping(value)) {
    const why = `\`${path.at(-1)}\` should be a mapping of volume names`
    const [name] = listTexts(value)
    const hint =
      name === undefined
        ? 'Leave the key out if there are none.'
        : `Write each as \`${plainLine(name, 60)}: ${EXAMPLE_MOUNT}\`.`
    return { value: [], findings: [wrongKey(path, why, hint, 'volumes-not-mapping')] }
  }
  return collectReads(Object.entries(value).map(([name, volume]) => readMount(name, volume, [...path, name])))
}

function readMount(name: string, volume: Value, path: YamlPath): Read<Mount> {
  const target = getKey(volume, 'mount_path')
  const type = getKey(volume, 'type')
  if (target === undefined || type === undefined) {
    const slip = isMapping(volume) ? misspelt(volume) : undefined
    const hint = slip ?? adviseMount(name, volume)
    return readNothing(wrongKey(path, missingFields(name, volume), hint, 'mount-fields'))
  }
  if (getKey(volume, 'host_path') !== undefined) {
    const why = `\`${name}\` has a \`host_path\`, which MedPerf’s client would mount from a hospital’s machine in place of its own folder`
    return readNothing(wrongKey([...path, 'host_path'], why, 'Remove it.', 'mount-host-path'))
  }
  if (type !== 'file' && type !== 'directory') {
    const why = `Mount type should be either a file or a directory: \`type\` of \`${name}\` is ${quoteName(showValue(type), 60)}`
    return readNothing(wrongValue([...path, 'type'], why, adviseType(type), 'mount-type'))
  }
  const fault = typeof target === 'string' ? pathFault(target) : 'a mount path should be text'
  if (fault !== undefined || typeof target !== 'string') {
    const hint = 'For example `/mlcommons/volumes/data`.'
    return readNothing(wrongValue([...path, 'mount_path'], fault ?? '', hint))
  }
  return readValue({ name, path: target, type })
}

const EXAMPLE_MOUNT = '{mount_path: /mlcommons/volumes/data, type: directory}'

/** Somebody who writes the path alone means the long form with it. */
function adviseMount(name: string, volume: Value): string {
  if (typeof volume !== 'string' || !volume.startsWith('/')) return `For example \`${EXAMPLE_MOUNT}\`.`
  const [target = volume] = volume.split(':').slice(-1)
  const type = /\.\w+$/.test(target) || name === 'parameters_file' ? 'file' : 'directory'
  return `Write \`${plainLine(name, 60)}: {mount_path: ${plainLine(target, 100)}, type: ${type}}\`.`
}

const listTexts = (value: Value): readonly string[] =>
  (Array.isArray(value) ? (value as readonly Value[]) : [value]).flatMap((item) =>
    typeof item === 'string' && /^\w+$/.test(item) ? [item] : [],
  )

function missingFields(name: string, volume: Value): string {
  const says = "Container config task volumes should have a 'type' and 'mount_path' fields"
  if (!isMapping(volume)) return `${says}: \`${name}\` is ${nameKind(volume)}`
  const missing = KEYS.filter((key) => getKey(volume, key) === undefined)
  return `${says}: \`${name}\` has no ${missing.map((key) => `\`${key}\``).join(' and no ')}`
}

function misspelt(volume: { readonly [key: string]: Value }): string | undefined {
  for (const key of Object.keys(volume)) {
    const meant = KEYS.some((known) => known === key) ? undefined : suggestName(key, KEYS)
    if (meant !== undefined) return `Did you mean \`${meant}\` instead of \`${key}\`?`
  }
  return undefined
}

function pathFault(path: string): string | undefined {
  if (listParts(path).join('/') === 'tmp') return '`/tmp` is taken: every task gets an empty folder there'
  return mountPathFault(path)
}

/** A mount with where it is written. */
export interface DeclaredMount {
  readonly mount: Mount
  readonly path: YamlPath
  readonly writable: boolean
}

/** Checks the mounts of one task against each other: no two at one place, none inside a file. */
export const checkPlaces = (mounts: readonly DeclaredMount[]): readonly Finding[] =>
  mounts.flatMap((inner, at) =>
    mounts.flatMap((outer, other) => (at === other ? [] : checkPair(inner, outer, other < at))),
  )

function checkPair(inner: DeclaredMount, outer: DeclaredMount, isSecond: boolean): readonly Finding[] {
  const a = listParts(inner.mount.path).join('/')
  const b = listParts(outer.mount.path).join('/')
  const place: YamlPath = [...inner.path, 'mount_path']
  const named = `\`${inner.mount.name}\` and \`${outer.mount.name}\``
  if (a === b && isSecond) {
    const why = `${named} have the same mount path ${inner.mount.path}`
    return [wrongValue(place, why, 'Give each its own.')]
  }
  if (!a.startsWith(`${b}/`)) return []
  if (outer.mount.type === 'file') {
    const why = `\`${inner.mount.name}\` is mounted inside \`${outer.mount.name}\`, which is a file`
    return [wrongValue(place, why, 'Mount them beside each other.')]
  }
  if (outer.writable) return []
  const why = `\`${inner.mount.name}\` is mounted inside the read-only \`${outer.mount.name}\``
  return [warnValue(place, why, 'It fails unless that folder exists there; mount them beside each other.')]
}
