import { splitReference } from '../../../containers/image-reference.ts'
import { known } from '../../../facts/known.ts'
import { findDifferences, isSameJson } from '../../../yaml/equal.ts'
import { isMapping, type Value } from '../../../yaml/value.ts'
import type { Fields } from '../../rows.ts'
import type { WantedFields } from '../wanted/state.ts'
import type { Change, PlanVerdict } from './decision.ts'
import { keepAddresses } from './keep-addresses.ts'

export interface Comparison {
  readonly changes: readonly Change[]
  /** The fields that differ, with the values to send. */
  readonly write: Fields
  /** Names of fields that differ, or whose value is not known yet. */
  readonly changed: readonly string[]
}

/** Compares what is registered with what is wanted, field by field; `verdictOf` says what a difference means. */
export function compareFields(
  registered: Fields,
  wanted: WantedFields,
  names: readonly string[],
  verdictOf: (field: string) => PlanVerdict,
): Comparison {
  const differing = names.filter((name) => {
    const value = wanted.fields[name]
    return value !== undefined && !isSameJson(registered[name] ?? null, value)
  })
  const waiting = names.filter((name) => wanted.unknown[name] !== undefined)
  const changes = names.flatMap((name): readonly Change[] => {
    if (waiting.includes(name))
      return [known({ field: name, verdict: verdictOf(name), note: wanted.unknown[name] || undefined })]
    if (!differing.includes(name))
      return name in wanted.fields ? [{ field: name, verdict: 'nothing to do' }] : []
    return leaves(name, registered[name] ?? null, wanted.fields[name] ?? null, verdictOf(name))
  })
  return {
    changes,
    write: Object.fromEntries(differing.map((name) => [name, wanted.fields[name] ?? null])),
    changed: [...differing, ...waiting],
  }
}

function leaves(field: string, from: Value, to: Value, verdict: PlanVerdict): readonly Change[] {
  return findDifferences(from, to, field).map((difference) =>
    known({
      field: difference.path,
      verdict,
      from: difference.from,
      to: difference.to,
    }),
  )
}

/** The fields of something new. */
export function listCreations(
  wanted: WantedFields,
  names: readonly string[],
  verdict: PlanVerdict,
): readonly Change[] {
  return names.flatMap((name): readonly Change[] => {
    const value = wanted.fields[name]
    if (value !== undefined) return [{ field: name, verdict, to: value }]
    return wanted.unknown[name] === undefined
      ? []
      : [known({ field: name, verdict, note: wanted.unknown[name] || undefined })]
  })
}

/**
 * The wanted content with what is registered kept where the difference is none: the tag of an image that this action pushed,
 * and the address of a file in another commit.
 */
export const keepRegistered = (wanted: WantedFields, registered: Fields): WantedFields =>
  keepAddresses(keepTag(wanted, registered), registered)

/**
 * The wanted content with a registered reference kept where it names the same image: an image that this action pushed
 * gets a new tag with each commit, which alone is no change.
 */
function keepTag(wanted: WantedFields, registered: Fields): WantedFields {
  const config = wanted.fields['container_config'] ?? null
  const held = registered['container_config'] ?? null
  if (!isMapping(config) || !isMapping(held)) return wanted
  if (!isSameJson(wanted.fields['image_hash'] ?? null, registered['image_hash'] ?? null)) return wanted
  const image = held['image']
  if (image === undefined || repositoryOf(image) !== repositoryOf(config['image'] ?? null)) return wanted
  return { ...wanted, fields: { ...wanted.fields, container_config: { ...config, image } } }
}

const repositoryOf = (image: Value): Value => (typeof image === 'string' ? splitReference(image).name : image)
