import { type Finding, wrongValue } from '../containers/finding.ts'
import { GPUS_OR_NONE_WORDS, parseGpusOrNone } from '../containers/gpus.ts'
import { joinFindings, type Read, readNothing, readValue, type WholeRead } from '../containers/read.ts'
import type { Gpus } from '../facts/gpu.ts'
import { known } from '../facts/known.ts'
import { TASKS, type TestTask } from '../facts/task.ts'
import { sizeInBytes } from '../words/size.ts'
import type { YamlPath } from '../yaml/yaml.ts'
import type { TaskLimits } from './benchmark.ts'
import type { RunFile } from './schema.ts'
import { durationInSeconds } from './units.ts'

/** The least that Docker takes as a memory limit, in bytes. */
const LEAST_MEMORY = 6 * 1024 ** 2

type Written = Pick<RunFile, 'gpus' | 'shm_size' | 'memory' | 'cpus' | 'pids' | 'disk'> & {
  readonly timeout?: string | number | undefined
  readonly max_time?: string | number | undefined
}

/** What each task may use: `run:` with `run.tasks.<task>` over it. */
export function readLimits(run: RunFile): WholeRead<Readonly<Record<TestTask, TaskLimits>>> {
  const { timeout, max_time: maxTime, tasks, runtime: _, ...shared } = run
  const general = readOne(shared, ['run'])
  const own = TASKS.map((task) => ({ task, ...readOne(tasks?.[task] ?? {}, ['run', 'tasks', task]) }))
  const limits = own.map(({ task, value }) => {
    const times = { timeout: pickTime(timeout, task), max_time: pickTime(maxTime, task) }
    return [task, { ...general.value, ...readOne(times, ['run']).value, ...value }]
  })
  return {
    value: Object.fromEntries(limits) as Record<TestTask, TaskLimits>,
    findings: joinFindings(general, ...own),
  }
}

const pickTime = (times: RunFile['timeout'], task: TestTask): string | number | undefined =>
  typeof times === 'object' ? times[task] : times

function readOne(written: Written, path: YamlPath): WholeRead<TaskLimits> {
  const memory = written.memory === undefined ? undefined : sizeInBytes(String(written.memory))
  const gpus = readGpus(written.gpus, [...path, 'gpus'])
  return {
    value: known({
      gpus: gpus.value,
      shmSize: written.shm_size === undefined ? undefined : String(written.shm_size),
      memory,
      cpus: written.cpus,
      pids: written.pids,
      disk: written.disk === undefined ? undefined : sizeInBytes(String(written.disk)),
      idleTimeout: readDuration(written.timeout),
      maxTime: readDuration(written.max_time),
    }),
    findings: [...checkMemory(memory, [...path, 'memory']), ...gpus.findings],
  }
}

function checkMemory(memory: number | undefined, path: YamlPath): readonly Finding[] {
  if (memory === undefined || memory >= LEAST_MEMORY) return []
  const why = '`memory` is less than the 6 MiB that a container needs'
  return [wrongValue(path, why, 'Write a unit: `512m`, `4g`.')]
}

const readDuration = (value: string | number | undefined) =>
  value === undefined ? undefined : durationInSeconds(value)

function readGpus(value: string | number | undefined, path: YamlPath): Read<Gpus> {
  if (value === undefined) return readNothing()
  const gpus = parseGpusOrNone(value)
  if (gpus !== undefined) return readValue(gpus)
  return readNothing(
    wrongValue(
      path,
      `\`${path.join('.')}\` should be ${GPUS_OR_NONE_WORDS}`,
      'For example `gpus: all`, or `gpus: 1`.',
    ),
  )
}
