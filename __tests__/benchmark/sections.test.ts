import { expect, test } from 'vitest'
import { readAssociations } from '../../src/benchmark/associations.ts'
import { readGates } from '../../src/benchmark/gates.ts'
import { readLimits } from '../../src/benchmark/limits.ts'
import { durationInSeconds } from '../../src/benchmark/units.ts'
import type { WholeRead } from '../../src/containers/read.ts'
import { parseCoreYaml } from '../../src/yaml/core-yaml.ts'

const collect = <T>({ value, findings }: WholeRead<T>) => ({
  value,
  said: findings.map(({ severity, path, message }) => `${severity} ${path.join('.')}: ${message}`),
})

test.each([
  ['yes', 'yes'],
  ['on', 'on'],
  ['010', 10],
  ['0o10', 8],
  ['1e3', 1000],
  ['1:30', '1:30'],
  ['2024-01-01', '2024-01-01'],
  ['true', true],
  ['null', null],
  ['.nan', Number.NaN],
  ['-.inf', Number.NEGATIVE_INFINITY],
  ['"5"', '5'],
  ['!!str 5', '5'],
  ['<<', '<<'],
  ['=', '='],
])('benchmark.yaml is YAML 1.2: %s is %j', (text, value) => {
  expect(parseCoreYaml(`- ${text}\n`)).toMatchObject({ ok: true, value: [value] })
})

test.each([
  ['90s', 90],
  ['30m', 1800],
  ['1h', 3600],
  ['1h30m', 5400],
  ['1h30m15s', 5415],
  ['0.5h', 1800],
  [45, 45],
  ['30', undefined],
  ['', undefined],
  ['0s', undefined],
  ['30 minutes', undefined],
  ['m', undefined],
  [0, undefined],
  [-1, undefined],
])('the duration %j is %s seconds', (text, seconds) => {
  expect(durationInSeconds(text)).toBe(seconds)
})

test('a value of run holds for all tasks, and one of a task is stronger', () => {
  const { value, said } = collect(
    readLimits({
      gpus: 'none',
      shm_size: '2g',
      memory: '4g',
      cpus: 2,
      timeout: '30m',
      max_time: { infer: '2h', evaluate: 60 },
      tasks: { infer: { gpus: 1, memory: 8589934592, pids: 10, disk: '1g', timeout: 90, shm_size: 1024 } },
    }),
  )
  const general = { gpus: { kind: 'none' }, shmSize: '2g', memory: 4 * 1024 ** 3, cpus: 2, idleTimeout: 1800 }
  expect(said).toEqual([])
  expect(value).toEqual({
    prepare: general,
    sanity_check: general,
    statistics: general,
    infer: {
      gpus: { kind: 'count', count: 1 },
      shmSize: '1024',
      memory: 8 * 1024 ** 3,
      cpus: 2,
      pids: 10,
      disk: 1024 ** 3,
      idleTimeout: 90,
      maxTime: 7200,
    },
    evaluate: { ...general, maxTime: 60 },
  })
})

test('limits for tasks count as well where there is one for only some of them', () => {
  const { value } = collect(readLimits({ timeout: { infer: '1h' } }))
  expect(value).toEqual({
    prepare: {},
    sanity_check: {},
    statistics: {},
    infer: { idleTimeout: 3600 },
    evaluate: {},
  })
})

test('limits that no engine takes are wrong', () => {
  const { said } = collect(readLimits({ memory: 4, tasks: { infer: { gpus: 'device=' } } }))
  expect(said).toEqual([
    'error run.memory: `memory` is less than the 6 MiB that a container needs',
    'error run.tasks.infer.gpus: `run.tasks.infer.gpus` should be `none`, `all`, a number, or `device=0,1`',
  ])
})

test('gates keep their limits, their order and their place', () => {
  const { value, said } = collect(
    readGates(
      { 'classes.0.f1': { min: 0.5, max_drop: 0.01, tolerance: 1e-6 }, loss: { max: 2, max_rise: 0 } },
      (path) => ({ file: 'benchmark.yaml', line: path.length }),
    ),
  )
  const position = { file: 'benchmark.yaml', line: 2 }
  expect(said).toEqual([])
  expect(value).toEqual([
    { metric: 'classes.0.f1', min: 0.5, maxDrop: 0.01, tolerance: 1e-6, position },
    { metric: 'loss', max: 2, maxRise: 0, position },
  ])
})

test('a gate that nothing or everything passes is spoken about', () => {
  const { said } = collect(
    readGates({ a: { min: 2, max: 1 }, b: {}, c: { tolerance: 1 } }, () => ({ file: '' })),
  )
  expect(said).toEqual([
    'error metrics.a.min: `min` of a is above its `max`',
    'warning metrics.b: the gate of b has no limit',
    'warning metrics.c: the gate of c has no limit',
  ])
})

test('addresses of an allow list are put as MedPerf stores them', () => {
  const { value, said } = collect(
    readAssociations({
      datasets: { mode: 'allowlist', allow: [' A.B@Hospital.ORG '] },
      models: { mode: 'always' },
    }),
  )
  expect(said).toEqual([])
  expect(value).toEqual({
    datasets: { mode: 'allowlist', allow: ['a.b@hospital.org'] },
    models: { mode: 'always', allow: [] },
  })
})

test.each([
  [['hospital.org'], '"hospital.org" is not an e-mail address'],
  [['a@b'], '"a@b" is not an e-mail address'],
  [['a\u0000@b.org'], '"a\u0000@b.org" is not an e-mail address'],
  [['a\u200b@b.org'], '"a\u200b@b.org" is not an e-mail address'],
  [['a\ud800@b.org'], '"a\ud800@b.org" is not an e-mail address'],
  [['a@@b.org'], '"a@@b.org" is not an e-mail address'],
  [['a b@c.org'], '"a b@c.org" is not an e-mail address'],
  [['a@b.org, c@d.org'], '"a@b.org, c@d.org" is not an e-mail address'],
  [['a@-b.org'], '"a@-b.org" is not an e-mail address'],
  [[], 'the mode allowlist of models needs addresses in `allow`'],
])('the allow list %j is wrong', (allow, words) => {
  const { said } = collect(readAssociations({ models: { mode: 'allowlist', allow } }))
  expect(said).toEqual([expect.stringContaining(words)])
})

test('an allow list with another mode is wrong, because it means nothing', () => {
  const { said } = collect(readAssociations({ models: { mode: 'never', allow: ['a@b.org'] } }))
  expect(said).toEqual([
    'error associations.models.allow: `allow` of models means nothing with the mode never',
  ])
})
