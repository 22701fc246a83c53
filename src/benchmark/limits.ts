import { type Finding, wrongValue } from '../containers/finding.ts'
import { parseGpus } from '../containers/gpus.ts'
import type { Gpus } from '../facts/gpu.ts'
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
export function readLimits(run: RunFile, findings: Finding[]): Readonly<Record<TestTask, TaskLimits>> {
  const { timeout, max_time: maxTime, tasks, runtime: _, ...shared } = run
  const general = readOne(shared, ['run'], findings)
  const limits = TASKS.map((task): [TestTask, TaskLimits] => {
    const times = readOne(
      { timeout: ofTask(timeout, task), max_time: ofTask(maxTime, task) },
      ['run'],
      findings,
    )
    return [task, { ...general, ...times, ...readOne(tasks?.[task] ?? {}, ['run', 'tasks', task], findings) }]
  })
  return Object.fromEntries(limits) as Record<TestTask, TaskLimits>
}

const ofTask = (times: RunFile['timeout'], task: TestTask): string | number | undefined =>
  typeof times === 'object' ? times[task] : times

function readOne(written: Written, path: YamlPath, findings: Finding[]): TaskLimits {
  const memory = written.memory === undefined ? undefined : sizeInBytes(String(written.memory))
  if (memory !== undefined && memory < LEAST_MEMORY) {
    findings.push(
      wrongValue(
        [...path, 'memory'],
        '`memory` is less than the 6 MiB that a container needs',
        'Write a unit: `512m`, `4g`.',
      ),
    )
  }
  return defined({
    gpus: readGpus(written.gpus, [...path, 'gpus'], findings),
    shmSize: written.shm_size === undefined ? undefined : String(written.shm_size),
    memory,
    cpus: written.cpus,
    pids: written.pids,
    disk: written.disk === undefined ? undefined : sizeInBytes(String(written.disk)),
    idleTimeout: readDuration(written.timeout),
    maxTime: readDuration(written.max_time),
  })
}

const readDuration = (value: string | number | undefined) =>
  value === undefined ? undefined : durationInSeconds(value)

function readGpus(value: string | number | undefined, path: YamlPath, findings: Finding[]): Gpus | undefined {
  if (value === undefined) return undefined
  const gpus = value === 'none' ? { kind: 'none' as const } : parseGpus(value)
  if (gpus === undefined)
    findings.push(
      wrongValue(path, `\`${path.join('.')}\` should be \`none\`, \`all\`, a number, or \`device=0,1\``),
    )
  return gpus
}

/** Without the keys that have no value. */
const defined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
