import type { Role } from './role.ts'

/** The uids of registered components that benchmark.yaml names. */
export type GivenUids = Readonly<Partial<Record<Role, number>>>

/** Whether benchmark.yaml names any component by `uid`; most name none. */
export const hasUids = (uids: GivenUids): boolean => Object.keys(uids).length > 0
