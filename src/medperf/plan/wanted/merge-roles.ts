import { known } from '../../../facts/known.ts'
import type { Role } from '../../../facts/role.ts'
import type { Issue } from './state.ts'

/** The same of several roles as one issue that names them, where the first of them stands; all others as they are. */
export function mergeRoles(issues: readonly Issue[]): readonly Issue[] {
  const groups = Map.groupBy(issues, (issue) => {
    const { role: _, ...others } = issue
    return JSON.stringify({ ...others, message: withoutRole(issue) })
  })
  return [...groups.values()].flatMap((group) => {
    const roles = [...new Set(group.flatMap(({ role }) => role ?? []))]
    const [first] = group
    if (first === undefined) return []
    if (roles.length < 2) return roles.length === group.length ? group : [first]
    const { role: _, ...others } = first
    return [known({ ...others, message: `${nameAll(roles)}: ${withoutRole(first)}` })]
  })
}

const withoutRole = ({ role, message }: Issue): string =>
  role !== undefined && message.startsWith(`${role}: `) ? message.slice(role.length + 2) : message

const nameAll = (roles: readonly Role[]) => `${roles.slice(0, -1).join(', ')} and ${roles.at(-1)}`
