import { type Failure, MOST_PARTS } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import type { Problem } from '../facts/problem.ts'
import type { ContainerReport, Source, StepReport } from './report.ts'

/*
 * What other rooms hand in is cut to the bounds of the report's schema here, so that a stranger's endless line makes a
 * shorter report and never an invalid one.
 */

/** A text of at most `max` UTF-16 units that never ends in half a character. */
export function clipText(text: string, max: number): string {
  const whole = text.toWellFormed()
  return whole.length <= max ? whole : `${whole.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** The same of a text that may be absent. */
export const clipMaybe = (text: string | undefined, max: number) =>
  text === undefined ? undefined : clipText(text, max)

/** A problem within the bounds of `ProblemSchema`. */
export const clipProblem = (problem: Problem): Problem =>
  known({
    ...problem,
    file: clipText(problem.file, 1_000),
    message: clipText(problem.message, 2_000),
    hint: clipMaybe(problem.hint, 2_000),
  })

/** A failure within the bounds of `FailureSchema`. */
export const clipFailure = (failure: Failure): Failure =>
  known({
    ...failure,
    message: clipText(failure.message, 2_000),
    hint: clipMaybe(failure.hint, 2_000),
    parts: failure.parts?.slice(0, MOST_PARTS).map((part) =>
      known({
        ...part,
        message: clipText(part.message, 2_000),
        hint: clipMaybe(part.hint, 2_000),
        file: clipMaybe(part.file, 1_000),
      }),
    ),
  })

/** A step within the bounds of `StepSchema`: the last 50 lines of its output are kept. */
export const clipStep = (step: StepReport): StepReport =>
  known({
    ...step,
    failure: step.failure === undefined ? undefined : clipFailure(step.failure),
    skipped: clipMaybe(step.skipped, 500),
    logTail: step.logTail.slice(-50).map((line) => clipText(line, 2_000)),
    log: clipMaybe(step.log, 1_000),
  })

/** A container within the bounds of `ContainerSchema`. */
export const clipContainer = (container: ContainerReport): ContainerReport => ({
  ...container,
  name: clipText(container.name, 200),
  config: clipText(container.config, 1_000),
  type: clipText(container.type, 100),
  image: clipText(container.image, 2_000),
})

/** A source within the bounds of `SourceSchema`. */
export const clipSource = (source: Source): Source => ({ ...source, path: clipText(source.path, 4_096) })
