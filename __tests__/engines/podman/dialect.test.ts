import { expect, test } from 'vitest'
import type { ContainerRun } from '../../../src/containers/run.ts'
import { dockerArguments } from '../../../src/engines/docker/arguments.ts'
import { podmanGpuArguments } from '../../../src/engines/podman/arguments.ts'
import { podmanDialect, readCatatonit } from '../../../src/engines/podman/dialect.ts'
import type { Gpus } from '../../../src/facts/gpu.ts'

const run: ContainerRun = {
  name: 'medperf-infer-0123456789abcdef',
  label: 'org.medperf.run=1',
  user: { uid: 1000, gid: 1001 },
  binds: [
    { source: '/d/images', target: '/mlcommons/volumes/data', mode: 'ro' },
    { source: '/w/out', target: '/mlcommons/volumes/predictions', mode: 'rw' },
    { source: '/w/tmp', target: '/tmp', mode: 'rw' },
  ],
  gpus: { kind: 'none' },
  shmSize: '2g',
  environment: [['A', 'b c']],
  entrypoint: '/run.sh',
  image: 'lab/model:1.0',
  command: ['infer', '--fast'],
  limits: { memory: 4096, cpus: 2, pids: 7 },
}

const dockers = dockerArguments(run, '/w/id').map((word) => (word === '/run.sh' ? '["/run.sh"]' : word))

test("Podman's arguments are Docker's, with an entrypoint that cannot be read as anything else", () => {
  expect(dockerArguments(run, '/w/id', podmanDialect(0))).toEqual(dockers)
})

test.each([
  ['null', '["null"]'],
  ['["sh", "-c", "id"]', '["[\\"sh\\", \\"-c\\", \\"id\\"]"]'],
  ['[', '["["]'],
])('the entrypoint %j is one word, %s', (entrypoint, word) => {
  const all = dockerArguments({ ...run, entrypoint }, '/w/id', podmanDialect(0))
  expect(all[all.indexOf('--entrypoint') + 1]).toBe(word)
})

test('without root the caller keeps user and group inside, and nothing else changes', () => {
  const all = dockerArguments(run, '/w/id', podmanDialect(1000))
  const at = all.indexOf('--userns')
  expect(all.slice(at, at + 2)).toEqual(['--userns', 'keep-id'])
  expect(all.toSpliced(at, 2)).toEqual(dockers)
})

const GPUS: readonly (readonly [Gpus, string])[] = [
  [{ kind: 'none' }, ''],
  [{ kind: 'all' }, '--device nvidia.com/gpu=all'],
  [{ kind: 'count', count: 2 }, '--device nvidia.com/gpu=0 --device nvidia.com/gpu=1'],
  [{ kind: 'devices', devices: ['GPU-3f', '1'] }, '--device nvidia.com/gpu=GPU-3f --device nvidia.com/gpu=1'],
]
test.each(GPUS)('GPUs %j are asked for by their CDI names', (gpus, words) => {
  expect(podmanGpuArguments(gpus).join(' ')).toBe(words)
})

const INIT: readonly (readonly [number, string, number, string])[] = [
  [
    1,
    'ERROR (catatonit:6): failed to exec pid1: No such file or directory\n',
    127,
    'failed to exec pid1: No such file or directory',
  ],
  [
    1,
    'ERROR (catatonit:6): failed to exec pid1: Permission denied\n',
    126,
    'failed to exec pid1: Permission denied',
  ],
  [1, 'my own words\nERROR (catatonit:6): failed to exec pid1: Permission denied\n', 1, ''],
  [3, 'ERROR (catatonit:6): failed to exec pid1: Permission denied\n', 3, ''],
  [1, 'Error: no data', 1, ''],
]
test.each(INIT)('exit code %i with %j is %i', (exitCode, stderr, meant, error) => {
  expect(readCatatonit(exitCode, stderr)).toEqual({ exitCode: meant, error })
})
