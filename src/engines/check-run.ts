import { findTextFault, findWordsFault, isVariableName } from '../containers/arguments/argument.ts'
import type { ContainerRun } from '../containers/run.ts'
import { ExpectedError } from '../facts/error.ts'
import { isDockerSize } from '../words/size.ts'
import { plainLine } from '../words/text.ts'
import { checkBind } from './bind.ts'

/** An image by reference, by ID, or as a file. */
const IMAGE = /^(?:[a-zA-Z0-9[][\w.:@/[\]-]*|\/(?!.*:\/\/)[^\0\r\n]*)$/

/**
 * Throws an ExpectedError of kind `internal` for a container of which an engine could read one thing as another: its checks
 * stand in the room `containers`, and this is what remains if one of them is passed by. It stands before anything is made for the
 * container, so that what is refused leaves nothing behind.
 */
export function checkRun({ image, environment, entrypoint, command, shmSize, binds }: ContainerRun): void {
  const odd = environment.find(([name]) => !isVariableName(name))
  const words = [
    ...environment.map(([, value]) => value),
    ...(entrypoint === undefined ? [] : [entrypoint]),
    ...command,
  ]
  const fault =
    (IMAGE.test(image) ? undefined : `"${image}" is no image`) ??
    (odd === undefined ? undefined : `"${odd[0]}" is no name of a variable`) ??
    (shmSize === undefined || isDockerSize(shmSize) ? undefined : `"${shmSize}" is no size`) ??
    words.map(findTextFault).find((one) => one !== undefined) ??
    findWordsFault([...words, ...environment.map(([name]) => name)])
  if (fault !== undefined) {
    throw new ExpectedError('internal', plainLine(`cannot be started: ${fault}`, 500), {
      hint: 'Correct it in the configuration of the container; and please report that it came so far.',
    })
  }
  binds.forEach(checkBind)
}
