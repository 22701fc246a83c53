import type { Task } from '../facts/task.ts'
import { didYouMean } from '../words/did-you-mean.ts'
import { type Finding, warnKey, wrongKey, wrongValue } from './finding.ts'
import type { Written } from './mounts.ts'
import { FILES, type Place, placeOf, REQUIRED_OUTPUTS, volumesOf, WRITTEN } from './volumes.ts'

/** The names under `output_volumes` and `input_volumes` of a task, right or not; undefined for what is no mapping. */
export interface Names {
  readonly outputs: readonly string[] | undefined
  readonly inputs: readonly string[] | undefined
}

/** Checks the volumes of a task against what MedPerf mounts there (docs/medperf.md 13.2). */
export function checkVolumes(
  task: Task,
  volumes: readonly Written[],
  names: Names,
  findings: Finding[],
): void {
  for (const { mount, path, writable } of volumes) {
    const place = placeOf(task, mount.name)
    if (place === undefined) {
      const why = `MedPerf knows no volume \`${mount.name}\` in the task ${task}`
      findings.push(wrongKey(path, why, didYouMean(mount.name, volumesOf(task))))
      continue
    }
    const type = FILES.has(place) ? 'file' : 'directory'
    if (mount.type !== type) {
      const why = `\`${mount.name}\` of ${task} is a ${type}, not a ${mount.type}`
      findings.push(wrongValue([...path, 'type'], why, `Write \`type: ${type}\`.`))
    }
    checkSide(task, place, { mount, path, writable }, findings)
  }
  for (const name of REQUIRED_OUTPUTS[task].filter((one) => names.outputs?.includes(one) === false)) {
    const hint = names.inputs?.includes(name)
      ? 'It is among the input volumes, which are read-only: move it.'
      : `Add it: ${task} writes there.`
    const path = ['tasks', task, 'output_volumes']
    findings.push(wrongKey(path, `the task ${task} needs \`${name}\` among its output volumes`, hint))
  }
}

function checkSide(task: Task, place: Place, { mount, path, writable }: Written, findings: Finding[]): void {
  const written = WRITTEN[task].has(place)
  if (writable && !written) {
    const why = `\`${mount.name}\` is an input of ${task}, but as an output volume the container may change it`
    findings.push(warnKey(path, why, 'Move it to `input_volumes`, unless it is meant to be written.'))
  } else if (!writable && written && !REQUIRED_OUTPUTS[task].includes(mount.name)) {
    const why = `\`${mount.name}\` is an output of ${task}, but as an input volume it is read-only`
    // MedPerf passes these two only to a preparator that declares them as outputs.
    const make = place === 'metadata' || place === 'report' ? wrongKey : warnKey
    findings.push(make(path, why, 'Move it to `output_volumes`.'))
  }
}
