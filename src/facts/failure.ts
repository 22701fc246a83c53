import * as z from 'zod'
import { CodeSchema } from './code.ts'

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

/** A line of one of the user's files, from 1; without one the file. */
export interface FilePlace {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** One of several reasons for which a step failed, or one that a line of the user's files is to blame for. */
const PartSchema = z.strictObject({
  message: z.string().max(2_000),
  hint: z.string().max(2_000).optional(),
  code: CodeSchema.optional(),
  file: z.string().max(1_000).optional(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
})

export type FailurePart = Readonly<z.infer<typeof PartSchema>>

/** Parts of a failure that are kept. */
export const MOST_PARTS = 20

/** Why a step failed: `message` is one sentence without the step's name, `hint` says what to do about it. */
export const FailureSchema = z.strictObject({
  kind: z.enum(FAILURE_KINDS),
  message: z.string().max(2_000),
  hint: z.string().max(2_000).optional(),
  exitCode: z.int().optional(),
  code: CodeSchema.optional(),
  /** Absent where the message is all there is. */
  parts: z.array(PartSchema).max(MOST_PARTS).optional(),
})

export type Failure = Readonly<z.infer<typeof FailureSchema>>

/** One of ours, which says what to do; a report that is read may be of an earlier version, or a stranger's. */
export type ToldFailure = Failure & { readonly hint: string }

/** Why nothing could start, where it is because of the MedPerf server or of what is to be registered there. */
export const makeServerFailure = ({
  message,
  hint = 'Run it again later.',
}: Pick<Failure, 'message' | 'hint'>): ToldFailure => ({ kind: 'server', message, hint })
