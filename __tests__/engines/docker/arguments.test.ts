import { expect, test } from 'vitest'
import type { ContainerRun } from '../../../src/containers/run.ts'
import { dockerArguments, dockerGpuArguments } from '../../../src/engines/docker/arguments.ts'
import { DOCKER } from '../../../src/engines/docker/docker.ts'
import type { Gpus } from '../../../src/facts/gpu.ts'
import { mountWords } from '../../support/mount-words.ts'

/** What is added to MedPerf's arguments; `1` where a value follows. */
const ADDED: Readonly<Record<string, 0 | 1>> = {
  '--name': 1,
  '--label': 1,
  '--cidfile': 1,
  '--cap-drop': 1,
  '--security-opt': 1,
  '--init': 0,
  '--pull': 1,
  '--log-driver': 1,
  '--no-healthcheck': 0,
  '--pids-limit': 1,
  '--memory': 1,
  '--memory-swap': 1,
  '--cpus': 1,
}

/** The arguments that MedPerf gives too. */
function medperfs(all: readonly string[], image: string): readonly string[] {
  const kept: string[] = []
  for (let at = 0; at < all.length; at++) {
    const argument = all[at] ?? ''
    if (argument === image) return [...kept, ...all.slice(at)]
    const following = ADDED[argument]
    if (following === undefined) kept.push(argument)
    else at += following
  }
  return kept
}

const BASE: ContainerRun = {
  name: 'medperf-prepare-0123456789abcdef',
  label: 'org.medperf.run=1',
  user: { uid: 1000, gid: 1001 },
  binds: [],
  gpus: { kind: 'none' },
  environment: [],
  image: 'mlcommons/prep:1.0',
  command: [],
  limits: {},
}
const NO_GPUS = ['--env', 'NVIDIA_VISIBLE_DEVICES=void']
const tmp = { source: '/w/tmp', target: '/tmp', mode: 'rw' } as const

/** The vectors of docs/medperf.md 14.1 with `--mount` for `--volume`, one for each task and one with every option. */
const VECTORS: readonly {
  readonly what: string
  readonly run: Partial<ContainerRun>
  readonly argv: readonly string[]
}[] = [
  {
    what: 'prepare',
    run: {
      binds: [
        { source: '/d/images', target: '/mlcommons/volumes/raw_data', mode: 'ro' },
        { source: '/d/labels', target: '/mlcommons/volumes/raw_labels', mode: 'ro' },
        { source: '/w/p.yaml', target: '/mlcommons/volumes/parameters/parameters_file.yaml', mode: 'ro' },
        { source: '/w/data', target: '/mlcommons/volumes/data', mode: 'rw' },
        { source: '/w/labels', target: '/mlcommons/volumes/labels', mode: 'rw' },
        tmp,
      ],
      command: ['python3', '/prep.py', 'prepare'],
    },
    argv: [
      ...['run', '--rm', '-u', '1000:1001'],
      ...mountWords('/d/images:/mlcommons/volumes/raw_data:ro'),
      ...mountWords('/d/labels:/mlcommons/volumes/raw_labels:ro'),
      ...mountWords('/w/p.yaml:/mlcommons/volumes/parameters/parameters_file.yaml:ro'),
      ...mountWords('/w/data:/mlcommons/volumes/data:rw'),
      ...mountWords('/w/labels:/mlcommons/volumes/labels:rw'),
      ...mountWords('/w/tmp:/tmp:rw'),
      ...['--network', 'none', ...NO_GPUS, 'mlcommons/prep:1.0', 'python3', '/prep.py', 'prepare'],
    ],
  },
  {
    what: 'a task without command, whose image has one',
    run: { binds: [tmp] },
    argv: [
      'run',
      '--rm',
      '-u',
      '1000:1001',
      ...mountWords('/w/tmp:/tmp:rw'),
      '--network',
      'none',
      ...NO_GPUS,
      'mlcommons/prep:1.0',
    ],
  },
  {
    what: 'every option',
    run: {
      binds: [tmp],
      gpus: { kind: 'count', count: 2 },
      shmSize: '2g',
      environment: [
        ['B', 'two words'],
        ['A', ''],
      ],
      entrypoint: '/entry point.sh',
      command: ['a b', '--name', '--init'],
      limits: { memory: 1_000_000_000, cpus: 1.5, pids: 100 },
    },
    argv: [
      ...['run', '--rm', '-u', '1000:1001', ...mountWords('/w/tmp:/tmp:rw'), '--network', 'none'],
      ...[
        '--gpus',
        '2',
        '--shm-size',
        '2g',
        '--env',
        'B=two words',
        '--env',
        'A=',
        '--entrypoint',
        '/entry point.sh',
      ],
      ...['mlcommons/prep:1.0', 'a b', '--name', '--init'],
    ],
  },
]

test.each(VECTORS)("$what: MedPerf's arguments in MedPerf's order", ({ run, argv }) => {
  const all = dockerArguments({ ...BASE, ...run }, '/w/id')
  expect(medperfs(all, BASE.image)).toEqual(argv)
})

test('what hardens a container is always there', () => {
  expect(dockerArguments(BASE, '/w/id').join(' ')).toBe(
    'run --name medperf-prepare-0123456789abcdef --rm --label org.medperf.run=1 --cidfile /w/id --cap-drop ALL ' +
      '--security-opt no-new-privileges --init --pull never --log-driver none --no-healthcheck --pids-limit 4096 ' +
      '-u 1000:1001 --network none --env NVIDIA_VISIBLE_DEVICES=void mlcommons/prep:1.0',
  )
})

test('limits become arguments, and swap is not memory on top', () => {
  const all = dockerArguments({ ...BASE, limits: { memory: 4096, cpus: 0.5, pids: 7 } }, '/w/id').join(' ')
  expect(all).toContain('--pids-limit 7 --memory 4096 --memory-swap 4096 --cpus 0.5 -u')
})

const GPUS: readonly (readonly [Gpus, readonly string[]])[] = [
  [{ kind: 'none' }, []],
  [{ kind: 'all' }, ['--gpus', 'all']],
  [{ kind: 'count', count: 3 }, ['--gpus', '3']],
  [{ kind: 'devices', devices: ['0'] }, ['--gpus', 'device=0']],
  [{ kind: 'devices', devices: ['0', '2'] }, ['--gpus', '"device=0,2"']],
  [{ kind: 'devices', devices: ['GPU-3faa8-219', 'GPU-aa'] }, ['--gpus', '"device=GPU-3faa8-219,GPU-aa"']],
]
test.each(GPUS)('GPUs %j are asked for with %j', (gpus, argv) => {
  expect(dockerGpuArguments(gpus)).toEqual(argv)
})

const VISIBLE: readonly (readonly [Gpus, readonly string[]])[] = [
  [{ kind: 'none' }, ['A=1', 'NVIDIA_VISIBLE_DEVICES=void']],
  [{ kind: 'count', count: 1 }, ['A=1']],
  [{ kind: 'devices', devices: ['0'] }, ['A=1']],
  [{ kind: 'all' }, ['A=1', 'NVIDIA_VISIBLE_DEVICES=all']],
]
test.each(VISIBLE)('with GPUs %j no variable asks for others', (gpus, variables) => {
  const environment = [
    ['A', '1'],
    ['NVIDIA_VISIBLE_DEVICES', 'all'],
  ] as const
  const all = dockerArguments({ ...BASE, gpus, environment }, '/w/id')
  expect(all.filter((_, at) => all[at - 1] === '--env')).toEqual(variables)
})

test('the walls of an engine stand before what a configuration says', () => {
  const environment = [['A', '1']] as const
  const all = dockerArguments({ ...BASE, environment }, '/w/id', DOCKER, ['--wall', '--env', 'A'])
  expect(all.indexOf('--wall')).toBeGreaterThan(0)
  expect(all.indexOf('--wall')).toBeLessThan(all.indexOf('A=1'))
})
