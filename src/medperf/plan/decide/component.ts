import { known } from '../../../facts/known.ts'
import { contentRules, countCharacters, isModelRole } from '../../rules.ts'
import type { WantedComponent } from '../wanted/state.ts'
import { findCandidates, nameHolder } from './candidates.ts'
import { compareFields, keepRegistered, listCreations } from './changes.ts'
import type { Candidate, ComponentDecision } from './decision.ts'
import { findFamily, nextName } from './names.ts'
import { type ComponentQuestion, describeRow, findTwin, refusedTwin, stateChanges, useTwin } from './twin.ts'

/** What is to be done so that the server holds one component as wanted. */
export function decideComponent(question: ComponentQuestion): ComponentDecision {
  const { snapshot, wanted } = question
  const rows = findCandidates(snapshot, wanted.role)
  const twin = findTwin(question, rows)
  if (twin !== undefined) return useTwin(question, twin)
  const refusal = refusedTwin(question)
  if (refusal !== undefined) return forbidden(question, refusal.reason, refusal.hint)
  // A container inside a model is that model's: its name is taken, but it is no earlier version of this one.
  const family = findFamily(
    wanted.name,
    rows.filter((row) => row.collection === 'models' || row.modelUid === undefined),
  )
  const latest = family.find(({ isValid }) => isValid)
  // A model of a container never becomes one of an asset, nor the other way round (docs/medperf.md 5.2).
  const isSameKind = latest?.kind === wanted.kind
  if (isSameKind && latest.state === 'DEVELOPMENT' && latest.contentState === 'DEVELOPMENT')
    return editLatest(question, latest)
  if (family.length > 0) return newVersion(question, family, latest)
  return createFirst(question)
}

function editLatest(question: ComponentQuestion, latest: Candidate): ComponentDecision {
  const { snapshot, wanted, state } = question
  const { content } = contentRules(snapshot.rules, wanted.kind)
  const { changes, write } = compareFields(
    latest.fields,
    keepRegistered(wanted, latest.fields),
    content,
    () => 'update in place',
  )
  const promote = state === 'OPERATION'
  return {
    ...describeRow(wanted, latest),
    verdict: 'update in place',
    state,
    changes: [...changes, ...stateChanges(latest, false, promote)],
    reason: `\`${latest.name}\` is still in DEVELOPMENT, where everything may change`,
    write,
    promote,
  }
}

function newVersion(
  question: ComponentQuestion,
  family: readonly Candidate[],
  latest?: Candidate,
): ComponentDecision {
  const { snapshot, wanted } = question
  const { containerName } = snapshot.rules
  const { content, editable } = contentRules(snapshot.rules, wanted.kind)
  const name = nextName(wanted.name, family, (taken) => nameHolder(snapshot, wanted, taken) !== undefined)
  const why = whyNew(wanted, family, latest)
  if (countCharacters(name) > containerName)
    return forbidden(question, `${why}; ${tooLong(name, containerName)}`, SHORTEN)
  const verdictOf = (field: string) => (editable.includes(field) ? 'create' : 'needs a new version')
  const changes =
    latest?.kind !== wanted.kind
      ? listCreations(wanted, content, 'create')
      : compareFields(latest.fields, wanted, content, verdictOf).changes
  return known({
    ...describeNew(question, name),
    candidate: latest,
    verdict: 'needs a new version',
    changes,
    reason: why,
    write: wanted.fields,
  })
}

function whyNew({ kind }: WantedComponent, family: readonly Candidate[], latest?: Candidate): string {
  if (latest === undefined) return `\`${family[0]?.name}\` was retired and its name stays taken`
  if (latest.kind === kind) return `\`${latest.name}\` is in OPERATION, where its content is frozen`
  const [now, then] = [KIND_WORDS[kind], KIND_WORDS[latest.kind]]
  return `\`${latest.name}\` is a model of ${then}, which cannot become one of ${now}`
}

const KIND_WORDS = { container: 'a container', asset: 'an asset' } as const

function createFirst(question: ComponentQuestion): ComponentDecision {
  const { snapshot, wanted } = question
  const holder = nameHolder(snapshot, wanted, wanted.name)
  if (holder !== undefined) {
    const whose =
      holder === snapshot.me.id
        ? ownHolder(question)
        : `${KIND_WORDS[wanted.kind]} or model of user ${holder}`
    return forbidden(
      question,
      `the name \`${wanted.name}\` is taken by ${whose}`,
      'Give another `name` in benchmark.yaml.',
    )
  }
  return {
    ...describeNew(question, wanted.name),
    verdict: 'create',
    changes: listCreations(wanted, contentRules(snapshot.rules, wanted.kind).content, 'create'),
    reason: 'it is not registered yet',
    write: wanted.fields,
  }
}

/** What was sent to `mlcubes/` or `assets/` holds the name that the model, and what is inside it, would need. */
const ownHolder = ({ snapshot, wanted }: ComponentQuestion): string =>
  isModelRole(snapshot.rules, wanted.role)
    ? `${KIND_WORDS[wanted.kind]} of yours that was registered without a model, and cannot become one`
    : 'a model of yours'

const SHORTEN = 'Give a shorter `name` in benchmark.yaml.'
const tooLong = (name: string, max: number): string =>
  `the next name \`${name}\` is longer than ${max} characters`

function forbidden(question: ComponentQuestion, reason: string, hint: string): ComponentDecision {
  const { snapshot, wanted } = question
  return {
    ...describeNew(question, wanted.name),
    verdict: 'forbidden',
    changes: listCreations(wanted, contentRules(snapshot.rules, wanted.kind).content, 'forbidden'),
    reason,
    hint,
  }
}

/** A row that the server does not hold yet. */
const describeNew = ({ snapshot, wanted, state }: ComponentQuestion, name: string) => ({
  role: wanted.role,
  kind: wanted.kind,
  collection: isModelRole(snapshot.rules, wanted.role) ? ('models' as const) : ('mlcubes' as const),
  name,
  state,
  promote: false,
})
