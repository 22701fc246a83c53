import * as z from 'zod'
import { CodeSchema } from './code.ts'

/** One thing wrong with a file of the user's: `line` and `column` count from 1 and are absent where the file is. */
export const ProblemSchema = z.strictObject({
  severity: z.enum(['error', 'warning', 'notice']),
  file: z.string().max(1_000),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
  message: z.string().max(2_000),
  hint: z.string().max(2_000).optional(),
  code: CodeSchema.optional(),
})

export type Problem = Readonly<z.infer<typeof ProblemSchema>>
