import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MlcubeTask, Parameter } from '../../../src/containers/spec.ts'
import { makeMlcubeFolders, mlcubeBinds, mlcubeVolumes } from '../../../src/steps/tasks/mlcube-volumes.ts'
import { orderTasks } from '../../../src/steps/tasks/side-by-side.ts'
import { composeRun } from '../../../src/steps/tasks/task-run.ts'
import { locatePlaces } from '../../../src/steps/workspace.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'
import { benchmark, taskSpec } from '../../support/benchmark.ts'

const NONE = { environment: [], gpus: { kind: 'none' } } as const

const own = (path: string, type: Parameter['type'] = 'directory'): Parameter => ({
  name: path.replaceAll(/\W/g, '_'),
  type,
  given: false,
  default: path,
})

const mlcube = (change: Partial<MlcubeTask>): MlcubeTask => ({
  inputs: [],
  outputs: [],
  takesArguments: true,
  options: NONE,
  gpuOptions: NONE,
  singularity: NONE,
  ...change,
})

const pathsIn = (work: string) =>
  locatePlaces(
    work,
    {
      rawData: '/raw',
      rawLabels: '/labels',
      additionalFiles: '/a',
    },
    'infer',
    'reference_model',
  )

test('a folder that an input and an output share is mounted once, read-only', () => {
  const task = mlcube({ inputs: [own('a/b.txt', 'file')], outputs: [own('a/c.txt', 'file'), own('d')] })
  const volumes = mlcubeVolumes('infer', task, pathsIn('/w'))
  expect(mlcubeBinds(volumes)).toEqual([
    { source: '/w/workspaces/reference_model/a', target: '/mlcube_io0', mode: 'ro' },
    { source: '/w/workspaces/reference_model/d', target: '/mlcube_io1', mode: 'rw' },
  ])
})

test('an input of unknown type that does not exist is named', () => {
  const task = mlcube({ inputs: [own('additional_files/w.bin', 'unknown')] })
  expect(() => mlcubeVolumes('infer', task, pathsIn('/w'))).toThrow(
    'there is no additional_files/w.bin in the workspace/ of the MLCube for its input additional_files_w_bin',
  )
})

test.each([
  ['/', 'cache'],
  ['/', 'cache/deep'],
  ['../..', 'cache/new'],
])('a link to %s that a container left in workspace/ is not followed for %s', async (target, path) => {
  await using folder = await tempFolder('medperf-links-')
  const paths = pathsIn(folder.path)
  mkdirSync(paths.workspace, { recursive: true })
  symlinkSync(target, join(paths.workspace, 'cache'))
  const volumes = mlcubeVolumes('infer', mlcube({ outputs: [own(path)] }), paths)
  expect(() => makeMlcubeFolders(volumes, paths.workspace)).toThrow('leads out of it')
})

test('gpu_args count where the user asks for GPUs, cpu_args else', () => {
  const options = { ...NONE, environment: [['FOR', 'cpu']], memory: 1024 } as const
  const gpuOptions = { ...NONE, environment: [['FOR', 'gpu']], shmSize: '2g' } as const
  const spec = taskSpec('infer', { inputs: [], outputs: [], mlcube: mlcube({ options, gpuOptions }) })
  const run = (limits: Parameters<typeof composeRun>[0]['limits']) =>
    composeRun({
      task: 'infer',
      spec,
      limits,
      volumes: { inputs: [], outputs: [] },
      tmp: '/w/tmp',
      image: 'a/b:1',
      label: 'a=b',
      id: '00ff',
      user: { uid: 5, gid: 6 },
    })
  expect(run({})).toMatchObject({ environment: [['FOR', 'cpu']], limits: { memory: 1024 }, binds: [] })
  expect(run({ memory: 2048 }).limits).toEqual({ memory: 2048 })
  expect(run({ gpus: { kind: 'none' } }).environment).toEqual([['FOR', 'cpu']])
  const withGpus = run({ gpus: { kind: 'all' } })
  expect(withGpus).toMatchObject({ environment: [['FOR', 'gpu']], shmSize: '2g', gpus: { kind: 'all' } })
  expect(withGpus.limits).toEqual({})
})

test('a link to a name that is no text is not taken for one of its double', async () => {
  await using work = await tempFolder()
  await using elsewhere = await tempFolder()
  const paths = pathsIn(work.path)
  mkdirSync(join(paths.workspace, 'd\ufffd'), { recursive: true })
  const odd = Buffer.concat([Buffer.from(`${paths.workspace}/d`), Buffer.of(0xff)])
  symlinkSync(elsewhere.path, odd)
  symlinkSync(odd, join(paths.workspace, 'cache'))
  const volumes = mlcubeVolumes('infer', mlcube({ outputs: [own('cache/new')] }), paths)
  expect(() => makeMlcubeFolders(volumes, paths.workspace)).toThrow('leads out of it')
  expect(readdirSync(elsewhere.path)).toEqual([])
})

test('tasks that write into a workspace/ run one after another', () => {
  const writes = { inputs: [], outputs: [], mlcube: mlcube({ outputs: [own('cache')] }) }
  expect(orderTasks(benchmark({ sanity_check: writes }), false).infer).toEqual(['sanity_check', 'statistics'])
})
