import type { Doubt } from '../rules.ts'
import type { Features } from './features.ts'

/** What is so of a server, as the end of a sentence. */
const WORDS: Readonly<Record<keyof Features, (features: Features) => string>> = {
  containers: ({ containers }) => `containers are ${containers === 'json' ? 'JSON' : 'addresses of files'}`,
  modelKey: ({ modelKey }) => `benchmarks have \`${modelKey}\``,
  policies: ({ policies }) => `benchmarks have ${policies ? '' : 'no '}policies`,
  models: ({ models }) => `there are ${models ? '' : 'no '}models`,
  committee: ({ committee }) => `benchmarks have ${committee ? 'a' : 'no'} committee`,
  topology: ({ topology }) => `benchmarks have ${topology ? 'a' : 'no'} \`topology\``,
}
const NAMES = Object.keys(WORDS) as (keyof Features)[]

const NEWER = 'Look for a newer version of this action.'
const BETWEEN =
  'Something between here and the server, such as a cache, may answer in its place: ask whoever runs it. Else look for a newer version of this action.'
const OPEN =
  'Ask whoever runs the server to let `/schema/` through, which tells everybody what its requests hold and needs no credentials.'

/** A thing of which a server says one and shows another. */
export function findDisagreement(told: Features, seen: Features): Doubt | undefined {
  const name = NAMES.find(
    (one) => told[one] !== undefined && seen[one] !== undefined && told[one] !== seen[one],
  )
  if (name === undefined) return undefined
  return { because: `it says that ${WORDS[name](told)}, and shows that ${WORDS[name](seen)}`, hint: BETWEEN }
}

/** Things that no known server does together. */
export function findOddity(features: Features): Doubt | undefined {
  const { containers, modelKey, models, topology } = features
  const odd = (one: keyof Features, other: keyof Features): Doubt => ({
    because: `${WORDS[one](features)}, and ${WORDS[other](features)}`,
    hint: BETWEEN,
  })
  if (models === true && containers === 'files') return odd('models', 'containers')
  if (modelKey !== undefined && models !== (modelKey === 'reference_model')) return odd('models', 'modelKey')
  return topology === true && models === false ? odd('topology', 'models') : undefined
}

/** A thing that has to be known before anything is written, and that a server neither says nor shows. */
export function findGap(features: Features, hasDescription: boolean): Doubt | undefined {
  const { containers, modelKey, models, topology } = features
  const gaps = [
    containers === undefined && 'how it takes containers',
    hasDescription && modelKey === undefined && 'how its benchmarks name their reference model',
    models === true && topology === undefined && 'whether its benchmarks have a `topology`',
  ].filter((gap) => gap !== false)
  if (gaps.length === 0) return undefined
  return { because: `it neither says nor shows ${gaps.join(' and ')}`, hint: hasDescription ? NEWER : OPEN }
}

/** The sentence about a server that nobody knows well enough to write to. */
export const describeDoubt = (because: string): string =>
  `this MedPerf server is of no known kind, so that nothing is written to it: ${because}`
