import { describe, expect, it } from 'vitest'
import type { Era } from '../../src/medperf/era.ts'
import { registeredContent } from '../../src/medperf/registration.ts'
import type { ContainerRow } from '../../src/medperf/rows.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { exampleContainers } from './toy.ts'

const row = (era: Era, changes: Partial<ContainerRow> = {}): ContainerRow => {
  const { name, state: _state, metadata: _metadata, ...fields } = exampleContainers(era).reference_model
  return { uid: 4, name: String(name), owner: 2, state: 'OPERATION', isValid: true, fields, ...changes }
}

const WEIGHTS = {
  url: 'https://files.example.org/weights.tar.gz',
  sha256: '07c1220f495a518c23bec4d2684e027cb6461681b2eefac4b9c81f70e759a265',
}

describe('a registered container', () => {
  it('of the newer eras carries its configuration', () => {
    expect(registeredContent(assumeRules('container'), row('container'))).toMatchObject({
      kind: 'json',
      name: 'toy-model',
      document: { container_type: 'DockerImage' },
      imageHash: `sha256:${'2'.repeat(64)}`,
      additionalFiles: WEIGHTS,
    })
    expect(registeredContent(assumeRules('container'), row('container'))).not.toHaveProperty('parameters')
  })

  it.each([
    [[], {}],
    [{}, {}],
    [{ a: 1 }, { a: 1 }],
    [[{ name: 'a', value: 'b' }], [{ name: 'a', value: 'b' }]],
    ['fast', 'fast'],
    [0, 0],
  ])(
    'that holds the parameters %j has what clients make of them, where it is what was meant',
    (held, read) => {
      const { fields } = row('container')
      const given = row('container', { fields: { ...fields, parameters_config: held } })
      expect(registeredContent(assumeRules('container'), given)).toMatchObject({ parameters: read })
    },
  )

  it('of the oldest names its files', () => {
    expect(registeredContent(assumeRules('mlcube'), row('mlcube'))).toMatchObject({
      kind: 'files',
      manifest: { url: expect.stringMatching(/mlcube\.yaml$/), sha256: expect.stringMatching(/^ddb5/) },
      parameters: { url: expect.stringMatching(/parameters\.yaml$/) },
      imageHash: '2'.repeat(64),
      additionalFiles: WEIGHTS,
    })
  })

  it('inside a model is found there, retired if either is', () => {
    const container = row('model', { isValid: false })
    const model = {
      uid: 9,
      name: 'toy-model',
      owner: 2,
      state: 'OPERATION',
      isValid: true,
      container,
    } as const
    expect(registeredContent(assumeRules('model'), model)).toMatchObject({ kind: 'json', isValid: false })
  })

  const model = { uid: 9, name: 'weights', owner: 2, state: 'OPERATION', isValid: true } as const
  const { url: asset_url, sha256: asset_hash } = WEIGHTS
  const asset = { ...row('model'), fields: { asset_url, asset_hash } }

  it('may be files alone, retired if either the model or they are', () => {
    const known = { kind: 'asset', name: 'weights', isValid: true, files: WEIGHTS }
    expect(registeredContent(assumeRules('model'), { ...model, asset })).toEqual(known)
    const retired = { ...asset, isValid: false }
    expect(registeredContent(assumeRules('model'), { ...model, asset: retired })).toEqual({
      ...known,
      isValid: false,
    })
  })

  it('has no address where the files never leave their owner', () => {
    const local = { ...asset, fields: { asset_hash, asset_url: 'local' } }
    expect(registeredContent(assumeRules('model'), { ...model, asset: local })).toMatchObject({ files: {} })
  })

  it('is none where a model is of nothing', () => {
    expect(registeredContent(assumeRules('model'), model)).toBeUndefined()
  })
})
