import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'

/** Folders of one run, all absolute and all ours alone. */
export interface Workspace {
  /** Data, outputs and everything else that goes away with the run. */
  readonly work: string
  /** report.json, summary.md and the logs: what the run is for. */
  readonly report: string
}

/** Names the folders of a run; nothing is made yet, so that they can be written down for `post` before they exist. */
export function nameWorkspace(temp: string, workDirectory: string | undefined): Workspace {
  const id = randomBytes(8).toString('hex')
  return {
    work: resolve(workDirectory ?? temp, `medperf-benchmark-${id}`),
    report: resolve(temp, `medperf-benchmark-report-${id}`),
  }
}
