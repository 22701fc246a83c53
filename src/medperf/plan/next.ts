import type { Approval, State } from '../rows.ts'
import type { ServerRules } from '../rules.ts'
import { BLOCKING, type Decisions } from './decide/decision.ts'

/** Who has to act so that a benchmark can be used. */
export const NEXT = ['nobody', 'owner', 'administrator'] as const
export type NextActor = (typeof NEXT)[number]

export interface Next {
  readonly who: NextActor
  readonly text: string
}

const WRITE = 'nobody tells them that it waits, so write to them (of MedPerf’s own server: the MedPerf team)'

/** Who has to act on a benchmark as it is on the server (docs/medperf.md 6.4). */
export function decideNext(rules: ServerRules, state: State, approval: Approval): Next {
  if (approval === 'REJECTED') {
    return {
      who: 'owner',
      text: 'An administrator rejected it, which is final: change it and submit a new version.',
    }
  }
  if (approval === 'APPROVED') {
    return state === 'OPERATION'
      ? { who: 'nobody', text: 'It is approved; data and model owners can ask to join.' }
      : {
          who: 'owner',
          text: 'It is approved but in DEVELOPMENT: set `submit.state` to operation when it is ready.',
        }
  }
  if (!rules.policies && state === 'DEVELOPMENT') {
    const text =
      'In DEVELOPMENT this server can neither approve nor reject it: set `submit.state` to operation when it is ready.'
    return { who: 'owner', text }
  }
  return { who: 'administrator', text: `An administrator of the server must approve it; ${WRITE}.` }
}

/** Who has to act after a merge, before it happened. */
export function foreseeNext({ components, benchmark }: Decisions, blocked: boolean): Next {
  if (benchmark.verdict === 'needs an admin') {
    return {
      who: 'administrator',
      text: `An administrator of the server must act before anything is registered; ${WRITE}.`,
    }
  }
  if (blocked) {
    const what = [...components, benchmark].some(({ verdict }) => BLOCKING.has(verdict))
      ? 'refused'
      : 'reported'
    return { who: 'owner', text: `Nothing will be registered until what is ${what} here is corrected.` }
  }
  const { approval, verdict } = benchmark
  if (approval === 'APPROVED') return { who: 'nobody', text: 'The benchmark is approved.' }
  if (approval === 'REJECTED')
    return { who: 'owner', text: 'An administrator rejected the benchmark, which is final.' }
  if (verdict === 'nothing to do') {
    return {
      who: 'administrator',
      text: `An administrator of the server must approve the benchmark; ${WRITE}.`,
    }
  }
  const text = `An administrator of the server must then approve it, unless the server approves your benchmarks at once; ${WRITE}.`
  return { who: 'administrator', text }
}
