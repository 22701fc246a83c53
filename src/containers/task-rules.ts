import type { Task } from '../facts/task.ts'
import { didYouMean } from '../words/did-you-mean.ts'
import { type Finding, warnKey, warnValue, wrongKey, wrongValue } from './finding.ts'
import type { DeclaredMount } from './mounts.ts'
import {
  EITHER,
  FILES,
  findPlace,
  listVolumes,
  type Place,
  RAW,
  REQUIRED_OUTPUTS,
  WRITTEN,
} from './volumes.ts'

/** The names under `output_volumes` and `input_volumes` of a task, right or not; undefined for what is no mapping. */
export interface Names {
  readonly outputs: readonly string[] | undefined
  readonly inputs: readonly string[] | undefined
}

/** Checks the volumes of a task against what MedPerf mounts there (docs/medperf.md 13.2). */
export const checkVolumes = (
  task: Task,
  volumes: readonly DeclaredMount[],
  names: Names,
): readonly Finding[] => [
  ...volumes.flatMap((volume) => checkVolume(task, volume)),
  ...missingOutputs(task, names),
]

function checkVolume(task: Task, volume: DeclaredMount): readonly Finding[] {
  const { mount, path } = volume
  const place = findPlace(task, mount.name)
  if (place === undefined) {
    const why = `MedPerf knows no volume \`${mount.name}\` in the task ${task}`
    return [wrongKey(path, why, didYouMean(mount.name, listVolumes(task)))]
  }
  const side = checkSide(task, place, volume)
  const type = FILES.has(place) ? 'file' : 'directory'
  return mount.type === type ? side : [...checkType(task, place, volume), ...side]
}

/** Of what is mounted to be read MedPerf does not look at the type; what is written it makes by it (docs/medperf.md 13.3). */
function checkType(task: Task, place: Place, { mount, path, writable }: DeclaredMount): readonly Finding[] {
  const where = [...path, 'type']
  const type = FILES.has(place) ? 'file' : 'directory'
  const hint = `Write \`type: ${type}\`.`
  if (RAW.has(place) || (EITHER.has(place) && !writable)) return []
  if (EITHER.has(place)) {
    const why = `\`${mount.name}\` of ${task} is a file, which counts nothing in the hash of the data set`
    return [warnValue(where, why, `${hint} MedPerf then tells other data by its uid.`, 'prepared-file')]
  }
  const why = `\`${mount.name}\` of ${task} is a ${type}, not a ${mount.type}`
  if (writable) return [wrongValue(where, why, hint, 'volume-type')]
  return [warnValue(where, `${why}; MedPerf mounts it all the same`, hint, 'volume-type')]
}

const missingOutputs = (task: Task, { inputs, outputs }: Names): readonly Finding[] =>
  REQUIRED_OUTPUTS[task]
    .filter((name) => outputs?.includes(name) === false)
    .map((name) => {
      const hint = inputs?.includes(name)
        ? 'It is among the input volumes, which are read-only: move it.'
        : `Add it: ${task} writes there.`
      const why = `the task ${task} needs \`${name}\` among its output volumes`
      return wrongKey(['tasks', task, 'output_volumes'], why, hint)
    })

function checkSide(task: Task, place: Place, { mount, path, writable }: DeclaredMount): readonly Finding[] {
  const written = WRITTEN[task].has(place)
  if (writable && !written) {
    const why = `\`${mount.name}\` is an input of ${task}, but as an output volume the container may change it`
    return [warnKey(path, why, 'Move it to `input_volumes`, unless it is meant to be written.')]
  }
  if (writable || !written || REQUIRED_OUTPUTS[task].includes(mount.name)) return []
  const why = `\`${mount.name}\` is an output of ${task}, but as an input volume it is read-only`
  // MedPerf passes these two only to a preparator that declares them as outputs.
  const make = place === 'metadata' || place === 'report' ? wrongKey : warnKey
  return [make(path, why, 'Move it to `output_volumes`.')]
}
