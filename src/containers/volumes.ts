import type { Task } from '../facts/task.ts'

/** A folder or file of a run that MedPerf can mount, independent of where it lies on this machine. */
export type Place =
  | 'raw data'
  | 'raw labels'
  | 'prepared data'
  | 'prepared labels'
  | 'metadata'
  | 'report'
  | 'statistics'
  | 'predictions'
  | 'results'
  /** What a script writes in place of predictions and results: a folder. */
  | 'script results'
  /** The files of a model that is an asset. */
  | 'model files'
  | 'local outputs'
  | 'parameters'
  | 'additional files'
  /** The folder `workspace/` of an MLCube. */
  | 'workspace'

const ALWAYS: Readonly<Record<string, Place>> = {
  parameters_file: 'parameters',
  additional_files: 'additional files',
}

const BY_TASK: Readonly<Record<Task, Readonly<Record<string, Place>>>> = {
  prepare: {
    data_path: 'raw data',
    labels_path: 'raw labels',
    output_path: 'prepared data',
    output_labels_path: 'prepared labels',
    metadata_path: 'metadata',
    report_file: 'report',
  },
  sanity_check: { data_path: 'prepared data', labels_path: 'prepared labels', metadata_path: 'metadata' },
  statistics: {
    data_path: 'prepared data',
    labels_path: 'prepared labels',
    metadata_path: 'metadata',
    output_path: 'statistics',
  },
  infer: { data_path: 'prepared data', output_path: 'predictions' },
  evaluate: {
    predictions: 'predictions',
    labels: 'prepared labels',
    output_path: 'results',
    local_outputs_path: 'local outputs',
  },
  run_script: {
    data_path: 'prepared data',
    labels_path: 'prepared labels',
    model_files: 'model files',
    results_path: 'script results',
  },
}

/** What MedPerf mounts under a volume's name in a task; undefined for a name it does not know there. */
export function findPlace(task: Task, volume: string): Place | undefined {
  const known = { ...ALWAYS, ...BY_TASK[task] }
  return Object.hasOwn(known, volume) ? known[volume] : undefined
}

/**
 * Whether MedPerf tells a task of an MLCube where a parameter lies (docs/medperf.md 16.3); `optional` names what prepare has
 * among its outputs of the two that are passed only then.
 */
export function isGiven(task: Task, name: string, optional: ReadonlySet<string>): boolean {
  if (!Object.hasOwn(BY_TASK[task], name) || name === 'local_outputs_path') return false
  if (name !== 'metadata_path' && name !== 'report_file') return true
  return task !== 'sanity_check' && optional.has(name)
}

/** The names that MedPerf passes to a task of an MLCube in any case, to read from or to write to (docs/medperf.md 16.3). */
export const listGiven = (task: Task, list: 'inputs' | 'outputs'): readonly string[] =>
  Object.entries(BY_TASK[task])
    .filter(
      ([name, place]) => isGiven(task, name, new Set()) && WRITTEN[task].has(place) === (list === 'outputs'),
    )
    .map(([name]) => name)

/** The names MedPerf knows in a task, for messages. */
export const listVolumes = (task: Task): readonly string[] => [
  ...Object.keys(BY_TASK[task]),
  ...Object.keys(ALWAYS),
]

/** The places that are files; all others are folders (docs/medperf.md 13.2). */
export const FILES: ReadonlySet<Place> = new Set(['report', 'statistics', 'results', 'parameters'])

/** What the author of the data, or of prepare, makes a folder or a single file (docs/medperf.md 13.3). */
export const EITHER: ReadonlySet<Place> = new Set([
  'raw data',
  'raw labels',
  'prepared data',
  'prepared labels',
])

/** Of these what comes with the demo dataset, of which MedPerf only asks whether it is there (docs/medperf.md 13.4). */
export const RAW: ReadonlySet<Place> = new Set(['raw data', 'raw labels'])

/** What each task is meant to write. */
export const WRITTEN: Readonly<Record<Task, ReadonlySet<Place>>> = {
  prepare: new Set(['prepared data', 'prepared labels', 'metadata', 'report']),
  sanity_check: new Set(),
  statistics: new Set(['statistics']),
  infer: new Set(['predictions']),
  evaluate: new Set(['results', 'local outputs']),
  run_script: new Set(['script results']),
}

/** The volumes without which a task cannot hand on what it made. */
export const REQUIRED_OUTPUTS: Readonly<Record<Task, readonly string[]>> = {
  prepare: ['output_path', 'output_labels_path'],
  sanity_check: [],
  statistics: ['output_path'],
  infer: ['output_path'],
  evaluate: ['output_path'],
  run_script: ['results_path'],
}
