import { performance } from 'node:perf_hooks'
import type { Failure } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import type { StepName } from '../facts/step.ts'
import type { Log } from '../job/log.ts'
import type { StepReport } from '../report/report.ts'
import { plainLine } from '../words/text.ts'
import { type Ending, joinFailures, type Over } from './ending.ts'
import { type Recording, startRecording } from './recording.ts'
import type { Row } from './row.ts'

/** A step of the report while its rows are under way. */
export interface OpenStep {
  /** What its rows write to; it begins with the first that asks. */
  record(): Recording
  /** Notes how one of its rows was over; with the last of them the step is over too. */
  end(row: Row, ending: Ending): void
  /** Of a step that is over. */
  report(): StepReport
}

export interface StepOptions {
  readonly folder: string
  readonly log: Log
  readonly signal: AbortSignal
}

/** The step of some rows: it takes from the begin of the first to the end of the last, and fails with all that failed. */
export function openStep(
  name: StepName,
  rows: readonly Row[],
  { folder, log, signal }: StepOptions,
): OpenStep {
  const endings = new Map<Row, Ending>()
  let begun: { readonly recording: Recording; readonly start: number } | undefined
  let report: StepReport | undefined
  const inOrder = () => rows.map((row) => ({ row, ending: endings.get(row) ?? ABORTED }))
  const finish = () => {
    if (begun === undefined) {
      report = skipped(name, inOrder().flatMap(({ ending }) => reasonIn(ending))[0] ?? '')
      return
    }
    const { recording, start } = begun
    const failure = joinFailures(inOrder(), recording, signal)
    const seconds = (performance.now() - start) / 1000
    const end = failure === undefined ? 'passed' : plainLine(`failed, ${failure.message}`)
    recording.close(`${name}: ${end} (${seconds.toFixed(1)} s)`)
    report = describeStep(name, seconds, inOrder(), failure, recording)
  }
  return {
    record() {
      begun ??= { recording: startRecording(name, folder, log), start: performance.now() }
      return begun.recording
    },
    end(row, ending) {
      endings.set(row, ending)
      if (endings.size === rows.length) finish()
    },
    report() {
      if (report === undefined) throw new TypeError(`${name} is not over`)
      return report
    },
  }
}

const ABORTED: Ending = { kind: 'aborted' }

const reasonIn = (ending: Ending) => (ending.kind === 'skipped' ? [ending.reason] : [])

function describeStep(
  name: StepName,
  seconds: number,
  over: readonly Over[],
  failure: Failure | undefined,
  recording: Recording,
): StepReport {
  const worked = over.flatMap(({ ending }) => (ending.kind === 'worked' ? [ending.worked] : []))
  const { value, failure: _, idle, mayLive: __, ...measured } = (over.length === 1 && worked[0]) || {}
  if (idle !== undefined && value !== undefined) return { ...skipped(name, idle), seconds }
  return known({
    name,
    status: failure === undefined ? ('passed' as const) : ('failed' as const),
    seconds,
    ...measured,
    failure,
    logTail: recording.tail().slice(),
    log: recording.file,
  })
}

/** A step that did not run, and why. */
const skipped = (name: StepName, reason: string): StepReport => ({
  name,
  status: 'skipped',
  seconds: 0,
  skipped: reason,
  logTail: [],
})
