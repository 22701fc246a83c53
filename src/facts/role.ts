/** The three containers of a benchmark, in the order in which MedPerf registers them. */
export const ROLES = ['data_preparator', 'reference_model', 'evaluator'] as const
export type Role = (typeof ROLES)[number]

/** A role as a sentence names it: `data preparator`. */
export const nameRole = (role: Role): string => role.replaceAll('_', ' ')
