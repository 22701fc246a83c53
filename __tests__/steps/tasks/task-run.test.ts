import { expect, test } from 'vitest'
import { dockerArguments } from '../../../src/engines/docker/arguments.ts'
import { ROLE_OF, type TASKS, type Task } from '../../../src/facts/task.ts'
import { chooseLimits, composeRun, volumesFor } from '../../../src/steps/tasks/task-run.ts'
import { locatePlaces } from '../../../src/steps/workspace.ts'
import { benchmark, mount, taskSpec } from '../../support/benchmark.ts'

const FILES = { data_preparator: '/add/prep', reference_model: '/add/model', evaluator: '/add/metrics' }
const sourcesFor = (task: Task) => ({
  rawData: '/demo/raw',
  rawLabels: '/demo/labels',
  additionalFiles: FILES[ROLE_OF[task] as keyof typeof FILES],
  modelFiles: FILES.reference_model,
})

const volumes = (task: (typeof TASKS)[number], spec = taskSpec(task)) =>
  volumesFor(task, spec, locatePlaces('/w', sourcesFor(task), task, ROLE_OF[task]))

test.each([
  ['prepare', ['/demo/raw', '/demo/labels'], ['/w/data/data', '/w/data/labels']],
  ['sanity_check', ['/w/data/data', '/w/data/labels'], []],
  ['statistics', ['/w/data/data', '/w/data/labels'], ['/w/statistics/statistics.yaml']],
  ['infer', ['/w/data/data'], ['/w/predictions']],
  ['evaluate', ['/w/predictions', '/w/data/labels'], ['/w/results/results.yaml']],
] as const)('%s gets what MedPerf mounts, inputs before outputs', (task, inputs, outputs) => {
  const found = volumes(task)
  expect(found.inputs.map(({ source }) => source)).toEqual(inputs)
  expect(found.outputs.map(({ source }) => source)).toEqual(outputs)
})

test('a task gets its own parameters, its role its additional files, and prepare its metadata and report', () => {
  const inputs = [mount('parameters_file', 'file'), mount('additional_files')]
  expect(volumes('infer', taskSpec('infer', { inputs })).inputs.map(({ source }) => source)).toEqual([
    '/w/tasks/infer/parameters.yaml',
    '/add/model',
  ])
  const outputs = [mount('metadata_path'), mount('report_file', 'file')]
  expect(volumes('prepare', taskSpec('prepare', { outputs })).outputs.map(({ source }) => source)).toEqual([
    '/w/data/metadata',
    '/w/data/report/report.yaml',
  ])
})

test('what the user sets goes before what the container asks for', () => {
  const toy = benchmark({ infer: { gpus: { kind: 'all' }, shmSize: '1g', entrypoint: 'python3' } })
  const spec = toy.components.reference_model.spec.tasks.infer
  if (spec === undefined) throw new Error('no infer')
  const run = composeRun({
    task: 'infer',
    spec,
    limits: { gpus: { kind: 'none' }, shmSize: '2g', memory: 1024, cpus: 2, pids: 10 },
    volumes: volumes('infer', spec),
    tmp: '/w/tmp',
    image: 'toy/model:1',
    label: 'a=b',
    id: '00ff',
    user: { uid: 5, gid: 6 },
  })
  expect(run).toMatchObject({ name: 'medperf-infer-00ff', gpus: { kind: 'none' }, shmSize: '2g' })
  expect(run.limits).toEqual({ memory: 1024, cpus: 2, pids: 10 })
  expect(dockerArguments(run, '/w/id').join(' ')).toContain(
    '--mount type=bind,source=/w/tmp,target=/tmp --network none --shm-size 2g --env NVIDIA_VISIBLE_DEVICES=void --entrypoint python3',
  )
})

test('what cpu_args of an MLCube ask for is asked of the engine, unless the user says otherwise', () => {
  const none = { environment: [], gpus: { kind: 'none' } } as const
  const mlcube = {
    inputs: [],
    outputs: [],
    takesArguments: true,
    options: { ...none, memory: 1024, cpus: 1, shmSize: '1g' },
    gpuOptions: { ...none, memory: 4096 },
    singularity: none,
  }
  const spec = taskSpec('infer', { mlcube })
  expect(chooseLimits(spec, {})).toEqual({ memory: 1024, cpus: 1, shmSize: '1g' })
  expect(chooseLimits(spec, { memory: 2048, pids: 9 })).toEqual({
    memory: 2048,
    cpus: 1,
    shmSize: '1g',
    pids: 9,
  })
  expect(chooseLimits(spec, { gpus: { kind: 'all' } })).toEqual({ memory: 4096 })
})
