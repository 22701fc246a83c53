import type { Failure, FailurePart } from '../facts/failure.ts'
import { known } from '../facts/known.ts'
import { nameRole, ROLES, type Role } from '../facts/role.ts'
import { joinWords } from '../report/format.ts'

/** One thing that failed, and the role that it was for. */
export interface RoleFailure {
  readonly failure: Failure
  readonly role?: Role
}

/** The role that a row of a check works for; undefined where it is for all. */
export const findRowRole = (name: string): Role | undefined =>
  ROLES.find((role) => name.startsWith(`${role} `))

/**
 * The same failure of several roles as one, which names them: one image that cannot be had is told once, however many containers want
 * it.
 */
export function mergeFailures(all: readonly RoleFailure[]): readonly Failure[] {
  const groups = Map.groupBy(all, ({ failure }) => JSON.stringify(failure))
  return [...groups.values()].map((group) => {
    const [first, ...others] = group
    if (first === undefined) throw new TypeError('a group of nothing')
    const roles = new Set(group.flatMap(({ role }) => role ?? []))
    return others.length === 0 || roles.size < 2 ? first.failure : nameRoles(first.failure, [...roles])
  })
}

function nameRoles(failure: Failure, roles: readonly Role[]): Failure {
  const names = joinWords(roles.map(nameRole))
  const parts = failure.parts?.map((part) => ({ ...part, message: `${part.message} (${names})` }))
  return known({ ...failure, message: `${failure.message} (${names})`, parts })
}

/** Several failures of one step as its failure: each is a part, so that none loses its line or what to do about it. */
export function joinParts(failures: readonly Failure[]): Failure | undefined {
  const [first, ...others] = failures
  if (first === undefined || others.length === 0) return first
  const parts = failures.flatMap((failure) => failure.parts ?? [partOf(failure)])
  return { ...first, message: failures.map(({ message }) => message).join('; '), parts }
}

const partOf = ({ message, hint, code }: Failure): FailurePart => known({ message, hint, code })
