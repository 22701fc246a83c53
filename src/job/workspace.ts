import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { known } from '../facts/known.ts'

/** Folders of one run, all absolute and all ours alone. */
export interface Workspace {
  /** Data, outputs and everything else that goes away with the run. */
  readonly work: string
  /** report.json, summary.md and the logs: what the run is for. */
  readonly report: string
  /** The input `work-directory` as it was written, where `work` lies there and not in the runner's temporary folder. */
  readonly wanted?: string
}

/** Where a run's folders may be; absolute, but for what was written. */
interface Places {
  readonly repository: string
  readonly temp: string
  readonly workDirectory: string | undefined
}

/**
 * Names the folders of a run, a relative one in the repository; nothing is made yet, so that they can be written down for `post`
 * before they exist.
 */
export function nameWorkspace({ repository, temp, workDirectory }: Places): Workspace {
  const id = randomBytes(8).toString('hex')
  return known({
    work: resolve(repository, workDirectory ?? temp, `medperf-benchmark-${id}`),
    report: resolve(repository, temp, `medperf-benchmark-report-${id}`),
    wanted: workDirectory,
  })
}
