import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../../src/facts/error.ts'
import type { Step } from '../../src/medperf/plan/step.ts'
import type { ContainerRow, Fields } from '../../src/medperf/rows.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { applySubmission } from '../../src/register/apply.ts'
import { perform } from '../../src/register/perform.ts'
import type { Client } from '../../src/server/client.ts'
import { rawNumber } from '../../src/yaml/value.ts'
import { toyBenchmark, toyEvidence } from '../medperf/toy.ts'

const CREATE: Step = {
  kind: 'create',
  subject: 'evaluator',
  collection: 'mlcubes',
  name: 'a',
  body: { name: 'a', parameters_config: { x: 1 }, state: 'OPERATION' },
}
const UPDATE: Step = { ...CREATE, kind: 'update', uid: 7, body: { state: 'OPERATION' } }

const lost = () =>
  new ExpectedError('unreachable', 'the connection was cut', { hint: 'Run it again.', uncertain: true })
const down = () => new ExpectedError('unreachable', 'nothing listens there', { hint: 'Mend it.' })
const taken = () => new ExpectedError('refused', 'name: taken', { hint: 'Mend it.', status: 400 })

/** A client that answers each call with the next entry of its script. */
function scripted(script: Partial<Record<'create' | 'update' | 'row' | 'containers', readonly unknown[]>>) {
  const calls: string[] = []
  const answer = (name: keyof typeof script) => async () => {
    const past = calls.filter((call) => call === name).length
    calls.push(name)
    const entry = script[name]?.[past]
    if (entry instanceof Error) throw entry
    return entry
  }
  const client = {
    create: answer('create'),
    update: answer('update'),
    row: answer('row'),
    containers: answer('containers'),
  } as unknown as Client
  return { options: { client, sleep: async () => undefined }, calls }
}

const held: Fields = { id: 7, name: 'a', parameters_config: { x: rawNumber('1.0') }, state: 'OPERATION' }
const listed = [{ uid: 7, name: 'a' } as ContainerRow]

describe('one write', () => {
  it('is read back, and compared by meaning', async () => {
    const { options, calls } = scripted({ create: [7], row: [held] })
    expect(await perform(options, CREATE)).toBe(7)
    expect(calls).toEqual(['create', 'row'])
  })

  it.each<[string, unknown, string]>([
    ['holds something else', { ...held, parameters_config: { x: 2 } }, '`parameters_config` is {"x":2}'],
    ['lacks a field', { name: 'a', state: 'OPERATION' }, '`parameters_config` is null'],
    ['is not there', undefined, 'not there when it is read back'],
  ])('is an error where the row then %s', async (_what, row, words) => {
    const { options, calls } = scripted({ create: [7], row: [row] })
    await expect(perform(options, CREATE)).rejects.toMatchObject({
      kind: 'changed',
      message: expect.stringContaining(words),
    })
    expect(calls).toEqual(['create', 'row'])
  })

  it.each([
    ['container', 'image_hash', { asset: null }],
    ['asset', 'asset_hash', { container: null }],
  ])('compares the %s inside a model', async (kind, field, none) => {
    const body = { name: 'a', ...none, [kind]: { name: 'a', [field]: 'x' } }
    const step: Step = { ...CREATE, collection: 'models', body }
    const row = { id: 3, ...body, [kind]: { id: 7, name: 'a', [field]: 'y' } }
    const { options } = scripted({ create: [3], row: [row] })
    await expect(perform(options, step)).rejects.toThrow(`\`${kind}.${field}\` is "y"`)
  })

  it('without an answer is looked up, and not sent again when it is there', async () => {
    const { options, calls } = scripted({ create: [lost()], containers: [listed], row: [held] })
    expect(await perform(options, CREATE)).toBe(7)
    expect(calls).toEqual(['create', 'containers', 'row'])
  })

  it('without an answer is sent again only after the look showed nothing', async () => {
    const { options, calls } = scripted({ create: [lost(), 7], containers: [[]], row: [held] })
    expect(await perform(options, CREATE)).toBe(7)
    expect(calls).toEqual(['create', 'containers', 'create', 'row'])
  })

  it('that changes a row is looked up in the row', async () => {
    const script = { update: [lost(), undefined], row: [{ state: 'DEVELOPMENT' }, { state: 'OPERATION' }] }
    const { options, calls } = scripted(script)
    expect(await perform(options, UPDATE)).toBe(7)
    expect(calls).toEqual(['update', 'row', 'update', 'row'])
  })

  it('that could not be sent needs no look', async () => {
    const { options, calls } = scripted({ create: [down(), 7], row: [held] })
    expect(await perform(options, CREATE)).toBe(7)
    expect(calls).toEqual(['create', 'create', 'row'])
  })

  it('is tried three times at most', async () => {
    const { options, calls } = scripted({ create: [lost(), lost(), lost()], containers: [[], [], []] })
    await expect(perform(options, CREATE)).rejects.toMatchObject({ kind: 'unreachable' })
    expect(calls.filter((call) => call === 'create')).toHaveLength(3)
  })

  it('that is refused is not sent again, but may be there already', async () => {
    const first = scripted({ create: [taken()], containers: [listed], row: [held] })
    expect(await perform(first.options, CREATE)).toBe(7)
    const second = scripted({ create: [taken()], containers: [[]] })
    await expect(perform(second.options, CREATE)).rejects.toMatchObject({ kind: 'refused' })
    expect(second.calls).toEqual(['create', 'containers'])
  })

  it.each(['token', 'permission', 'input', 'tls'] as const)(
    'ends at once with an error of kind %s',
    async (kind) => {
      const { options, calls } = scripted({ create: [new ExpectedError(kind, 'no', { hint: 'Mend it.' })] })
      await expect(perform(options, CREATE)).rejects.toMatchObject({ kind })
      expect(calls).toEqual(['create'])
    },
  )
})

describe('a run', () => {
  it('stops when what it wrote is undone under its hands', async () => {
    const rows: { readonly [uid: number]: Fields } = {}
    let uid = 0
    // A server that takes every container and forgets it as soon as it was read back.
    const client = {
      origin: 'https://h.example',
      rules: assumeRules('container'),
      detect: async () => assumeRules('container'),
      me: async () => ({ id: 2, email: '' }),
      containers: async () => [],
      models: async () => [],
      assets: async () => [],
      benchmarks: async () => [],
      async create(_collection: string, body: Fields) {
        uid += 1
        Object.assign(rows, { [uid]: body })
        return uid
      },
      row: async (_collection: string, at: number) => rows[at],
    } as unknown as Client
    const failed = applySubmission({
      client,
      benchmark: toyBenchmark('container'),
      evidence: toyEvidence('container'),
    })
    await expect(failed).rejects.toMatchObject({
      kind: 'changed',
      message: 'mlcubes `toy-prep` was changed by somebody else while this ran',
    })
    expect(uid).toBe(1)
  })
})
