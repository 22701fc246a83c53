import { ExpectedError } from '../facts/error.ts'
import { explainAnyError, explainSystemError } from '../files/errors/system-error.ts'
import { makeMissingFolder } from '../files/make-folder.ts'
import type { Workspace } from '../job/workspace.ts'
import { quoteName } from '../words/text.ts'
import { refuseRun, type Stage } from './course.ts'

/** Makes the folders of a run before anything is done that would be in vain without them. */
export const makeFolders: Stage = (course) => {
  const { work, report, wanted } = course.job.folders
  const refusal = tryFolder(work, wanted) ?? tryFolder(report)
  return refusal === undefined ? course : refuseRun(course, refusal)
}

function tryFolder(folder: string, wanted?: Workspace['wanted']): ExpectedError | undefined {
  try {
    makeMissingFolder(folder)
    return undefined
  } catch (error) {
    return unusable(error, wanted)
  }
}

/** Whose fault it is that a folder cannot be made: that of the input `work-directory`, or without one of the runner. */
function unusable(error: unknown, wanted: string | undefined): ExpectedError {
  const trouble = explainSystemError(error)
  if (trouble === undefined) return explainAnyError(error)
  const [what, hint] =
    wanted === undefined
      ? [
          'the folder of the runner’s `RUNNER_TEMP`',
          'Set it to a folder that the user of the runner may write to.',
        ]
      : [
          `the input work-directory, ${quoteName(wanted, 200)},`,
          'Name a folder that the user of the runner may write to, such as one below `runner.temp`, or leave the input away.',
        ]
  const { code } = trouble
  const why = OF_MAKING[code] ?? trouble.why
  return new ExpectedError('input', `${what} cannot be used: ${why} (${code})`, {
    code: 'work-directory-unusable',
    hint,
    cause: error,
  })
}

/** What some errors mean where a folder is made. */
const OF_MAKING: Readonly<Record<string, string>> = {
  ENOENT: 'no folder can be made there',
  EEXIST: 'a file, or a link to nothing, is in its place',
}
