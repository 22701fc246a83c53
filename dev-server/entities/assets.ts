import type { EraRules } from '../era.ts'
import type { Entity } from '../fields/field.ts'
import {
  choice,
  entity,
  flag,
  json,
  owner,
  requiredText,
  stamps,
  states,
  uniqueName,
} from '../fields/make.ts'

/** Files that a model consists of, model era (docs/medperf.md 5.4). */
export const assetEntity = (rules: EraRules): Entity =>
  entity('assets', [
    uniqueName(rules.max.name, 'asset'),
    requiredText('asset_hash', 100),
    requiredText('asset_url', 256),
    choice('state', states),
    flag('is_valid'),
    json('metadata', { nullable: true }),
    json('user_metadata', { nullable: true }),
    ...stamps,
    owner,
  ])

/** What of an asset in OPERATION may change. */
export const editableOfAsset: readonly string[] = ['is_valid', 'user_metadata', 'asset_url']
