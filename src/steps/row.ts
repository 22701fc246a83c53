import type { Place } from '../containers/volumes.ts'
import type { Image } from '../engines/engine.ts'
import type { Role } from '../facts/role.ts'
import type { StepName } from '../facts/step.ts'
import type { Value } from '../yaml/value.ts'
import type { Context } from './context.ts'
import type { Worked } from './ending.ts'
import type { AdditionalFiles } from './files/additional.ts'
import type { Demo } from './files/demo.ts'
import type { GpuOffer } from './gpus.ts'
import type { GotImage } from './images/get.ts'
import type { Recording } from './recording.ts'
import type { Prepared } from './tasks/prepare.ts'
import type { Counted } from './tasks/tasks.ts'

/** What each row hands on to those that need it. */
export interface Values
  extends Readonly<Record<`${Role} files`, AdditionalFiles>>,
    Readonly<Record<`${Role} image`, GotImage>> {
  readonly 'decryption key': true
  readonly 'demo dataset': Demo
  readonly room: true
  readonly GPUs: GpuOffer
  readonly 'GPU check': true
  readonly 'file check': true
  readonly prepare: Prepared
  readonly sanity_check: true
  readonly statistics: Counted
  readonly infer: true
  readonly evaluate: Value
  /** The results; null of a script that leaves predictions. */
  readonly run_script: Value
}

export type RowName = keyof Values

/** What the work of a row may look at and write to besides the values that it needs. */
export interface Tools {
  readonly context: Context
  readonly recording: Recording
  /** The images that are here by now, in the order of the roles. */
  readonly imagesHere: () => readonly Image[]
}

/** One part of a check that can be waited for, in words that its runner can read without knowing the work. */
export interface Row {
  readonly name: RowName
  /** The step of the report that shows it; several rows may be one step. */
  readonly step: StepName
  /**
   * `get` brings something to this machine, and its failure is said in the log of its step; `check` only looks, though it may ask
   * the engine by a container; `task` is a container of the benchmark.
   */
  readonly kind: 'check' | 'get' | 'task'
  /** Rows whose values it needs: where one of them has none, this one is skipped. */
  readonly needs: readonly RowName[]
  /** Rows that must be over first, however they ended. */
  readonly after: readonly RowName[]
  readonly reads: readonly Place[]
  readonly writes: readonly Place[]
  readonly work: (got: Values, tools: Tools) => Promise<Worked<unknown>>
}

interface TypedRow<Name extends RowName, Needed extends RowName>
  extends Pick<Row, 'step' | 'kind'>,
    Partial<Pick<Row, 'after' | 'reads' | 'writes'>> {
  readonly name: Name
  readonly needs: readonly Needed[]
  readonly work: (got: Pick<Values, Needed>, tools: Tools) => Promise<Worked<Values[Name]>>
}

/** A row whose work sees nothing but the values that it says it needs. */
export const defineRow = <Name extends RowName, const Needed extends RowName = never>(
  row: TypedRow<Name, Needed>,
): Row => ({ after: [], reads: [], writes: [], ...row })
