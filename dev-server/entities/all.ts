import type { EraRules } from '../era.ts'
import type { Entity } from '../fields/field.ts'
import { entity, link, requiredText } from '../fields/make.ts'
import { assetEntity } from './assets.ts'
import { benchmarkEntity } from './benchmarks.ts'
import { memberEntity } from './committee.ts'
import { containerEntity } from './containers.ts'
import { datasetEntity } from './datasets.ts'
import { modelEntity } from './models.ts'
import { datasetRequestEntity, modelRequestEntity } from './requests.ts'
import { resultEntity } from './results.ts'
import { userEntity } from './users.ts'

/** Everything that a server of an era keeps. */
export const entitiesOf = (rules: EraRules): readonly Entity[] =>
  everything(rules).map((one) => demanding(one, rules))

/** An entity with the fields that are demanded beyond those of the real servers. Throws for one that it has. */
function demanding(one: Entity, { demands }: EraRules): Entity {
  const names = demands.filter(({ table }) => table === one.table).map(({ field }) => field)
  const known = names.find((name) => name === 'id' || one.fields.some((field) => field.name === name))
  if (known !== undefined) throw new Error(`cannot demand ${one.table}.${known}: it is there`)
  return { ...one, fields: [...one.fields, ...names.map((name) => requiredText(name, 256))] }
}

const everything = (rules: EraRules): readonly Entity[] => [
  userEntity(rules),
  containerEntity(rules),
  ...(rules.authority ? [authorityEntity] : []),
  ...(rules.models ? [assetEntity(rules), modelEntity(rules)] : []),
  benchmarkEntity(rules),
  ...(rules.committee ? [memberEntity] : []),
  datasetEntity(rules),
  resultEntity(rules),
  datasetRequestEntity(),
  modelRequestEntity(rules),
]

/** The certificate authority is known only as the reason why its container cannot be deleted. */
const authorityEntity: Entity = entity('authorities', [link('ca_mlcube', 'mlcubes')], { order: 'id' })
