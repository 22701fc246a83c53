import { resolve } from 'node:path'
import { ExpectedError } from '../facts/error.ts'
import { readBounded, type Unreadable } from '../files/read-file.ts'
import type { Job } from '../job/job.ts'
import { parseReport } from '../report/read.ts'
import type { Report } from '../report/report.ts'

/** Bytes of a report.json that is still opened. */
const LARGEST = 64 * 1024 * 1024

/** Reads the report.json that another job wrote, through no link. Throws an ExpectedError of kind `input` where it is none. */
export function readReportFile({ report: path, repository }: Pick<Job, 'report' | 'repository'>): Report {
  if (path === undefined) {
    throw new ExpectedError('input', 'there is no report of a test', {
      hint: 'Give the input `report`: the report.json of the job that tested, downloaded from its artifact.',
    })
  }
  try {
    const bytes = readBounded(resolve(repository, path), { most: LARGEST })
    if ('wrong' in bytes) throw new Error(WRONG[bytes.wrong])
    return parseReport(bytes.toString('utf8'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ExpectedError('input', `the report ${path} cannot be used: ${reason}`, {
      hint: 'Give the report.json that the test of this commit wrote, as it is.',
      cause: error,
    })
  }
}

const WRONG: Readonly<Record<Unreadable['wrong'], string>> = {
  missing: 'there is no such file',
  outside: 'it is elsewhere',
  special: 'it is a link, or no regular file',
  large: `it has more than the ${LARGEST} bytes that are read at most`,
  unreadable: 'it cannot be read',
}
