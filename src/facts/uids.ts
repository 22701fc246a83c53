import type { Role } from './role.ts'

/** The uids of registered components that benchmark.yaml names. */
export type GivenUids = Readonly<Partial<Record<Role, number>>>
