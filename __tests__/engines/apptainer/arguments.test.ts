import { expect, test } from 'vitest'
import type { ContainerRun } from '../../../src/containers/run.ts'
import { apptainerArguments } from '../../../src/engines/apptainer/arguments.ts'
import { apptainerEnvironment } from '../../../src/engines/apptainer/environment.ts'
import type { Gpus } from '../../../src/facts/gpu.ts'
import { mountWords } from '../../support/mount-words.ts'

const BASE: ContainerRun = {
  name: 'medperf-infer-0123456789abcdef',
  label: 'org.medperf.run=1',
  user: { uid: 1000, gid: 1001 },
  binds: [
    { source: '/d/images', target: '/mlcommons/volumes/data', mode: 'ro' },
    { source: '/w/out', target: '/mlcommons/volumes/predictions', mode: 'rw' },
    { source: '/w/tmp', target: '/tmp', mode: 'rw' },
  ],
  gpus: { kind: 'none' },
  environment: [],
  image: '/images/model.sif',
  command: ['infer', 'a b'],
  limits: {},
}
const USER = { hasLimits: false, hasGpuTool: true, uid: 1000, flavour: 'apptainer' } as const
const BINDS = [
  ...mountWords('/d/images:/mlcommons/volumes/data:ro'),
  ...mountWords('/w/out:/mlcommons/volumes/predictions:rw'),
  ...mountWords('/w/tmp:/tmp:rw'),
]

/** The vectors of docs/medperf.md 14.3. */
const VECTORS: readonly (readonly [string, Partial<ContainerRun>, readonly string[]])[] = [
  ['a command', {}, ['run', '-eC', ...BINDS, '--net', '--network', 'none', BASE.image, 'infer', 'a b']],
  [
    'an entrypoint stands between image and command',
    { entrypoint: '/run me.sh' },
    ['exec', '-eC', ...BINDS, '--net', '--network', 'none', BASE.image, '/run me.sh', 'infer', 'a b'],
  ],
  [
    'all GPUs',
    { gpus: { kind: 'all' } },
    ['run', '-eC', ...BINDS, '--nv', '--net', '--network', 'none', BASE.image, 'infer', 'a b'],
  ],
  [
    'some GPUs',
    { gpus: { kind: 'devices', devices: ['0', '2'] } },
    [
      ...['run', '-eC', ...BINDS, '--nv', '--nvccli', '-c', '--writable-tmpfs'],
      ...['--net', '--network', 'none', BASE.image, 'infer', 'a b'],
    ],
  ],
  [
    'a layer to write to',
    { hasScratchRoot: true },
    ['run', '-eC', ...BINDS, '--writable-tmpfs', '--net', '--network', 'none', BASE.image, 'infer', 'a b'],
  ],
  [
    'shared memory and variables are no arguments',
    { shmSize: '2g', environment: [['A', '1']], command: [] },
    ['run', '-eC', ...BINDS, '--net', '--network', 'none', BASE.image],
  ],
]
test.each(VECTORS)("%s: MedPerf's arguments in MedPerf's order", (_, change, argv) => {
  expect(apptainerArguments({ ...BASE, ...change }, USER)).toEqual(argv)
})

test('where limits are kept, they are arguments, and processes are always limited', () => {
  const words = (limits: ContainerRun['limits']) =>
    apptainerArguments({ ...BASE, limits }, { ...USER, hasLimits: true }).join(' ')
  expect(words({})).toContain('none --pids-limit 4096 /images')
  expect(words({ memory: 4096, cpus: 0.5, pids: 7 })).toContain(
    'none --pids-limit 7 --memory 4096 --cpus 0.5 /images',
  )
})

test('root gives up its privileges, and runs it as whoever it is told', () => {
  const words = (uid: number) =>
    apptainerArguments({ ...BASE, user: { uid, gid: uid } }, { ...USER, uid: 0 }).join(' ')
  expect(words(0)).toContain('none --no-privs /images')
  expect(words(7)).toContain('none --no-privs --security uid:7 --security gid:7 /images')
})

test('a filter of system calls is one field of a list', () => {
  const all = (filter?: string) => apptainerArguments(BASE, USER, filter)
  expect(all('/w/a,"b:c.json')).toEqual(
    all().toSpliced(all().indexOf('none') + 1, 0, '--security', '"seccomp:/w/a,""b:c.json"'),
  )
})

const GPUS: readonly (readonly [Gpus, string | undefined])[] = [
  [{ kind: 'none' }, undefined],
  [{ kind: 'all' }, undefined],
  [{ kind: 'devices', devices: ['0', 'GPU-3f'] }, '0,GPU-3f'],
]
test.each(GPUS)('GPUs %j make NVIDIA_VISIBLE_DEVICES %j', (gpus, devices) => {
  expect(apptainerEnvironment({ environment: [], gpus }, USER)['NVIDIA_VISIBLE_DEVICES']).toBe(devices)
})

test("without NVIDIA's tool chosen GPUs are all GPUs, of which CUDA sees the chosen ones", () => {
  const gpus: Gpus = { kind: 'devices', devices: ['0', 'GPU-3f'] }
  const without = { ...USER, hasGpuTool: false }
  expect(
    apptainerArguments({ ...BASE, gpus }, without).filter((one) => /^--nv|^-c$|tmpfs/.test(one)),
  ).toEqual(['--nv'])
  const variables = apptainerEnvironment({ environment: [], gpus }, without)
  expect(variables).toMatchObject({ APPTAINERENV_CUDA_VISIBLE_DEVICES: '0,GPU-3f' })
  expect(variables).not.toHaveProperty('NVIDIA_VISIBLE_DEVICES')
})

test.each(['apptainer', 'singularity'] as const)('%s reads variables with its own prefix', (flavour) => {
  const environment = [['A', 'two\nlines $HOME']] as const
  const prefix = flavour.toUpperCase()
  expect(
    apptainerEnvironment({ environment, gpus: { kind: 'none' } }, { flavour, hasGpuTool: true }),
  ).toEqual({
    [`${prefix}_NO_EVAL`]: '1',
    [`${prefix}ENV_A`]: 'two\nlines $HOME',
  })
})
