import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { TaskLimits } from '../../benchmark/benchmark.ts'
import type { ContainerRun } from '../../containers/run.ts'
import { ExpectedError } from '../../facts/error.ts'
import { expectPart } from '../../facts/role.ts'
import { findRole, type Task } from '../../facts/task.ts'
import { findContainerUser } from '../../files/container-user.ts'
import { handOverEntry } from '../../files/hand-over.ts'
import { writeYaml } from '../../yaml/yaml.ts'
import type { Context, Ready } from '../context.ts'
import { locatePlaces, makeOutput, makeTmp } from '../workspace.ts'
import { makeMlcubeFolders } from './mlcube-volumes.ts'
import { expectOwnBinds } from './own-binds.ts'
import { resolvePlace } from './places.ts'
import { composeRun, findLimits, volumesFor } from './task-run.ts'
import type { Volumes } from './volume.ts'

/** The container of a task, and the folders that were made for it. */
export interface MadeRun {
  readonly run: ContainerRun
  readonly limits: TaskLimits
  readonly volumes: Volumes
  readonly tmp: string
}

/** Makes the folders of a task, and says what container to run on them. */
export function makeRun(
  task: Task,
  { image, sources }: Ready,
  { benchmark, folders, label }: Context,
): MadeRun {
  const role = findRole(benchmark.components, task)
  const component = expectPart(benchmark.components, role)
  const spec = component.spec.tasks[task]
  if (spec === undefined || image === undefined) {
    throw new ExpectedError('internal', `has no task ${task} in ${component.config}`, {
      hint: 'Add the task to that configuration; and please report that it came so far.',
    })
  }
  const limits = findLimits(benchmark, task)
  const places = locatePlaces(folders.work, sources, task, role)
  const paths = { ...places, 'script results': places[resolvePlace(benchmark, 'script results')] }
  const volumes = volumesFor(task, spec, paths)
  const tmp = makeTmp(folders.work, task)
  if (spec.mlcube !== undefined) makeMlcubeFolders(volumes, paths.workspace)
  else for (const { source, mount } of volumes.outputs) makeOutput(source, mount.type)
  // Written anew for each task, whichever list it is in (docs/medperf.md 13.3).
  for (const { source, place } of [...volumes.inputs, ...volumes.outputs]) {
    if (place !== 'parameters') continue
    writeFileSync(source, writeYaml(component.parameters ?? {}))
    handOverEntry(source)
  }
  const id = randomBytes(8).toString('hex')
  const user = findContainerUser()
  const run = composeRun({ task, spec, limits, volumes, tmp, label, image: image.runBy, id, user })
  expectOwnBinds(run.binds, folders.work)
  return { run, limits, volumes, tmp }
}
