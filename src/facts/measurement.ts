import * as z from 'zod'

/** What a container used; a figure that could not be had is absent. */
export const MeasuredSchema = z.strictObject({
  /** Highest memory use in bytes, page cache included. */
  peakMemory: z.int().min(0).optional(),
  /** Seconds that processors worked for it, of all processors together. */
  cpuSeconds: z.number().min(0).optional(),
  /** Bytes that came from a disk; what was in memory already does not count. */
  bytesRead: z.int().min(0).optional(),
  /** Bytes written to files. */
  bytesWritten: z.int().min(0).optional(),
  /** Highest use of GPU memory in bytes among samples a second apart. */
  peakGpuMemory: z.int().min(0).optional(),
})

export type Measured = { readonly [K in keyof z.infer<typeof MeasuredSchema>]?: number }
