/** Stand-ins for commits. */
export const HEAD_SHA = 'a'.repeat(40)
export const BASE_SHA = 'b'.repeat(40)
/** The commit GitHub makes to test a pull request: its `GITHUB_SHA`. */
export const MERGE_SHA = 'c'.repeat(40)

/** An event as a runner tells it: the payload, and the variables that go with it. */
export interface RunnerEvent {
  readonly name: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly environment: Readonly<Record<string, string>>
}

/** A `push` event of a tag; `deleted` one that took it away. */
export function tagEvent(
  options: { readonly tag?: string; readonly sha?: string; readonly deleted?: boolean } = {},
): RunnerEvent {
  const { tag = 'v1.0.0', sha = BASE_SHA, deleted = false } = options
  const push = pushEvent({ sha })
  return {
    ...push,
    payload: { ...push.payload, ref: `refs/tags/${tag}`, deleted },
    environment: {
      ...push.environment,
      GITHUB_REF: `refs/tags/${tag}`,
      GITHUB_REF_NAME: tag,
      GITHUB_REF_TYPE: 'tag',
    },
  }
}

/** A `workflow_dispatch` event on a branch or tag. */
export function dispatchEvent(ref = 'refs/heads/main', sha = BASE_SHA): RunnerEvent {
  const { payload, environment } = pushEvent({ sha })
  return {
    name: 'workflow_dispatch',
    payload: { ref, inputs: null, repository: payload['repository'], sender: payload['sender'] },
    environment: { ...environment, GITHUB_REF: ref, GITHUB_REF_NAME: ref.replace(/^refs\/\w+\//, '') },
  }
}

export interface PullRequestOptions {
  readonly repository?: string
  readonly number?: number
  readonly action?: string
  readonly head?: string
  readonly base?: string
  /** The branch that it goes into. */
  readonly into?: string
  /** The commit that merged it. */
  readonly merged?: string
  /** `owner/name` of the fork the change comes from. */
  readonly fork?: string
}

const repositoryOf = (fullName: string, id = 1) => {
  const [owner = '', name = ''] = fullName.split('/')
  return {
    id,
    name,
    full_name: fullName,
    private: false,
    default_branch: 'main',
    html_url: `https://github.com/${fullName}`,
    owner: { login: owner, id: 1, type: 'Organization' },
  }
}

/** A `pull_request` event, by default of a branch of the same repository onto main. */
export function pullRequestEvent(options: PullRequestOptions = {}): RunnerEvent {
  const { repository = 'acme/wdbc', number = 7 } = options
  const { head = HEAD_SHA, base = BASE_SHA, into = 'main', fork = repository, merged } = options
  const side = (ref: string, sha: string, fullName: string) => ({
    label: `${fullName.split('/')[0]}:${ref}`,
    ref,
    sha,
    repo: { ...repositoryOf(fullName, fullName === repository ? 1 : 2), fork: fullName !== repository },
  })
  return {
    name: 'pull_request',
    payload: {
      action: options.action ?? (options.merged === undefined ? 'synchronize' : 'closed'),
      number,
      pull_request: {
        number,
        id: 1000 + number,
        state: merged === undefined ? 'open' : 'closed',
        draft: false,
        title: 'Raise the threshold',
        user: { login: 'ada', type: 'User' },
        html_url: `https://github.com/${repository}/pull/${number}`,
        head: side('change', head, fork),
        base: side(into, base, repository),
        merged: merged !== undefined,
        merge_commit_sha: merged ?? MERGE_SHA,
      },
      repository: repositoryOf(repository),
      sender: { login: 'ada', id: 2, type: 'User' },
    },
    environment: {
      GITHUB_REF: `refs/pull/${number}/merge`,
      GITHUB_REF_NAME: `${number}/merge`,
      GITHUB_REF_TYPE: 'branch',
      GITHUB_HEAD_REF: 'change',
      GITHUB_BASE_REF: into,
      GITHUB_SHA: merged ?? MERGE_SHA,
      GITHUB_REPOSITORY: repository,
    },
  }
}

/** A `push` event of one commit. */
export function pushEvent(
  options: { readonly repository?: string; readonly branch?: string; readonly sha?: string } = {},
): RunnerEvent {
  const { repository = 'acme/wdbc', branch = 'main', sha = BASE_SHA } = options
  return {
    name: 'push',
    payload: {
      ref: `refs/heads/${branch}`,
      before: '0'.repeat(40),
      after: sha,
      created: false,
      deleted: false,
      forced: false,
      commits: [],
      head_commit: { id: sha, message: 'Merge', timestamp: '2026-01-01T00:00:00Z' },
      repository: repositoryOf(repository),
      sender: { login: 'ada', id: 2, type: 'User' },
    },
    environment: {
      GITHUB_REF: `refs/heads/${branch}`,
      GITHUB_REF_NAME: branch,
      GITHUB_REF_TYPE: 'branch',
      GITHUB_HEAD_REF: '',
      GITHUB_BASE_REF: '',
      GITHUB_SHA: sha,
      GITHUB_REPOSITORY: repository,
    },
  }
}

/** Any other event, such as `pull_request_target` or `schedule`, with the surroundings of one of the two above. */
export const renamed = (event: RunnerEvent, name: string): RunnerEvent => ({ ...event, name })
