import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
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

const given = (name: string, type: Parameter['type']): Parameter => ({
  name,
  type,
  given: true,
  default: name,
})

test.each([
  ['file', 'labels.csv', '/mlcube_io0/labels.csv'],
  ['unknown', 'labels.csv', '/mlcube_io0/labels.csv'],
  ['directory', 'labels', '/mlcube_io0'],
  ['unknown', 'labels', '/mlcube_io0'],
  ['file', 'labels', '/mlcube_io0'],
] as const)('raw labels with the type %s that are %s: what is there counts', async (type, name, path) => {
  await using folder = await tempFolder('medperf-raw-')
  mkdirSync(join(folder.path, 'labels'))
  writeFileSync(join(folder.path, 'labels.csv'), '1')
  const sources = { rawData: '/raw', rawLabels: join(folder.path, name) }
  const paths = locatePlaces('/w', sources, 'prepare', 'data_preparator')
  const volumes = mlcubeVolumes('prepare', mlcube({ inputs: [given('labels_path', type)] }), paths)
  expect(volumes.inputs.map(({ mount }) => mount.path)).toEqual([path])
  const source = name === 'labels' ? join(folder.path, 'labels') : folder.path
  expect(mlcubeBinds(volumes)).toEqual([{ source, target: '/mlcube_io0', mode: 'ro' }])
})

test('raw labels that are a file where mlcube.yaml says directory are refused, as mlcube fails there', async () => {
  await using folder = await tempFolder('medperf-raw-')
  writeFileSync(join(folder.path, 'labels.csv'), '1')
  const sources = { rawData: '/raw', rawLabels: join(folder.path, 'labels.csv') }
  const paths = locatePlaces('/w', sources, 'prepare', 'data_preparator')
  const task = mlcube({ inputs: [given('labels_path', 'directory')] })
  expect(() => mlcubeVolumes('prepare', task, paths)).toThrow(
    'paths.yaml names a file for labels_path, of which mlcube.yaml says that it is a directory',
  )
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
