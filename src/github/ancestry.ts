import type { GitHub } from './client.ts'
import type { RepositoryName } from './warning.ts'

interface Question extends RepositoryName {
  readonly github: GitHub
  readonly sha: string
}

/** Whether a commit is the tip of a branch or an ancestor of it. Rejects with octokit's error where GitHub does not say. */
export async function isOnBranch({ github, owner, repo, sha }: Question, branch: string): Promise<boolean> {
  // A comparison takes a tag for a branch of the same name, so the branch is looked up by its whole name first.
  const { data } = await github.rest.git.getRef({ owner, repo, ref: `heads/${branch}` })
  return isWithin({ github, owner, repo, sha }, data.object.sha)
}

/** Whether a commit is another one or an ancestor of it. Rejects with octokit's error where GitHub does not say. */
export async function isWithin({ github, owner, repo, sha }: Question, other: string): Promise<boolean> {
  const basehead = `${other}...${sha}`
  const { data } = await github.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 })
  return data.status === 'identical' || data.status === 'behind'
}
