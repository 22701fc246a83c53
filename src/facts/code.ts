import * as z from 'zod'

/** What kind of thing is wrong, finer than its words and the same in every release: `unknown-key`. */
export const CodeSchema = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
