import type { Image } from '../engines/engine.ts'
import { known } from '../facts/known.ts'
import { ROLES, type Role } from '../facts/role.ts'
import type { Report, StepReport } from '../report/report.ts'
import type { Value } from '../yaml/value.ts'
import type { Context } from './context.ts'
import type { Demo } from './files/demo.ts'
import { removeDecrypted } from './images/decrypt.ts'
import type { Values } from './row.ts'
import { runRows } from './run-rows.ts'
import { listRows } from './table.ts'
import { makeWork } from './workspace.ts'

/** What was got for the tasks. */
export interface Fetched {
  readonly demo: Demo
  /** None of a model that is an asset. */
  readonly images: Readonly<Partial<Record<Role, Image>>>
  /** SHA-256 of the additional files of the roles that have some. */
  readonly additionalHashes: Readonly<Partial<Record<Role, string>>>
  /** SHA-256 of the image files of the roles whose image is a file. */
  readonly imageHashes: Readonly<Partial<Record<Role, string>>>
}

/** What the steps found out; a value is absent where its step did not pass. */
export interface StepsOutcome {
  readonly steps: readonly StepReport[]
  readonly fetched?: Fetched
  /** What the engine offers and the tasks ask for, where anybody does; also where they cannot be had. */
  readonly gpus?: NonNullable<Report['gpus']>
  /** `demo_dataset_generated_uid`: the folder hash of prepared data and labels (docs/medperf.md 11.3). */
  readonly generatedUid?: string
  readonly statistics?: Value
  readonly results?: Value
  /** What deserves a look although its step passed, in sentences. */
  readonly notices: readonly string[]
}

/** Runs the steps, side by side where the order allows, and always comes back with a report of each. */
export async function runSteps(context: Context): Promise<StepsOutcome> {
  makeWork(context.folders.work)
  const rows = listRows(context.benchmark, context.sequential)
  const { steps, values } = await runRows(rows, context).finally(() => removeDecrypted(context))
  return known({
    steps,
    fetched: collectFetched(values),
    gpus: values.GPUs?.facts,
    generatedUid: values.statistics?.generatedUid,
    statistics: values.statistics?.statistics,
    results: readResults(context.benchmark, values),
    notices: values.prepare?.notice === undefined ? [] : [values.prepare.notice],
  })
}

/** What the last task of the benchmark wrote. */
const readResults = ({ topology }: Context['benchmark'], values: Partial<Values>): Value | undefined =>
  topology === 'end_to_end_script' ? values.run_script : values.evaluate

/** What was got, where all of it was and the looks at it found nothing. */
function collectFetched(values: Partial<Values>): Fetched | undefined {
  const demo = values['demo dataset']
  if (demo === undefined || values['file check'] === undefined) return undefined
  return {
    demo,
    images: mapRoles((role) => values[`${role} image`]?.image),
    additionalHashes: mapRoles((role) => values[`${role} files`]?.sha256),
    imageHashes: mapRoles((role) => values[`${role} image`]?.file),
  }
}

/** What there is, by role. */
const mapRoles = <T>(find: (role: Role) => T | undefined): Readonly<Partial<Record<Role, T>>> =>
  known(Object.fromEntries(ROLES.map((role) => [role, find(role)]))) as Partial<Record<Role, T>>
