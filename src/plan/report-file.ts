import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { ExpectedError, readCode } from '../facts/error.ts'
import type { Job } from '../job/job.ts'
import { parseReport } from '../report/read.ts'
import type { Report } from '../report/report.ts'

/** Bytes of a report.json that is still opened. */
const LARGEST = 64 * 1024 * 1024
// A link may lead to what is no report and no stranger's, and a pipe would be waited for.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

/** Reads the report.json that another job wrote. Throws an ExpectedError of kind `input` where it is none. */
export function readReportFile({ report: path, repository }: Pick<Job, 'report' | 'repository'>): Report {
  if (path === undefined) {
    throw new ExpectedError('input', 'there is no report of a test', {
      hint: 'Give the input `report`: the report.json of the job that tested, downloaded from its artifact.',
    })
  }
  try {
    return parseReport(readText(resolve(repository, path)))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ExpectedError('input', `the report ${path} cannot be used: ${reason}`, {
      hint: 'Give the report.json that the test of this commit wrote, as it is.',
      cause: error,
    })
  }
}

function readText(path: string): string {
  const file = openFile(path)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw new Error('it is not a regular file')
    if (stats.size > LARGEST) throw new Error(`it has ${stats.size} bytes, and ${LARGEST} are read at most`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

function openFile(path: string): number {
  try {
    return openSync(path, FLAGS)
  } catch (error) {
    throw readCode(error) === 'ELOOP' ? new Error('it is a link', { cause: error }) : error
  }
}
