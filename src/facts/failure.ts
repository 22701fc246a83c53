import * as z from 'zod'
import { CodeSchema } from './code.ts'
import { known } from './known.ts'

export const FAILURE_KINDS = [
  'exit', // the program ended with a status other than 0
  'not-executable', // 126
  'not-found', // 127
  'killed', // a signal: 137, 139, 143
  'out-of-memory',
  'idle-timeout',
  'timeout',
  'engine', // 125, or the engine died
  'image', // the image cannot be had
  'build', // the image cannot be built
  'download',
  'hash',
  'archive', // not an archive, hostile, over a limit, no paths.yaml
  'gpu',
  'output', // missing, empty, unparsable, unreadable or hostile output
  'disk-full',
  'server', // the MedPerf server cannot be asked
  'internal',
] as const
export type FailureKind = (typeof FAILURE_KINDS)[number]

/** Why a step failed: `message` is one sentence without the step's name, `hint` says what to do about it. */
export const FailureSchema = z.strictObject({
  kind: z.enum(FAILURE_KINDS),
  message: z.string().max(2_000),
  hint: z.string().max(2_000).optional(),
  exitCode: z.int().optional(),
  code: CodeSchema.optional(),
})

export type Failure = Readonly<z.infer<typeof FailureSchema>>

/** Why nothing could start, where it is because of the MedPerf server or of what is to be registered there. */
export const makeServerFailure = ({ message, hint }: Pick<Failure, 'message' | 'hint'>): Failure =>
  known({ kind: 'server', message, hint })
