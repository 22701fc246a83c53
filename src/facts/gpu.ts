import * as z from 'zod'

/** A GPU that the engine offers. */
export const GpuSchema = z.strictObject({
  /** By which `device=` names it, mostly its number. */
  id: z.string().max(100),
  name: z.string().max(100).optional(),
  uuid: z.string().max(100).optional(),
})

export type Gpu = Readonly<z.infer<typeof GpuSchema>>

/** Which GPUs a task asks for. */
export type Gpus =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'devices'; readonly devices: readonly string[] }
