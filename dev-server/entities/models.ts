import type { EraRules } from '../era.ts'
import type { Checked } from '../fields/check.ts'
import type { Entity } from '../fields/field.ts'
import { choice, entity, flag, json, link, owner, stamps, states, uniqueName } from '../fields/make.ts'

/** Models around one container or one asset, model era (docs/medperf.md 5.1). */
export const modelEntity = (rules: EraRules): Entity =>
  entity('models', [
    content('container', 'mlcubes'),
    content('asset', 'assets'),
    uniqueName(rules.max.name, 'model'),
    choice('state', states),
    flag('is_valid'),
    json('metadata', { nullable: true }),
    json('user_metadata', { nullable: true }),
    choice('type', ['ASSET', 'CONTAINER'], { required: true }),
    ...stamps,
    owner,
  ])

const content = (name: string, to: 'mlcubes' | 'assets') =>
  link(name, to, { required: false, nullable: true, unique: `model with this ${name} already exists.` })

/** What of a model in OPERATION may change. */
export const editableOfModel: readonly string[] = ['is_valid', 'user_metadata']

/** The rule about a new model and what is inside it. */
export function newModelRule({ values, inner }: Checked): string | null {
  const isContainer = values['type'] === 'CONTAINER'
  const own = isContainer ? inner['container'] : inner['asset']
  const other = isContainer ? inner['asset'] : inner['container']
  const [wanted, unwanted] = isContainer ? ['Container', 'Asset'] : ['Asset', 'Container']
  if (!own) return `${wanted} data required.`
  if (other) return `${unwanted} must not be provided.`
  if ((values['state'] ?? 'DEVELOPMENT') !== (own['state'] ?? 'DEVELOPMENT')) {
    return 'Model state must match the state of its container or asset.'
  }
  if ((values['is_valid'] ?? true) !== (own['is_valid'] ?? true)) {
    return 'Model validity must match the validity of its container or asset.'
  }
  return null
}
