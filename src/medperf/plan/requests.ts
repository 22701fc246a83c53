import { known } from '../../facts/known.ts'
import { expectPart, type Role } from '../../facts/role.ts'
import { plainLine, quoteName } from '../../words/text.ts'
import { isMapping, type Value } from '../../yaml/value.ts'
import { describeDoubt } from '../description/doubt.ts'
import { findRequestFaults, type Mismatch } from '../description/mismatch.ts'
import type { Snapshot } from '../snapshot.ts'
import { withComponents } from './decide/benchmark-fields.ts'
import type { Decisions } from './decide/decision.ts'
import { listSteps, type Step } from './step.ts'
import { findLimit } from './wanted/limits.ts'
import type { Issue, WantedState } from './wanted/state.ts'
import { unholdableIssues } from './wanted/unholdable.ts'

/** A write as far as it is known before the first. */
interface Foreseen {
  readonly step: Step
  /** What it will hold too, with values that are not known yet. */
  readonly later: readonly string[]
}

/** What of the requests that decisions come to a server would refuse, or nobody should send to it: before the first is sent. */
export function requestIssues(
  snapshot: Snapshot,
  wanted: WantedState,
  decisions: Decisions,
): readonly Issue[] {
  const foreseen = listSteps(decisions).map((step) => ({
    step,
    later: laterFields(snapshot, wanted, decisions, step),
  }))
  return [
    ...doubtIssues(snapshot),
    ...mismatchIssues(snapshot, foreseen),
    ...foreseen.flatMap(({ step }) => unholdableFields(step)),
  ]
}

function laterFields(
  snapshot: Snapshot,
  wanted: WantedState,
  { components }: Decisions,
  { subject, collection }: Step,
): readonly string[] {
  if (subject === 'retired') return []
  if (subject === 'benchmark') return Object.keys(withComponents(snapshot, wanted, components).unknown)
  const { unknown, kind } = expectPart(wanted.components, subject)
  const names = Object.keys(unknown)
  return collection === 'models' ? names.map((name) => `${kind}.${name}`) : names
}

function doubtIssues({ rules: { doubt } }: Snapshot): readonly Issue[] {
  if (doubt === undefined) return []
  const message = describeDoubt(doubt.because)
  return [{ severity: 'error', message, hint: doubt.hint, code: 'unknown-server' }]
}

/** Several requests that differ in the same are told in one sentence. */
function mismatchIssues({ rules }: Snapshot, foreseen: readonly Foreseen[]): readonly Issue[] {
  const { requests } = rules
  if (requests === undefined) return []
  const found = foreseen.flatMap(({ step, later }) =>
    findRequestFaults(requests, {
      name: `${step.kind === 'create' ? 'POST' : 'PUT'} ${step.collection}`,
      body: step.body,
      later: step.kind === 'create' ? later : [],
    })
      .filter((mismatch) => !isToldAlready(rules, step, mismatch))
      .map((mismatch) => ({ subject: step.subject, mismatch, said: sayMismatch(mismatch) })),
  )
  const groups = Object.values(Object.groupBy(found, ({ said }) => said)).flatMap((group = []) => {
    const [first] = group
    return first === undefined
      ? []
      : [{ ...first, subjects: [...new Set(group.map(({ subject }) => subject))] }]
  })
  const shown = groups.slice(0, MOST).map(({ subjects, mismatch: { fault }, said }): Issue => {
    const [role, ...others] = subjects.filter(isRole)
    return known({
      severity: 'error',
      message: `${subjects.join(', ')}: ${said}`,
      hint: HINTS[fault] ?? NEWER,
      code: `server-field-${fault}`,
      role: others.length === 0 && subjects.length === 1 ? role : undefined,
    })
  })
  const rest = groups.length - shown.length
  if (rest === 0) return shown
  const message = `in ${rest} more things the requests are not what this server takes`
  return [...shown, { severity: 'error', message, hint: NEWER, code: 'server-fields' }]
}

/** A stranger's server may demand anything: so many differences are told. */
const MOST = 20

/** What can be done about a text; all else is the matter of this action. */
const HINTS: Readonly<Partial<Record<Mismatch['fault'], string>>> = {
  length: 'Shorten it in benchmark.yaml, or where it comes from. Nothing is written before all of it fits.',
  shortness: 'Give it in benchmark.yaml, or a longer one. Nothing is written before all of it fits.',
}
const NEWER =
  'Look for a newer version of this action. Nothing is written before all of it fits, so that nothing is registered in part.'

const isRole = (subject: Step['subject']): subject is Role => subject !== 'benchmark' && subject !== 'retired'

/** A text that is too long by the rules as well is told in their words. */
function isToldAlready(rules: Snapshot['rules'], { subject }: Step, { field, length }: Mismatch): boolean {
  const limit = findLimit(rules, subject === 'benchmark', bareField(field))
  return length !== undefined && limit !== undefined && length > limit
}

const INSIDE = /^(container|asset)\./
const bareField = (field: string): string => field.replace(INSIDE, '')

const sayMismatch = ({ field, wants }: Mismatch): string =>
  `${quoteName(bareField(field))} ${plainLine(wants, 300)}`

/** Texts that PostgreSQL cannot hold, in whatever will be sent, under the names that their owner gave them (docs/medperf.md 2.7). */
function unholdableFields({ subject, collection, body }: Step): readonly Issue[] {
  const inside = collection === 'models' ? (body['container'] ?? body['asset'] ?? body) : body
  const fields = isMapping(inside) ? Object.entries(inside) : []
  return fields.flatMap(([field, value]) => {
    const issues = unholdableIssues(...nameContent(subject, field, value))
    return isRole(subject) ? issues.map((issue) => ({ ...issue, role: subject })) : issues
  })
}

function nameContent(who: string, field: string, value: Value): readonly [what: string, value: Value] {
  if (field === 'container_config') return [`${who}: in the configuration,`, value]
  if (field === 'parameters_config') return [`${who}: the parameter`, value]
  if (field === 'metadata' && isMapping(value) && value['results'] !== undefined)
    return ['the result', value['results']]
  return [`${who}:`, { [field]: value }]
}
