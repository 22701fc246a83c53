import { ROLES } from '../facts/role.ts'
import type { StepName } from '../facts/step.ts'
import type { StepReport } from '../report/report.ts'
import type { Context } from './context.ts'
import type { Ending } from './ending.ts'
import type { Row, RowName, Tools, Values } from './row.ts'
import { type OpenStep, openStep } from './step.ts'

/** What the rows came to; a value is absent where its row did not pass. */
export interface RowsOutcome {
  readonly steps: readonly StepReport[]
  readonly values: Partial<Values>
}

/** What a row hands on: its value, or why those that need it are skipped. */
type HandedOn =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'none'; readonly why: string }

/**
 * Runs the rows of a table side by side, where what they need and what must be over first allows it, and always comes back
 * with a report of each step. A failure is a value here, never an exception; only the abort of the run is thrown on, when
 * no row is under way any more.
 */
export async function runRows(rows: readonly Row[], context: Context): Promise<RowsOutcome> {
  const steps = openSteps(rows, context)
  const running = new Map<RowName, Promise<HandedOn>>()
  const values = new Map<RowName, unknown>()
  const lingering: Row[] = []
  const here = () => Object.fromEntries(values) as Partial<Values>
  const imagesHere = () => ROLES.flatMap((role) => here()[`${role} image`]?.image ?? [])

  async function run(row: Row, step: OpenStep): Promise<HandedOn> {
    const missing = await waitFor(row, running).catch((error: unknown) => {
      step.end(row, { kind: 'aborted' })
      throw error
    })
    const why = missing ?? findLingering(row, lingering)
    if (why !== undefined) {
      step.end(row, { kind: 'skipped', reason: why })
      return { kind: 'none', why }
    }
    if (context.signal.aborted) step.end(row, { kind: 'aborted' })
    context.signal.throwIfAborted()
    const ending = await work(row, here(), { context, recording: step.record(), imagesHere })
    step.end(row, ending)
    context.signal.throwIfAborted()
    const { value, failure, mayLive } = ending.kind === 'worked' ? ending.worked : {}
    if (mayLive) lingering.push(row)
    if (value === undefined || failure !== undefined) return { kind: 'none', why: `${row.step} failed` }
    values.set(row.name, value)
    return { kind: 'value', value }
  }

  for (const row of rows) {
    const step = steps.get(row.step)
    if (step !== undefined) running.set(row.name, run(row, step))
  }
  // A cancelled row rejects; its neighbours' containers must be gone too before anybody cleans up.
  await Promise.allSettled(running.values())
  await Promise.all(running.values())
  return { steps: [...steps.values()].map((step) => step.report()), values: here() }
}

function openSteps(rows: readonly Row[], { folders, log, signal }: Context): ReadonlyMap<StepName, OpenStep> {
  const names = [...new Set(rows.map(({ step }) => step))]
  return new Map(
    names.map((name) => {
      const own = rows.filter(({ step }) => step === name)
      return [name, openStep(name, own, { folder: folders.report, log, signal })]
    }),
  )
}

/** Waits for what a row needs and what must be over first; why it is skipped, where one that it needs has no value. */
async function waitFor(
  { name, needs, after }: Row,
  running: ReadonlyMap<RowName, Promise<HandedOn>>,
): Promise<string | undefined> {
  const earlier = (wanted: RowName) => {
    const found = running.get(wanted)
    if (found === undefined) throw new TypeError(`the row ${wanted} does not stand before ${name}`)
    return found
  }
  const [needed] = await Promise.all([Promise.all(needs.map(earlier)), Promise.all(after.map(earlier))])
  return needed.find((one) => one.kind === 'none')?.why
}

/** Why a row cannot begin, where the container of an earlier one may still write what it reads or writes. */
function findLingering({ reads, writes }: Row, lingering: readonly Row[]): string | undefined {
  const found = lingering.find((row) => row.writes.some((one) => reads.includes(one) || writes.includes(one)))
  return found && `the container of ${found.step} may still be running, and write what it needs`
}

/** The values are there, because the row waited for them: it was typed by what it needs. */
async function work(row: Row, values: Partial<Values>, tools: Tools): Promise<Ending> {
  try {
    return { kind: 'worked', worked: await row.work(values as Values, tools) }
  } catch (error) {
    return { kind: 'threw', error }
  }
}
