import { ExpectedError } from '../facts/error.ts'
import type { Decisions, PlanVerdict } from '../medperf/plan/decide/decision.ts'
import { showAction } from '../medperf/plan/plan.ts'
import { MOST_CHANGES, type Plan, type PlanAction, type PlanChange } from '../medperf/plan/schema.ts'

/**
 * Throws kind `changed`, with each difference in words, where the server now asks for a write that the plan did not announce;
 * less than announced is fine.
 */
export function expectSamePlan(expected: Plan, { components, benchmark }: Decisions): void {
  const now = [...components, benchmark].map(showAction).filter(({ verdict }) => WRITING.has(verdict))
  const surprises = now.flatMap((action) => surpriseOf(expected, action) ?? [])
  if (surprises.length === 0) return
  throw new ExpectedError('changed', `the server changed since the plan was made: ${surprises.join('; ')}`, {
    reasons: surprises,
    hint: 'Nothing was written. Run it again: the new plan shows what it means.',
  })
}

const WRITING: ReadonlySet<PlanVerdict> = new Set(['create', 'update in place', 'needs a new version'])

function surpriseOf({ actions }: Plan, now: PlanAction): string | undefined {
  const { name, verdict, reason } = now
  const planned = actions.find(({ role }) => role === now.role)
  if (planned === undefined) return `\`${name}\` is not in the plan`
  const moved = now.changes.filter(({ field, verdict: what }) => WRITING.has(what) && !isAddress(field))
  const isKnown = (change: PlanChange) => planned.changes.some((known) => isAnnounced(known, change))
  if (planned.name !== name) {
    // What had to be pushed first turned out to be what is registered already, so that no new version is needed.
    const isLess = verdict === 'update in place' && planned.changes.some(isOpen) && moved.every(isKnown)
    return isLess ? undefined : `the plan names \`${planned.name}\`, and now it is \`${name}\` (${reason})`
  }
  if (!WRITING.has(planned.verdict)) {
    if (verdict === 'update in place' && moved.length === 0) return undefined
    const fields = moved.map(({ field }) => `\`${field}\``).join(', ')
    return `\`${name}\` was to stay as it is (${planned.verdict}), and now it is: ${verdict}${fields === '' ? '' : `, ${fields}`} (${reason})`
  }
  if (verdict !== 'update in place') {
    return planned.verdict === verdict
      ? undefined
      : `\`${name}\` was planned as: ${planned.verdict}, and now it is: ${verdict} (${reason})`
  }
  // Of something new every field was announced; another run of the same plan has written a part of it.
  if (planned.verdict !== 'update in place' || planned.changes.length > MOST_CHANGES) return undefined
  const surprises = moved.filter((change) => !isKnown(change))
  if (surprises.length === 0) return undefined
  return surprises.map((change) => changeWords(name, change)).join('; ')
}

/** An address may follow what is published; what is behind it is held by its hash, a field of its own. */
const isAddress = (field: string): boolean =>
  /^(git_(mlcube|parameters)|(image|additional_files|demo_dataset)_tarball|asset)_url$/.test(field)

/** A field whose value was not known when the plan was made; a note says when it will be. */
const isOpen = ({ note, from, to }: PlanChange): boolean =>
  note !== undefined && from === undefined && to === undefined

const isAnnounced = (known: PlanChange, { field, from }: PlanChange): boolean =>
  isOpen(known)
    ? known.field === field || field.startsWith(`${known.field}.`)
    : WRITING.has(known.verdict) && known.field === field && known.from === from

const changeWords = (name: string, { field, from, to }: PlanChange): string =>
  `\`${field}\` of \`${name}\` is ${from ?? 'not there'} now, which the plan did not see when it was to become ${to ?? 'empty'}`
