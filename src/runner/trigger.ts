import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import type { Trigger } from '../job/trigger.ts'
import { parsePlainJson } from '../yaml/json.ts'

const Sha = z.string().regex(/^[0-9a-f]{40,64}$/)
const RepositoryId = z.object({ id: z.number() })

// Not every event names it, nor every imitation of a runner.
const Repository = z.object({ default_branch: z.string().min(1).optional() })

const PullRequestEvent = z.object({
  action: z.string().optional(),
  repository: Repository.optional(),
  pull_request: z.object({
    number: z.int().min(1),
    // A fork that was deleted meanwhile has no repository.
    head: z.object({ sha: Sha, repo: RepositoryId.nullable() }),
    base: z.object({ sha: Sha, ref: z.string(), repo: RepositoryId }),
    merged: z.boolean().nullish(),
    merge_commit_sha: Sha.nullish(),
  }),
})

const PushEvent = z.object({ repository: Repository.optional(), deleted: z.boolean().nullish() })

const OtherEvent = z.object({ repository: Repository.optional() })

/** Reads the event that started this run; throws an ExpectedError that names the event when its file is not what GitHub sends. */
export function readTrigger(environment: NodeJS.ProcessEnv): Trigger {
  const name = environment['GITHUB_EVENT_NAME'] ?? ''
  const sha = Sha.safeParse(environment['GITHUB_SHA']).data
  const ref = environment['GITHUB_REF'] ?? ''
  if (name === 'pull_request')
    return pullRequest(parse(name, environment['GITHUB_EVENT_PATH'], PullRequestEvent))
  if (name === 'push' && sha !== undefined) {
    const { deleted, repository } = parse(name, environment['GITHUB_EVENT_PATH'], PushEvent)
    return known({
      kind: 'push' as const,
      sha,
      ref,
      deleted: deleted === true ? true : undefined,
      defaultBranch: repository?.default_branch,
    })
  }
  return known({
    kind: 'other' as const,
    name: name || 'no event',
    sha,
    ref: ref || undefined,
    defaultBranch: name === 'workflow_dispatch' ? readDefaultBranch(environment) : undefined,
  })
}

/** Undefined where the event cannot be read: a run by hand is tested all the same. */
function readDefaultBranch(environment: NodeJS.ProcessEnv): string | undefined {
  try {
    const text = readFileSync(environment['GITHUB_EVENT_PATH'] ?? '', 'utf8')
    return OtherEvent.safeParse(parsePlainJson(text)).data?.repository?.default_branch
  } catch {
    return undefined
  }
}

function pullRequest({ action, pull_request, repository }: z.infer<typeof PullRequestEvent>): Trigger {
  const { number, head, base, merged, merge_commit_sha: commit } = pull_request
  return known({
    kind: 'pull_request' as const,
    number,
    headSha: head.sha,
    baseSha: base.sha,
    baseRef: base.ref,
    fork: head.repo?.id !== base.repo.id,
    // Its author may edit a pull request that was merged years ago: that brings nothing to the branch.
    merged: merged === true && action === 'closed' ? (commit ?? undefined) : undefined,
    defaultBranch: repository?.default_branch,
  })
}

function parse<T>(name: string, path: string | undefined, schema: z.ZodType<T>): T {
  try {
    return schema.parse(parsePlainJson(readFileSync(path ?? '', 'utf8')))
  } catch (error) {
    throw new ExpectedError(
      'input',
      `The event file of "${name}" (GITHUB_EVENT_PATH) is not what GitHub sends.`,
      {
        code: 'wrong-event',
        hint: 'Leave GITHUB_EVENT_NAME and GITHUB_EVENT_PATH as the runner sets them.',
        cause: error,
      },
    )
  }
}
