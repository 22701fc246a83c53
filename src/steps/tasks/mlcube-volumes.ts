import { statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { Bind } from '../../containers/run.ts'
import type { MlcubeTask, Parameter } from '../../containers/spec.ts'
import { findPlace, type Place, RAW } from '../../containers/volumes.ts'
import { ExpectedError } from '../../facts/error.ts'
import type { Task } from '../../facts/task.ts'
import { toBytes } from '../../files/byte-name.ts'
import { makeGivenFolder } from '../../files/hand-over.ts'
import { findRealBytes } from '../../files/real-path.ts'
import { plainLine } from '../../words/text.ts'
import type { Volume, Volumes } from './volume.ts'

/**
 * The parameters of an MLCube's task as volumes, inputs first (docs/medperf.md 16.4): each folder is mounted once, as
 * `/mlcube_io0` and on, and of a file its parent folder. Throws an ExpectedError where an input of unknown type does not
 * exist.
 */
export function mlcubeVolumes(
  task: Task,
  { inputs, outputs }: MlcubeTask,
  paths: Readonly<Record<Place, string>>,
): Volumes {
  const folders: string[] = []
  const resolve = (parameters: readonly Parameter[]) =>
    parameters.flatMap((parameter): Volume[] => {
      const { name, given } = parameter
      const place = given ? findPlace(task, name) : 'workspace'
      if (place === undefined) return []
      const source = given ? paths[place] : join(paths.workspace, parameter.default)
      const type = RAW.has(place) ? typeOfRaw(source, parameter) : typeOf(source, parameter)
      const folder = type === 'directory' ? source : dirname(source)
      if (!folders.includes(folder)) folders.push(folder)
      const target = `/mlcube_io${folders.indexOf(folder)}`
      const path = type === 'directory' ? target : `${target}/${basename(source)}`
      return [{ mount: { name, path, type }, place, source }]
    })
  return { inputs: resolve(inputs), outputs: resolve(outputs) }
}

/** What the demo dataset has, whatever is written; where it has a file, `mlcube` fails to make the folder that it was told of. */
function typeOfRaw(source: string, parameter: Parameter): 'file' | 'directory' {
  const isFile = statSync(source, { throwIfNoEntry: false })?.isFile()
  if (isFile === undefined) return parameter.type === 'file' ? 'file' : 'directory'
  if (!isFile) return 'directory'
  if (parameter.type !== 'directory') return 'file'
  throw new ExpectedError(
    'archive',
    `paths.yaml names a file for ${plainLine(parameter.name, 100)}, of which mlcube.yaml says that it is a directory`,
    { hint: 'Write `{type: file, default: …}` there, or put the file into a folder of the demo dataset.' },
  )
}

function typeOf(source: string, { name, type, default: path }: Parameter): 'file' | 'directory' {
  if (type !== 'unknown') return type
  const stat = statSync(source, { throwIfNoEntry: false })
  if (stat?.isDirectory()) return 'directory'
  if (stat?.isFile()) return 'file'
  throw new ExpectedError(
    'archive',
    `there is no ${plainLine(path, 200)} in the workspace/ of the MLCube for its input ${plainLine(name, 100)}`,
    { hint: 'Check the default in mlcube.yaml, and what is in the additional files.' },
  )
}

/** What is mounted for volumes of an MLCube; a folder that an input and an output share is read-only, as for the input. */
export function mlcubeBinds({ inputs, outputs }: Volumes): readonly Bind[] {
  const all = [...inputs.map(bindOf('ro')), ...outputs.map(bindOf('rw'))]
  return all.filter(({ target }, index) => all.findIndex((other) => other.target === target) === index)
}

const bindOf =
  (mode: Bind['mode']) =>
  ({ source, mount: { path, type } }: Volume): Bind =>
    type === 'directory'
      ? { source, target: path, mode }
      : { source: dirname(source), target: dirname(path), mode }

/** The arguments that tell the program where its parameters are. */
export const mlcubeArguments = ({ inputs, outputs }: Volumes): readonly string[] =>
  [...inputs, ...outputs].map(({ mount: { name, path } }) => `--${name}=${path}`)

/**
 * Makes the folders behind the volumes, as `mlcube` does; a file is left to the container to make. A container may have put
 * links into `workspace/`: one that leads out of it is never followed.
 */
export function makeMlcubeFolders(volumes: Volumes, workspace: string): void {
  makeGivenFolder(workspace)
  const home = findRealBytes(toBytes(workspace))
  for (const { place, source, mount } of [...volumes.inputs, ...volumes.outputs]) {
    const folder = mount.type === 'directory' ? source : dirname(source)
    if (place === 'workspace') checkInside(folder, home)
    makeGivenFolder(folder)
  }
}

function checkInside(folder: string, home: string): void {
  const real = nearest(folder)
  if (real === home || real.startsWith(home + sep)) return
  throw new ExpectedError('output', 'a link in the workspace/ of the MLCube leads out of it', {
    hint: 'Copy the file instead of linking to it.',
  })
}

/** The real path of a folder, or of the nearest one above it that exists; in bytes, as containers may name things as they like. */
function nearest(folder: string): string {
  try {
    return findRealBytes(toBytes(folder))
  } catch {
    return nearest(dirname(folder))
  }
}
