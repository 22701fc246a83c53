import type { GitHub } from './client.ts'
import type { RepositoryName } from './warning.ts'

/** The pull request that brought a commit to its branch; undefined for one that was pushed by hand. */
export async function findMergedPull(
  github: GitHub,
  { owner, repo }: RepositoryName,
  sha: string,
): Promise<number | undefined> {
  const { data } = await github.rest.repos.listPullRequestsAssociatedWithCommit({
    owner,
    repo,
    commit_sha: sha,
    per_page: 100,
  })
  const merged = data.filter(({ merged_at }) => merged_at != null)
  return (merged.find(({ merge_commit_sha }) => merge_commit_sha === sha) ?? merged[0])?.number
}
