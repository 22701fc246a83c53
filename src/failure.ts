import type { Failure, FailureKind } from './report/report.ts'

/** An expected failure of a step: it becomes a `failed` step in the report, never a stack trace. */
export class StepFailure extends Error {
  readonly failure: Failure

  constructor(kind: FailureKind, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StepFailure'
    this.failure = hint === undefined ? { kind, message } : { kind, message, hint }
  }
}

/** Why nothing could start, where it is because of the MedPerf server or of what is to be registered there. */
export const serverFailure = ({ message, hint }: Pick<Failure, 'message' | 'hint'>): Failure => ({
  kind: 'server',
  message,
  ...(hint === undefined ? {} : { hint }),
})
