import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { known } from '../facts/known.ts'
import type { Trigger } from '../job/trigger.ts'

const Sha = z.string().regex(/^[0-9a-f]{40,64}$/)
const RepositoryId = z.object({ id: z.number() })

const PullRequestEvent = z.object({
  pull_request: z.object({
    number: z.int().min(1),
    // A fork that was deleted meanwhile has no repository.
    head: z.object({ sha: Sha, repo: RepositoryId.nullable() }),
    base: z.object({ sha: Sha, ref: z.string(), repo: RepositoryId }),
    merged: z.boolean().nullish(),
    merge_commit_sha: Sha.nullish(),
  }),
})

const PushEvent = z.object({ repository: z.object({ default_branch: z.string() }) })

/** Reads the event that started this run; throws an Error that names the event when its file is not what GitHub sends. */
export function readTrigger(environment: NodeJS.ProcessEnv): Trigger {
  const name = environment['GITHUB_EVENT_NAME'] ?? ''
  const sha = Sha.safeParse(environment['GITHUB_SHA']).data
  const ref = environment['GITHUB_REF'] ?? ''
  if (name === 'pull_request')
    return pullRequest(parse(name, environment['GITHUB_EVENT_PATH'], PullRequestEvent))
  if (name === 'push' && sha !== undefined) {
    const event = parse(name, environment['GITHUB_EVENT_PATH'], PushEvent)
    return { kind: 'push', sha, ref, defaultBranch: ref === `refs/heads/${event.repository.default_branch}` }
  }
  return known({ kind: 'other' as const, name: name || 'no event', sha, ref: ref || undefined })
}

function pullRequest({ pull_request }: z.infer<typeof PullRequestEvent>): Trigger {
  const { number, head, base, merged, merge_commit_sha: commit } = pull_request
  return known({
    kind: 'pull_request' as const,
    number,
    headSha: head.sha,
    baseSha: base.sha,
    baseRef: base.ref,
    fork: head.repo?.id !== base.repo.id,
    merged: merged === true ? (commit ?? undefined) : undefined,
  })
}

function parse<T>(name: string, path: string | undefined, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(path ?? '', 'utf8')))
  } catch (error) {
    throw new Error(`The event file of "${name}" (GITHUB_EVENT_PATH) is not what GitHub sends.`, {
      cause: error,
    })
  }
}
