import type { EraRules } from '../era.ts'
import type { Entity } from '../fields/field.ts'
import { entity, link } from '../fields/make.ts'
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
export const entitiesOf = (rules: EraRules): readonly Entity[] => [
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
