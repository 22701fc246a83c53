import { nameRole, ROLES } from '../../../facts/role.ts'
import type { BenchmarkRow } from '../../rows.ts'
import { componentKeys, countCharacters } from '../../rules.ts'
import type { Snapshot } from '../../snapshot.ts'
import type { WantedState } from '../wanted/state.ts'
import { type BenchmarkQuestion, frozenVerdict, MEASURED, registeredFields } from './benchmark-fields.ts'
import { compareFields } from './changes.ts'
import type { BenchmarkDecision, Change } from './decision.ts'
import { isLeftOver } from './left-over.ts'
import { nextName } from './names.ts'
import { blockedBy, findPending } from './pending-benchmark.ts'

/** In OPERATION, retired or rejected: little may change, the rest is a new version. */
export function decideFrozen(
  question: BenchmarkQuestion,
  family: readonly BenchmarkRow[],
  row: BenchmarkRow,
): BenchmarkDecision {
  const { snapshot, wanted, target, names } = question
  const registered = registeredFields(snapshot, row)
  const { changes, write, changed } = compareFields(registered, target, names, frozenVerdict)
  const needsNew = changed.filter((field) => frozenVerdict(field) === 'needs a new version')
  const final = row.approval === 'REJECTED' || !row.isValid
  const editable = changed.filter((field) => frozenVerdict(field) === 'update in place')
  const common = { name: row.name, uid: row.uid, approval: row.approval, state: row.state, promote: false }
  if (needsNew.length > 0 || (!row.isValid && changed.length > 0)) {
    return newVersion(question, family, row, { changes: noted(changes), frozen: needsNew })
  }
  if (final || editable.length === 0) {
    const why = final ? ended(row) : asWanted(wanted, row)
    return { ...common, verdict: 'nothing to do', changes: noted(changes), ...why }
  }
  return {
    ...common,
    verdict: 'update in place',
    changes: noted(changes),
    reason: `\`${row.name}\` is in OPERATION, where these fields may still change`,
    write: Object.fromEntries(editable.map((field) => [field, write[field] ?? null])),
  }
}

const noted = (changes: readonly Change[]): readonly Change[] =>
  changes.map((change) => {
    const measured = MEASURED.has(change.field.split('.')[0] ?? '')
    if (
      change.verdict !== 'nothing to do' ||
      !measured ||
      (change.from === undefined && change.to === undefined)
    ) {
      return change
    }
    return { ...change, note: 'frozen; a measured value alone makes no new version' }
  })

function asWanted(wanted: WantedState, row: BenchmarkRow): { readonly reason: string } {
  if (wanted.state === row.state) return { reason: 'it is as wanted' }
  return { reason: 'it is as wanted, but in OPERATION, from where no way leads back' }
}

function ended(row: BenchmarkRow): { readonly reason: string; readonly hint: string } {
  if (!row.isValid) {
    const hint = 'Change the benchmark or its name to register it again.'
    return { reason: `\`${row.name}\` was retired, and this is exactly it`, hint }
  }
  return {
    reason: `\`${row.name}\` was rejected by an administrator, which is final, and this is exactly it`,
    hint: 'Change what they found wrong; a new version is then submitted. If they changed their mind, give another `name`.',
  }
}

function newVersion(
  question: BenchmarkQuestion,
  family: readonly BenchmarkRow[],
  row: BenchmarkRow,
  { changes, frozen }: { readonly changes: readonly Change[]; readonly frozen: readonly string[] },
): BenchmarkDecision {
  const { snapshot, wanted, target } = question
  const base = wanted.benchmark.name
  const taken = [...snapshot.mine.benchmarks, ...snapshot.others.benchmarks].map(({ name }) => name)
  const name = nextName(base, family, (next) => taken.includes(next))
  const common = { name, state: wanted.state, changes, promote: false }
  const { benchmarkName } = snapshot.rules
  if (countCharacters(name) > benchmarkName) {
    const reason = `the next name \`${name}\` is longer than ${benchmarkName} characters`
    return { ...common, verdict: 'forbidden', reason, hint: 'Give a shorter `name` in benchmark.yaml.' }
  }
  const pending = findPending(snapshot)
  if (pending !== undefined) return blockedBy(snapshot, pending, common)
  return {
    ...common,
    verdict: 'needs a new version',
    reason: `\`${row.name}\` ${whyNew(snapshot, row, frozen)}`,
    write: target.fields,
  }
}

function whyNew(snapshot: Snapshot, row: BenchmarkRow, frozen: readonly string[]): string {
  if (!row.isValid) return 'was retired'
  if (row.approval === 'REJECTED') return 'was rejected by an administrator, which is final'
  if (isLeftOver(snapshot, row))
    return 'became a byo_inference_script benchmark with an asset when the server was brought to its era, which nobody can run or change'
  const keys = componentKeys(snapshot.rules)
  const words = frozen.map((field) => {
    const role = ROLES.find((one) => keys[one] === field)
    return role === undefined ? `\`${field}\`` : nameRole(role)
  })
  return `is in OPERATION, where its ${words.join(', ')} ${words.length === 1 ? 'is' : 'are'} frozen`
}
