/** Why this run exists. */
export type Trigger = (
  | {
      readonly kind: 'pull_request'
      readonly number: number
      readonly headSha: string
      readonly baseSha: string
      readonly baseRef: string
      /** The head lies in another repository, so the token can only read. */
      readonly fork: boolean
      /** The commit that merged it; absent while it is open or when it was closed without a merge. */
      readonly merged?: string
    }
  | {
      readonly kind: 'push'
      readonly sha: string
      readonly ref: string
      /** The branch or tag was taken away; `sha` is then another's. */
      readonly deleted?: true
    }
  /** `ref` is the branch or tag that was asked for, or that a schedule runs on. */
  | { readonly kind: 'other'; readonly name: string; readonly sha?: string; readonly ref?: string }
) & {
  /** The default branch of the repository, where the event names it. */
  readonly defaultBranch?: string
}

/** The commit that a report is about: of a pull request its head, not the merge commit that was checked out, until it is merged. */
export function findCommit(trigger: Trigger): string | undefined {
  if (trigger.kind === 'pull_request') return trigger.merged ?? trigger.headSha
  return trigger.sha
}
