import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Benchmark } from '../benchmark/benchmark.ts'
import { ExpectedError } from '../facts/error.ts'
import { known } from '../facts/known.ts'
import { nameRole } from '../facts/role.ts'
import { readBounded } from '../files/read-file.ts'
import { openGitHub } from '../github/client.ts'
import { expectPublicRepository } from '../github/releases.ts'
import type { Job } from '../job/job.ts'
import type { Issue } from '../medperf/plan/wanted/state.ts'
import { findRegisteringJobs } from './workflow.ts'

type ForeseeingJob = Pick<Job, 'repository' | 'github'>

/**
 * What on GitHub's side would refuse a merge after its containers ran, as issues of its plan: a repository that nobody can download
 * from, and a workflow whose token may not publish. What GitHub does not say now is no issue.
 */
export async function foreseeRefusals(
  benchmark: Benchmark,
  job: ForeseeingJob,
  isRegisteredByAddress: boolean,
): Promise<readonly Issue[]> {
  const files = listHosted(benchmark)
  const isPrivate =
    files.length > 0 || isRegisteredByAddress ? await findPrivate(job, files[0] ?? 'configurations') : []
  return files.length === 0 ? isPrivate : [...isPrivate, ...findForbidden(job, files)]
}

/** What a merge publishes as release assets, in the words of people. */
function listHosted({ components, demoDataset }: Benchmark): readonly string[] {
  return [
    ...(demoDataset.source.kind === 'path' ? ['the demo dataset'] : []),
    ...Object.values(components).flatMap(({ role, registered, additionalFiles, imageFile }) => {
      if (registered !== undefined) return []
      const what = `the ${nameRole(role)}`
      return [
        ...(additionalFiles?.kind === 'path' ? [`${what}’s files`] : []),
        ...(imageFile?.kind === 'path' ? [`${what}’s image`] : []),
      ]
    }),
  ]
}

async function findPrivate({ github: place }: ForeseeingJob, what: string): Promise<readonly Issue[]> {
  const { token, apiUrl, repository } = place
  if (token === undefined || repository === undefined) return []
  try {
    await expectPublicRepository(await openGitHub({ token, apiUrl }), repository, what)
    return []
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.kind !== 'blocked') return []
    const { message, hint } = error
    return [known({ severity: 'error' as const, message, hint, code: 'repository-private' })]
  }
}

const FOLDER = '.github/workflows'

/** Bytes of the largest workflow that is looked at, and how many are. */
const LARGEST = 512 * 1024
const MOST_WORKFLOWS = 100

/** Where every job that registers says itself that its token may not publish. */
function findForbidden({ repository }: ForeseeingJob, files: readonly string[]): readonly Issue[] {
  const jobs = listWorkflows(repository).flatMap((file) => {
    const bytes = readBounded(join(repository, FOLDER, file), { most: LARGEST })
    return 'wrong' in bytes
      ? []
      : findRegisteringJobs(bytes).map((job) => ({ ...job, file: `${FOLDER}/${file}` }))
  })
  const [first] = jobs
  if (first === undefined || jobs.some(({ contents }) => contents !== 'less')) return []
  return [
    {
      severity: 'error',
      message: `the token of the job \`${first.name}\` may not write to the repository (\`${first.file}:${first.line}\`), and a merge publishes ${files.join(', ')} there`,
      hint: 'Add `contents: write` to its `permissions:`, or host the files elsewhere and name them by `url` and `sha256`.',
      code: 'permission-contents',
    },
  ]
}

function listWorkflows(repository: string): readonly string[] {
  try {
    return readdirSync(join(repository, FOLDER))
      .filter((name) => /\.ya?ml$/.test(name))
      .slice(0, MOST_WORKFLOWS)
  } catch {
    // Most checkouts of tests have none.
    return []
  }
}
