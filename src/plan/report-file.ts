import { resolve } from 'node:path'
import { ExpectedError } from '../facts/error.ts'
import { explainAnyError } from '../files/errors/system-error.ts'
import { UNREADABLE_HINT } from '../files/errors/unreadable.ts'
import { readBounded, type Unreadable } from '../files/read-file.ts'
import type { Job } from '../job/job.ts'
import { parseReport } from '../report/read.ts'
import type { Report } from '../report/report.ts'
import { quoteName } from '../words/text.ts'

/** Bytes of a report.json that is still opened. */
const LARGEST = 64 * 1024 * 1024

/** Reads the report.json that another job wrote, through no link. Throws an ExpectedError of kind `input` where it is none. */
export function readReportFile({ report: path, repository }: Pick<Job, 'report' | 'repository'>): Report {
  if (path === undefined) {
    throw new ExpectedError('input', 'there is no report of a test', {
      hint: 'Give the input `report`: the report.json of the job that tested, downloaded from its artifact.',
    })
  }
  const shown = quoteName(path, 200)
  const bytes = readBounded(resolve(repository, path), { most: LARGEST })
  if ('wrong' in bytes) {
    const [why, hint] = WRONG[bytes.wrong]
    throw new ExpectedError('input', `the report ${shown} cannot be used: ${why}`, {
      code: `report-${bytes.wrong}`,
      hint,
    })
  }
  try {
    return parseReport(bytes.toString('utf8'))
  } catch (error) {
    const { message, hint, code } = error instanceof ExpectedError ? error : explainAnyError(error)
    throw new ExpectedError('input', `the report ${shown} cannot be used: ${message}`, {
      code,
      hint,
      cause: error,
    })
  }
}

const AS_WRITTEN = 'Give the report.json that the test of this commit wrote, as it is.'

const WRONG: Readonly<Record<Unreadable['wrong'], readonly [why: string, hint: string]>> = {
  missing: [
    'there is no such file',
    'Give the path to which the step before this one downloads it (actions/download-artifact, `path:`).',
  ],
  outside: ['it is elsewhere', AS_WRITTEN],
  special: ['it is a link, or no regular file', 'Give the file itself, not its folder or a link to it.'],
  large: [`it has more than the ${LARGEST} bytes that are read at most`, AS_WRITTEN],
  unreadable: ['it cannot be read by the user of the runner', UNREADABLE_HINT],
}
