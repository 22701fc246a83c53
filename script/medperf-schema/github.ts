import { type Issue, type IssueDesk, LABEL } from './issue.ts'

/** A repository on GitHub, and a token that may write its issues. */
export interface Place {
  readonly apiUrl: string
  /** `owner/name`. */
  readonly repository: string
  readonly token: string
}

/** The issues of a repository by GitHub's API; what it refuses rejects with status and words. */
export function openDesk({ apiUrl, repository, token }: Place): IssueDesk {
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${apiUrl}/repos/${repository}/${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    })
    const text = await answer.text()
    if (answer.ok) return JSON.parse(text)
    throw new Error(`${method} ${path}: HTTP ${answer.status} ${text.slice(0, 200)}`)
  }
  return {
    // Nobody but who may write to the repository gives labels, so none of these is a stranger's.
    list: async () => readIssues(await ask('GET', `issues?state=open&labels=${LABEL}&per_page=100`)),
    create: async (title, body) => {
      const [made] = readIssues([await ask('POST', 'issues', { title, body, labels: [LABEL] })])
      if (made === undefined) throw new Error('GitHub made no issue')
      return made
    },
    update: async (number, body) => void (await ask('PATCH', `issues/${number}`, { body })),
    close: async (number, comment) => {
      await ask('POST', `issues/${number}/comments`, { body: comment })
      await ask('PATCH', `issues/${number}`, { state: 'closed', state_reason: 'completed' })
    },
  }
}

interface Answered {
  readonly number?: unknown
  readonly body?: unknown
  readonly pull_request?: unknown
}

/** GitHub lists pull requests among the issues. */
const readIssues = (answer: unknown): readonly Issue[] =>
  (Array.isArray(answer) ? (answer as readonly Answered[]) : []).flatMap(({ number, body, pull_request }) =>
    typeof number === 'number' && pull_request === undefined
      ? [{ number, body: typeof body === 'string' ? body : '' }]
      : [],
  )
