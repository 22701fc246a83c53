import { randomBytes } from 'node:crypto'

/** A name that nothing has yet, and that no image can know before. */
export const inventName = (what: string): string => `medperf-${what}-${randomBytes(16).toString('hex')}`

/**
 * Bytes and processes of a container of ours that is no task: enough to change the owners of a million files, whatever else the
 * image's program would like to do.
 */
export const HELPER_LIMITS = { memory: 512 * 1024 ** 2, pids: 256 } as const
