import { parseCoreYaml } from '../yaml/core-yaml.ts'
import type { Mapping, Value } from '../yaml/value.ts'
import { isMapping } from '../yaml/value.ts'

/** A job of a workflow that registers, and whether its token may write to the repository. */
export interface RegisteringWorkflowJob {
  readonly name: string
  /** Line of the permissions that decide, else of the job; counts from 1. */
  readonly line: number
  /** `unknown` where the workflow does not say, or gives a token of its own. */
  readonly contents: 'write' | 'less' | 'unknown'
}

/** Events on which what was merged is registered. */
const REGISTERING = ['push', 'workflow_dispatch', 'release', 'schedule', 'pull_request'] as const

/** The jobs of a workflow file that register with this action, whatever it is called; none where the file cannot be read. */
export function findRegisteringJobs(source: string | Uint8Array): readonly RegisteringWorkflowJob[] {
  const document = parseCoreYaml(source)
  if (!document.ok || !isMapping(document.value)) return []
  const { value, placeOf } = document
  if (!listEvents(value['on']).some((event) => REGISTERING.some((one) => one === event))) return []
  const jobs = value['jobs'] ?? null
  if (!isMapping(jobs)) return []
  return Object.entries(jobs).flatMap(([name, job]) => {
    const step = isMapping(job) ? findStep(job) : undefined
    if (!isMapping(job) || step === undefined) return []
    const own = job['permissions'] !== undefined
    const path = own
      ? ['jobs', name, 'permissions']
      : value['permissions'] === undefined
        ? ['jobs', name]
        : ['permissions']
    const contents = hasOwnToken(step) ? 'unknown' : judge(own ? job['permissions'] : value['permissions'])
    return [{ name, line: placeOf(path, 'key').line, contents }]
  })
}

function listEvents(on: Value | undefined): readonly string[] {
  if (typeof on === 'string') return [on]
  if (Array.isArray(on)) return on.filter((event) => typeof event === 'string')
  return isMapping(on ?? null) ? Object.keys(on as Mapping) : []
}

/** The inputs of the job's step that registers: one of this action with somebody to register as. */
function findStep(job: Mapping): Mapping | undefined {
  const steps = job['steps'] ?? null
  if (!Array.isArray(steps)) return undefined
  for (const step of steps) {
    if (!isMapping(step) || typeof step['uses'] !== 'string' || !ACTION.test(step['uses'])) continue
    const inputs = step['with'] ?? null
    if (
      isMapping(inputs) &&
      CREDENTIALS.some((name) => inputs[name] !== undefined) &&
      !isOther(inputs['mode'])
    )
      return inputs
  }
  return undefined
}

const ACTION = /(?:^|\/)benchmark-action(?:\/submit)?@/
const CREDENTIALS = ['medperf-token', 'login-email'] as const

const isOther = (mode: Value | undefined): boolean => mode === 'test' || mode === 'plan'

const hasOwnToken = ({ token }: Mapping): boolean =>
  token !== undefined && !(typeof token === 'string' && /github\.token|secrets\.GITHUB_TOKEN/.test(token))

function judge(permissions: Value | undefined): RegisteringWorkflowJob['contents'] {
  if (permissions === undefined) return 'unknown'
  if (permissions === 'write-all') return 'write'
  return isMapping(permissions) && permissions['contents'] === 'write' ? 'write' : 'less'
}
