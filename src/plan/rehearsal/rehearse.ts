import type { RulesOptions } from '../../../dev-server/features.ts'
import { type MemoryServer, openMemoryServer } from '../../../dev-server/memory.ts'
import { ExpectedError } from '../../facts/error.ts'
import { known } from '../../facts/known.ts'
import { refreshSnapshot, takeSnapshot } from '../../lookup/snapshot.ts'
import { type PlanInput, resolvePlan } from '../../medperf/plan/plan.ts'
import { describeStep, findNextStep, MOST_STEPS, type Step } from '../../medperf/plan/step.ts'
import { listGivenUids } from '../../medperf/plan/wanted/evidence.ts'
import type { ServerRules } from '../../medperf/rules.ts'
import type { Snapshot } from '../../medperf/snapshot.ts'
import { type Client, createClient } from '../../server/client.ts'
import type { Transport } from '../../server/transport.ts'
import { parseJson } from '../../yaml/json.ts'
import { restoreRows } from './rows.ts'
import { supposeEvidence, supposeGiven } from './suppose.ts'

/** What a rehearsal came to: its writes in their order, a line each, and what refused the one after them. */
export interface Rehearsal {
  readonly writes: readonly string[]
  readonly refused?: { readonly write: string; readonly error: ExpectedError }
}

/**
 * Carries a plan out on a server in memory, which does what the real one was found to do and holds what it showed. What is known
 * only once files and images are published is made up. Rejects where it cannot be rehearsed.
 */
export async function rehearse(input: PlanInput): Promise<Rehearsal> {
  const { snapshot, wanted } = resolvePlan(input)
  const asked = asSomebody(snapshot)
  const seen = { ...asked, given: supposeGiven(asked, wanted) }
  using server = await openMemoryServer({ ...nameFeatures(seen.rules), origin: seen.origin })
  server.fill(restoreRows(seen))
  const client = createClient({ origin: seen.origin, rules: seen.rules, send: askMemory(server, seen) })
  // The server is gone once this returns.
  return await walk(client, { ...input, evidence: supposeEvidence(input.evidence) })
}

/** Somebody to register as, where nobody asked the server or its lock does not say whose it is. */
const asSomebody = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  me: { id: Math.max(1, snapshot.me.id), email: snapshot.me.email || 'owner@example.org' },
})

const nameFeatures = ({ era, policies, containerName, committee }: ServerRules): RulesOptions => ({
  era,
  with:
    era === 'mlcube'
      ? [
          ...(policies ? (['policies'] as const) : []),
          ...(containerName > 20 ? (['long-names'] as const) : []),
        ]
      : era === 'model' && committee
        ? ['committee']
        : [],
})

const askMemory =
  (server: MemoryServer, { origin, me }: Snapshot): Transport =>
  async (method, path, body) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const answer = await server.answer(known({ method, target: path, user: me.id, body: text }))
    return { method, url: new URL(path, origin).href, status: answer.status, body: parseJson(answer.text) }
  }

async function walk(client: Client, input: PlanInput): Promise<Rehearsal> {
  const writes: string[] = []
  let snapshot = await takeSnapshot(client, listGivenUids(input.evidence))
  while (writes.length < MOST_STEPS) {
    const step = findNextStep(resolvePlan({ ...input, snapshot }))
    if (step === undefined) break
    const error = await tryStep(client, step)
    if (error !== undefined) return { writes, refused: { write: describeStep(step), error } }
    writes.push(describeStep(step))
    snapshot = await refreshSnapshot(client, snapshot)
  }
  return { writes }
}

async function tryStep(client: Client, step: Step): Promise<ExpectedError | undefined> {
  try {
    if (step.kind === 'create') await client.create(step.collection, step.body)
    else await client.update(step.collection, step.uid, step.body)
    return undefined
  } catch (error) {
    if (error instanceof ExpectedError) return error
    throw error
  }
}
