import { describe, expect, it } from 'vitest'
import type { Component } from '../../../src/benchmark/benchmark.ts'
import type { Role } from '../../../src/facts/role.ts'
import type { Era } from '../../../src/medperf/era.ts'
import { planSubmission } from '../../../src/medperf/plan/plan.ts'
import type { Evidence } from '../../../src/medperf/plan/wanted/evidence.ts'
import { numbersWithoutJson, trapWords } from '../../../src/medperf/plan/wanted/trap-words.ts'
import { parseJson } from '../../../src/yaml/json.ts'
import type { Value } from '../../../src/yaml/value.ts'
import { emptySnapshot } from '../memory-server.ts'
import { type ToyChanges, toyBenchmark, toyEvidence } from '../toy.ts'

const issues = (era: Era, changes: ToyChanges = {}, evidence: Partial<Evidence> = {}) =>
  planSubmission({
    benchmark: toyBenchmark(era, changes),
    evidence: { ...toyEvidence(era), ...evidence },
    snapshot: emptySnapshot(era),
  }).issues.filter(({ message }) => !message.includes('Singularity'))

const changed = (role: Role, part: Partial<Component>): ToyChanges => ({ components: { [role]: part } })
const spec = (image: string, type: Component['spec']['type'] = 'DockerImage'): Component['spec'] => ({
  type,
  image,
  tasks: {},
  document: { container_type: type, image, tasks: {} },
})
const mlcube: Component['spec'] = {
  type: 'DockerImage',
  image: 'a/b:1',
  tasks: {},
  document: { docker: { image: 'a/b:1' } },
}

describe('cautions', () => {
  it('are none for a plain benchmark', () => {
    for (const era of ['mlcube', 'container', 'model'] as const) expect(issues(era)).toEqual([])
  })

  it.each<[string, ReturnType<typeof issues>, string, RegExp]>([
    [
      'an MLCube on a newer server',
      issues('model', changed('evaluator', { spec: mlcube })),
      'error',
      /is an MLCube.*model era/,
    ],
    [
      'a container_config on the oldest',
      issues('mlcube', changed('evaluator', { spec: spec('a/b:1') })),
      'warning',
      /2025-05/,
    ],
    [
      'a Docker archive on the oldest',
      issues('mlcube', changed('evaluator', { spec: spec('https://a.example/i.tar', 'DockerArchive') })),
      'error',
      /no Docker archives/,
    ],
    [
      'a model that is an asset on a server that has none',
      issues('container', changed('reference_model', { spec: spec('model/', 'Asset') })),
      'error',
      /it is an asset, and servers of the container era hold no models without a container/,
    ],
    [
      'a description that only the server takes',
      issues('mlcube', { description: 'd'.repeat(21) }),
      'warning',
      /refuses more than 20/,
    ],
    [
      'a description that nobody takes',
      issues('mlcube', { description: 'd'.repeat(101) }),
      'error',
      /takes 100/,
    ],
    ['a long description later', issues('model', { description: 'd'.repeat(257) }), 'error', /takes 256/],
    [
      'a parameter that is not a number of JSON',
      issues('model', changed('evaluator', { parameters: { a: [Number.NaN] } })),
      'warning',
      /`a\.0`.*text/,
    ],
    [
      'a result with a word that breaks the client',
      issues('model', {}, { results: { auc: 'NaN' } }),
      'error',
      /`auc`.*NaN/,
    ],
    [
      'policies where there are none',
      issues('mlcube', {
        associations: { datasets: { mode: 'always', allow: [] }, models: { mode: 'never', allow: [] } },
      }),
      'warning',
      /let nobody in/,
    ],
    [
      'capitals in an allow list',
      issues('model', {
        associations: {
          datasets: { mode: 'allowlist', allow: ['A@b.example'] },
          models: { mode: 'never', allow: [] },
        },
      }),
      'warning',
      /letter by letter/,
    ],
    [
      'a draft where nobody can approve one',
      issues('mlcube', { state: 'development' }),
      'warning',
      /neither approved nor rejected/,
    ],
    [
      'a container called like a version of another',
      issues('model', changed('evaluator', { name: 'toy-prep-v2' })),
      'error',
      /evaluator is called `toy-prep-v2`.*data_preparator/,
    ],
    [
      'two containers of one name',
      issues('model', changed('evaluator', { name: 'toy-prep' })),
      'error',
      /both called `toy-prep`/,
    ],
    [
      'a long address',
      issues(
        'model',
        {},
        {
          demoDataset: {
            url: `https://a.example/${'x'.repeat(256)}`,
            sha256: 'a'.repeat(64),
            generatedUid: 'b'.repeat(64),
          },
        },
      ),
      'error',
      /takes 256/,
    ],
  ])('name %s', (_what, found, severity, message) => {
    expect(found).toContainEqual(
      expect.objectContaining({ severity, message: expect.stringMatching(message) }),
    )
    expect(found.every(({ hint }) => hint !== undefined && hint !== '')).toBe(true)
  })

  it('count characters as the server does, not UTF-16 units', () => {
    expect(issues('mlcube', { name: '𝕏'.repeat(20) })).toEqual([])
    expect(issues('mlcube', { name: '𝕏'.repeat(21) })[0]?.message).toContain('21 characters')
  })

  it.each<[string, boolean]>([
    ['lab/image:1.0', false],
    ['lab/image', false],
    ['image:1.0', true],
    ['docker.io/lab/image:1', true],
    ['ghcr.example/lab/image:1', true],
    ['host:5000/lab/image', true],
    [`lab/image@sha256:${'a'.repeat(64)}`, true],
    ['lab/group/image:1', true],
  ])('warn of %s for Singularity: %s', (image, warned) => {
    const all = planSubmission({
      benchmark: toyBenchmark('model', changed('evaluator', { spec: spec(image) })),
      evidence: toyEvidence('model'),
      snapshot: emptySnapshot('model'),
    }).issues
    expect(
      all.some(({ message }) => message.includes('Singularity') && message.includes(`\`${image}\``)),
    ).toBe(warned)
  })
})

describe('what no server holds in JSON stands in the way before anything is written', () => {
  const raw = (text: string) => parseJson(`{"a":[1,${text}]}`)

  it.each<[string, Value, RegExp]>([
    ['a number beyond all doubles', raw('1e999'), /^the result `a\.1` is a number without end/],
    [
      'the same below zero, written at length',
      raw(`-1${'0'.repeat(400)}.0`),
      /`a\.1` is a number without end/,
    ],
    ['a zero character', { a: 'x\0y' }, /^the result `a` has a zero character/],
    ['a zero character in a name', { 'x\0': 1 }, /^the result `x` has a zero character in its name/],
    ['half of a pair', { a: ['\ud800'] }, /^the result `a\.0` has half of a surrogate pair/],
    ['half of a pair in a name', { a: { 'x\udc00': 1 } }, /has half of a surrogate pair in its name/],
  ])('%s', (_, results, words) => {
    for (const era of ['mlcube', 'container', 'model'] as const)
      expect(issues(era, {}, { results })).toMatchObject([
        { severity: 'error', message: expect.stringMatching(words) },
      ])
  })

  it.each<Value>([raw(`1${'0'.repeat(400)}`), raw('1e-999'), raw('-0'), 'paired \ud83d\ude00', Number.NaN])(
    'but not %j',
    (value) => {
      expect(issues('model', {}, { results: { value } })).toEqual([])
    },
  )

  it.each<[Value, string]>([
    [[{ name: 'auc', value: 0.9 }], 'a list'],
    [[], 'a list'],
    ['good', 'text'],
    [0.9, 'a number'],
    [true, 'a boolean'],
    [null, 'nothing'],
  ])('results that are no mapping stand in the way: %j', (results, kind) => {
    for (const era of ['mlcube', 'container', 'model'] as const)
      expect(issues(era, {}, { results })).toMatchObject([
        { severity: 'error', code: 'results-not-mapping', message: expect.stringContaining(`are ${kind},`) },
      ])
  })

  it('in parameters and configurations too, where the server holds these', () => {
    const document = { container_type: 'DockerImage', image: 'a/b:1', tasks: {}, x: '\0' }
    const change = changed('evaluator', { parameters: { y: '\0' }, spec: { ...spec('a/b:1'), document } })
    expect(issues('model', change).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^evaluator: in the configuration, `x` has a zero character/),
      expect.stringMatching(/^evaluator: the parameter `y` has a zero character/),
    ])
    expect(issues('mlcube', change).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('ten of them at most', () => {
    const results = { all: Array.from({ length: 12 }, () => '\0') }
    expect(issues('model', {}, { results }).at(-1)?.message).toBe('the result holds 2 more of the kind')
  })
})

describe('words and numbers that JSON does not have', () => {
  it.each<[Value, readonly string[]]>([
    [{ a: 'NaN' }, ['a']],
    [{ a: ['x', 'is NaN here'] }, ['a.1']],
    [{ a: '-Infinity' }, []],
    [{ a: 'Infinity' }, []],
    [{ a: 'to Infinity' }, ['a']],
    [{ a: 'nan', b: 'NaNs', c: 'Infinitys' }, []],
    [{ NaN: 1, b: { 'to Infinity': 2 }, Infinity: 3 }, ['NaN', 'b.to Infinity', 'Infinity']],
    ['NaN', ['(the whole)']],
  ])('in %j are at %j', (value, expected) => {
    expect(trapWords(value)).toEqual(expected)
  })

  it('are listed ten at most', () => {
    expect(numbersWithoutJson(Array.from({ length: 12 }, () => Number.NaN)).slice(-1)).toEqual(['and 2 more'])
  })
})

describe('what can be tested only', () => {
  const bar = {
    message: '`docs_url` is a signed address',
    hint: 'Register one that stays.',
    code: 'address-expires',
  }

  it('blocks the plan, with its words and its code', () => {
    const plan = planSubmission({
      benchmark: { ...toyBenchmark('model'), barred: [bar] },
      evidence: toyEvidence('model'),
      snapshot: emptySnapshot('model'),
    })
    expect(plan.blocked).toBe(true)
    expect(plan.issues).toContainEqual({ severity: 'error', ...bar })
  })

  it('is shown without what is secret in an address', () => {
    const url = 'https://b.example.org/f?X-Amz-Expires=60&X-Amz-Signature=s3cret'
    const plan = planSubmission({
      benchmark: toyBenchmark('model'),
      evidence: { ...toyEvidence('model'), demoDataset: { url, sha256: 'a'.repeat(64) } },
      snapshot: emptySnapshot('model'),
    })
    expect(JSON.stringify(plan)).toContain('X-Amz-Signature=***')
    expect(JSON.stringify(plan)).not.toContain('s3cret')
  })
})
