/** The four revisions of MedPerf's server API that are told apart, oldest first (docs/medperf.md 1.1). */
export const ERAS = ['mlcube', 'container', 'model', 'topology'] as const
export type Era = (typeof ERAS)[number]
