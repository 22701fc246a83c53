import type { Job } from '../job/job.ts'
import type { Report } from '../report/report.ts'

/**
 * Where a report is not of the commit that is registered, or not of the run that may have tested it, in sentences. All attempts of a
 * run are one run.
 */
export function findForeignOrigin(
  { commit, run }: Pick<Report, 'commit' | 'run'>,
  here: Pick<Job, 'commit' | 'run' | 'reportRun'>,
): readonly string[] {
  return [...foreignCommit(commit, here.commit), ...foreignRun(run?.id, here)]
}

function foreignCommit(tested: string | undefined, here: string | undefined): readonly string[] {
  if (here === undefined) return ['the commit of this run is not known']
  if (tested === undefined) return ['it names no commit']
  return tested === here ? [] : [`it is of the commit ${tested}, and this run is about ${here}`]
}

function foreignRun(
  tested: number | undefined,
  { run, reportRun }: Pick<Job, 'run' | 'reportRun'>,
): readonly string[] {
  if (tested === undefined) return ['it names no run of a workflow']
  if (reportRun === 'any') return []
  if (reportRun !== 'this')
    return tested === reportRun
      ? []
      : [`it is of the run ${tested}, and \`report-run\` asks for ${reportRun}`]
  if (run === undefined) return [`it is of the run ${tested}, and this is no run of a workflow`]
  return tested === run.id ? [] : [`it is of the run ${tested}, and this is the run ${run.id}`]
}
