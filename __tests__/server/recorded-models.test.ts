import { expect, it } from 'vitest'
import type { Fields } from '../../src/medperf/rows.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { createAssetSchema, createModelSchema } from '../../src/server/schemas.ts'
import { isMapping, type Value } from '../../src/yaml/value.ts'
import { exchangesOf } from '../dev-server/exchange.ts'

/** Every row that a real server gave to a read of these addresses. */
const rowsAt = (path: RegExp): readonly Fields[] =>
  exchangesOf('model')
    .flatMap(({ steps }) => steps)
    .filter((step) => step.method === 'GET' && step.status === 200 && path.test(step.path))
    .flatMap((step) => {
      const response = step.response as Value
      if (!isMapping(response)) return []
      const { results } = response
      return (Array.isArray(results) ? results : [response]) as readonly Fields[]
    })

it('every recorded model is read with what is inside it', () => {
  const rows = rowsAt(/^\/api\/v0\/(me\/)?models\/(\d+\/)?(\?|$)/)
  const assets = rows.filter(({ type, asset }) => type === 'ASSET' && asset !== null)
  expect(assets.length).toBeGreaterThan(3)
  for (const row of assets) {
    const asset = row['asset'] as Fields
    const { id: uid, name, owner, state, is_valid: isValid, asset_hash, asset_url } = asset
    const read = createModelSchema(assumeRules('model')).parse(row)
    expect(read.container).toBeUndefined()
    expect(read.asset).toEqual({ uid, name, owner, state, isValid, fields: { asset_hash, asset_url } })
  }
  for (const row of rows.filter(({ type, container }) => type === 'CONTAINER' && container !== null)) {
    expect(createModelSchema(assumeRules('model')).parse(row)).not.toHaveProperty('asset')
  }
})

it('a model whose type was switched has nothing that a client could use', () => {
  const switched = rowsAt(/^\/api\/v0\/models\/\d+\/$/).filter(
    ({ type, container }) => type === 'ASSET' && container !== null,
  )
  expect(switched.length).toBeGreaterThan(0)
  for (const row of switched) {
    const read = createModelSchema(assumeRules('model')).parse(row)
    expect([read.container, read.asset]).toEqual([undefined, undefined])
  }
})

it('every recorded asset is read, with or without a model', () => {
  const rows = rowsAt(/^\/api\/v0\/(me\/)?assets\/(\d+\/)?(\?|$)/)
  expect(rows.length).toBeGreaterThan(3)
  for (const row of rows) expect(createAssetSchema().parse(row).uid).toBe(row['id'])
})
