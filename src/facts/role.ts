/** The parts of a benchmark, in the order in which they are registered; which of the last two it has, its topology says. */
export const ROLES = ['data_preparator', 'reference_model', 'benchmark_script', 'evaluator'] as const
export type Role = (typeof ROLES)[number]

/** Something for each part of one benchmark. */
export type Parts<T> = Readonly<
  Record<'data_preparator' | 'reference_model', T> & Partial<Record<'benchmark_script' | 'evaluator', T>>
>

/** The roles that something is there for, in their order. */
export const listRoles = (parts: Readonly<Partial<Record<Role, unknown>>>): readonly Role[] =>
  ROLES.filter((role) => parts[role] !== undefined)

/** What is there, in the order of the roles. */
export const collectParts = <T>(parts: Readonly<Partial<Record<Role, T>>>): readonly T[] =>
  ROLES.flatMap((role) => {
    const part = parts[role]
    return part === undefined ? [] : [part]
  })

/** The part of a role that the benchmark has. */
export function expectPart<T>(parts: { readonly [R in Role]?: T | undefined }, role: Role): T {
  const part = parts[role]
  if (part === undefined) throw new TypeError(`the benchmark has no ${role}`)
  return part
}

/** What another version of the benchmark has for a role: a script may have been its evaluator, or is now. */
export function findCounterpart<T>(
  parts: { readonly [R in Role]?: T | undefined },
  role: Role,
): T | undefined {
  const other = { benchmark_script: parts.evaluator, evaluator: parts.benchmark_script }
  return parts[role] ?? (role === 'benchmark_script' || role === 'evaluator' ? other[role] : undefined)
}

/** The same of each part. */
export const mapParts = <T, U>(parts: Parts<T>, change: (part: T, role: Role) => U): Parts<U> =>
  Object.fromEntries(
    ROLES.flatMap((role) => {
      const part = parts[role]
      return part === undefined ? [] : [[role, change(part, role)]]
    }),
  ) as Parts<U>

/** A role as a sentence names it: `data preparator`. */
export const nameRole = (role: Role): string => role.replaceAll('_', ' ')
