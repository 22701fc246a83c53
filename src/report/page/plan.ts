import { nameRole } from '../../facts/role.ts'
import type { Plan, PlanAction, PlanChange, PlanRetirement } from '../../medperf/plan/schema.ts'
import { countNoun, endSentence, joinWords } from '../format.ts'
import { keepFirstHints } from './hints.ts'
import { escapeProse, foldDetails, joinParagraphs, quoteCode } from './markdown.ts'
import { findSpeech, type Speech, type Verb } from './plan-words.ts'

/** How much of a plan is shown. */
export interface PlanRoom {
  /** Fields of one action. */
  readonly changes: number
  /** Characters of one sentence. */
  readonly text: number
}

const ROOM: PlanRoom = { changes: 40, text: 600 }

/** As Terraform marks what it will do. */
const SIGNS: Readonly<Record<PlanAction['verdict'], string>> = {
  'nothing to do': '=',
  reuse: '=',
  create: '+',
  'update in place': '~',
  'needs a new version': '±',
  'needs an admin': '✋',
  forbidden: '✘',
}

/** One or two sentences on what a merge does; the first thing an owner should read of a plan. */
export function planSentence(plan: Plan, room: PlanRoom = ROOM): string {
  const speech = findSpeech(plan)
  const stops = listStops(plan)
  if (plan.blocked) {
    const [first] = stops
    const why =
      first === undefined
        ? ''
        : `: ${escapeProse('reason' in first ? first.reason : first.message, room.text)}`
    const hint = first?.hint === undefined ? '' : ` ${escapeProse(first.hint, room.text)}`
    const more = stops.length > 1 ? ` (and ${countNoun(stops.length - 1, 'more reason')} below)` : ''
    return `${speech.nothing}${endSentence(`${why}${more}`)}${hint}${doubt(plan, room)}`
  }
  const next =
    plan.next.who === 'nobody' || !speech.hasNext ? '' : ` ${escapeProse(plan.next.text, room.text)}`
  const retired = retirementWords(plan, speech)
  if (plan.actions.every(isDone)) {
    return retired.length === 0
      ? `${speech.done}: all of it is registered.${next}`
      : `${speech.begin} only ${joinWords(retired)}: all of the rest is registered.${next}`
  }
  const will = joinWords([...componentWords(plan, speech), ...benchmarkWords(plan, room, speech), ...retired])
  return `${speech.begin} ${will}.${doubt(plan, room)}${next}`
}

/** What stands in the way; the sentence tells the first. */
const listStops = ({ actions, issues }: Plan) => [
  ...actions.filter(isStop),
  ...issues.filter(({ severity }) => severity === 'error'),
]

/** Why the sentence says `may` or `perhaps`. */
function doubt({ actions }: Plan, room: PlanRoom): string {
  const why = actions.find(({ unsure }) => unsure !== undefined)?.unsure
  return why === undefined ? '' : ` Not sure: ${escapeProse(endSentence(why), room.text)}`
}

const isStop = ({ verdict }: PlanAction): boolean => verdict === 'forbidden' || verdict === 'needs an admin'

const isDone = ({ verdict }: PlanAction): boolean => verdict === 'reuse' || verdict === 'nothing to do'

const isNew = ({ verdict }: PlanAction): boolean => verdict === 'create' || verdict === 'needs a new version'

function componentWords({ actions }: Plan, speech: Speech): readonly string[] {
  const parts = actions.filter(({ object }) => object !== 'benchmark')
  const created = parts.filter(isNew)
  const updated = parts.filter(({ verdict }) => verdict === 'update in place')
  const reused = parts.length - created.length - updated.length
  const say = (verb: Verb, all: readonly PlanAction[], what: (some: readonly PlanAction[]) => string) =>
    [all.filter(({ unsure }) => unsure === undefined), all.filter(({ unsure }) => unsure !== undefined)]
      .filter((some) => some.length > 0)
      .map((some) => `${perhaps(some, speech)}${speech.verb(verb)} ${what(some)}${reasons(some)}`)
  return [
    ...say('register', created, counted),
    ...say('change', updated, ({ length }) => `${length} in place`),
    ...(reused === 0 ? [] : [`${speech.verb('reuse')} ${reused}`]),
  ]
}

/** Said of what depends on something that is not known yet, unless the sentence has said it of all. */
const perhaps = ([first]: readonly PlanAction[], { isHedged }: Speech): string =>
  first?.unsure === undefined || isHedged ? '' : 'perhaps '

/** Containers, and a model that is files alone. */
function counted(actions: readonly PlanAction[]): string {
  const assets = actions.filter(({ content }) => content === 'asset').length
  const containers = actions.length - assets
  return joinWords([
    ...(containers === 0 ? [] : [countNoun(containers, 'container')]),
    ...(assets === 0 ? [] : [countNoun(assets, 'asset')]),
  ])
}

/** Which of them, and what moved in them where that is little. */
function reasons(actions: readonly PlanAction[]): string {
  const words = actions.map((action) => {
    const moved = action.changes.filter(({ from, to }) => from !== undefined && to !== undefined)
    const role = nameRole(action.role ?? 'evaluator')
    const [first] = moved
    if (first === undefined || moved.length > 1) return role
    return `${role}: ${quoteCode(shortField(first.field), 80)} ${quoteCode(first.from ?? '', 60)} → ${quoteCode(first.to ?? '', 60)}`
  })
  return ` (${words.join('; ')})`
}

const shortField = (field: string): string => field.replace(/^(parameters_config|container_config)\./, '')

function benchmarkWords({ actions }: Plan, room: PlanRoom, speech: Speech): readonly string[] {
  const action = actions.find(({ object }) => object === 'benchmark')
  if (action === undefined) return []
  const { verb } = speech
  const name = quoteCode(action.name, 128)
  const maybe = perhaps([action], speech)
  if (action.verdict === 'create') return [`${maybe}${verb('submit')} the benchmark as ${name}`]
  if (action.verdict === 'needs a new version') {
    return [
      `${maybe}${verb('submit')} the benchmark as ${name}, because ${escapeProse(action.reason, room.text)}`,
    ]
  }
  if (action.verdict === 'update in place')
    return [`${maybe}${verb('change')} the benchmark ${name} in place`]
  return [`${verb('leave')} the benchmark ${name} as it is (${escapeProse(action.reason, room.text)})`]
}

function retirementWords({ retire = [] }: Plan, { verb }: Speech): readonly string[] {
  const rows = retire.filter(({ verdict }) => verdict === 'retire')
  return rows.length === 0 ? [] : [`${verb('retire')} ${joinWords(rows.map(retiredRow))}`]
}

const retiredRow = ({ object, uid, name }: PlanRetirement): string =>
  `${object} ${uid}${name === undefined ? '' : ` (${quoteCode(name, 128)})`}`

const retirementLine = (row: PlanRetirement): string =>
  row.verdict === 'retire'
    ? `- **− ${retiredRow(row)}**: retire. It is marked as not valid once everything is registered`
    : `- **= ${retiredRow(row)}**: nothing to do. It is retired already`

const UNLIKELY = 'What a merge would register, if a workflow registers this benchmark'

/** The whole plan, folded: every action with every field, then warnings and what could not be seen. */
export function planSection(plan: Plan, room: PlanRoom = ROOM): string {
  const where = plan.server === undefined ? 'an unknown server' : quoteCode(plan.server, 200)
  const told = plan.blocked ? [listStops(plan)[0]?.hint] : []
  const actions = keepFirstHints(plan.actions, told)
  const advised = keepFirstHints(plan.issues, [...told, ...actions.map(({ hint }) => hint)])
  const issues = advised.map(({ severity, message, hint }) => {
    const icon = { error: '✘', warning: '⚠️', notice: 'ℹ️' }[severity]
    return `- ${icon} ${escapeProse(endSentence(message), room.text)}${hint === undefined ? '' : ` ${escapeProse(hint, room.text)}`}`
  })
  const body = joinParagraphs([
    `On ${where} (${plan.era} era):`,
    ...actions.map((action) => actionBlock(action, room)),
    (plan.retire ?? []).map(retirementLine).join('\n'),
    issues.join('\n'),
    rehearsalLine(plan),
    plan.unseen.map((text) => `- ${escapeProse(text, room.text)}`).join('\n'),
  ])
  if (plan.voice !== 'perhaps') return foldDetails('Full plan', body)
  return foldDetails(UNLIKELY, joinParagraphs([planSentence(plan, room), body]))
}

const rehearsalLine = ({ rehearsed = [], blocked }: Plan): string =>
  rehearsed.length === 0 || blocked ? '' : `- ✓ rehearsed: ${countNoun(rehearsed.length, 'request')}`

function actionBlock(action: PlanAction, room: PlanRoom): string {
  const { object, role, content, verdict, name, uid, reason, hint, changes } = action
  const what =
    role === undefined ? object : `${nameRole(role)}${content === undefined ? '' : ` (${content})`}`
  const number = uid === undefined ? '' : ` (uid ${uid})`
  const head = `**${SIGNS[verdict]} ${what}** ${quoteCode(name, 128)}${number}: ${verdict}. ${capital(escapeProse(endSentence(reason), room.text))}`
  const moved = changes.filter(isWorthShowing)
  const lines = moved.slice(0, room.changes).map(changeLine)
  const more = moved.length > lines.length ? [`  - and ${moved.length - lines.length} more`] : []
  const advice = [
    ...(hint === undefined ? [] : [`  - ${escapeProse(hint, room.text)}`]),
    ...(action.unsure === undefined
      ? []
      : [`  - *Not sure*: ${escapeProse(endSentence(action.unsure), room.text)}`]),
  ]
  return [`- ${head}`, ...advice, ...lines, ...more].join('\n')
}

/** What stays is not shown unless something is to be said about it, and neither is an empty field of something new. */
const isWorthShowing = ({ verdict, from, to, note }: PlanChange): boolean =>
  note !== undefined || (verdict !== 'nothing to do' && !(from === undefined && EMPTY.includes(to ?? '')))

const EMPTY: readonly string[] = ['""', 'null', '[]']

const capital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

function changeLine({ field, verdict, from, to, note }: PlanChange): string {
  const values = [from, to].map((value) => (value === undefined ? undefined : quoteCode(value, 120)))
  const [before, after] = values
  const shown =
    before === undefined
      ? (after ?? '')
      : after === undefined
        ? `${before} is taken away`
        : `${before} → ${after}`
  const remark = note === undefined ? '' : `*${escapeProse(note, 300)}*`
  return `  - ${[SIGNS[verdict], quoteCode(field, 200), shown, remark].filter((part) => part !== '').join(' ')}`
}
