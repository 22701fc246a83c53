import * as z from 'zod'
import { ExpectedError } from '../../../facts/error.ts'
import { plainLine } from '../../../words/text.ts'
import { parseJson } from '../../../yaml/json.ts'
import type { Value } from '../../../yaml/value.ts'
import { ERAS } from '../../era.ts'
import { APPROVALS, STATES } from '../../rows.ts'
import type { ContentKind } from '../../rules.ts'

/** The usual name of the file, beside benchmark.yaml. */
export const LOCK_FILE = 'benchmark.lock.json'

const text = (max: number) => z.string().max(max)
const Uid = z.int().min(1)
const Fields = z.record(
  text(100),
  z.custom<Value>((value) => value !== undefined, 'missing'),
)

const LockedComponentFields = z.strictObject({
  /** Of the model, where the reference model is one. */
  uid: Uid,
  /** Of the container under `mlcubes/`; a model has this or the next. */
  container: Uid.optional(),
  /** Of the asset under `assets/`: such a model is files alone. */
  asset: Uid.optional(),
  name: text(128),
  state: z.enum(STATES),
  /** Named by `uid` in benchmark.yaml, so not this benchmark's to change. */
  given: z.boolean(),
  /** The image ID that was tested, with `sha256:`: the same image is the same digest without asking a registry. */
  imageId: text(200).optional(),
  /** What is registered, under the server's names: configuration, parameters, digests, hashes, addresses. */
  fields: Fields,
})

const LockedComponentSchema = LockedComponentFields.refine(
  ({ container, asset }) => (container === undefined) !== (asset === undefined),
  'neither a container nor an asset',
)

const LockedBenchmarkSchema = z.strictObject({
  uid: Uid,
  name: text(128),
  state: z.enum(STATES),
  approvalStatus: z.enum(APPROVALS),
  /** Without `metadata`, which holds the results and can be large. */
  fields: Fields,
})

/** What the last merge registered, as benchmark.lock.json keeps it. */
export const LockSchema = z.strictObject({
  schema: z.literal(1),
  server: z.url({ protocol: /^https?$/ }).max(500),
  era: z.enum(ERAS),
  /** The user's id on the server. */
  owner: Uid,
  /** Path of the benchmark.yaml in its repository. */
  config: text(1_000),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .optional(),
  benchmark: LockedBenchmarkSchema,
  /** By the keys of benchmark.yaml. */
  components: z
    .strictObject({
      data_preparator: LockedComponentSchema,
      reference_model: LockedComponentSchema,
      benchmark_script: LockedComponentSchema.optional(),
      evaluator: LockedComponentSchema.optional(),
    })
    .refine(({ benchmark_script, evaluator }) => benchmark_script !== undefined || evaluator !== undefined, {
      path: ['evaluator'],
      error: 'neither an evaluator nor a script',
    }),
})

export type Lock = Readonly<z.infer<typeof LockSchema>>
export type LockedComponent = Readonly<z.infer<typeof LockedComponentSchema>>

/** What a component of a lock is made of. */
export const readKind = ({ asset }: LockedComponent): ContentKind =>
  asset === undefined ? 'container' : 'asset'

/** Reads a lock file's text; throws kind `lock` for one that no action wrote. */
export function readLock(text: string, shown: string = LOCK_FILE): Lock {
  const result = LockSchema.safeParse(parsed(text, shown))
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where =
    issue === undefined
      ? ''
      : ` at \`${plainLine(issue.path.join('.'), 100)}\`: ${plainLine(issue.message, 200)}`
  throw new ExpectedError('lock', `${shown} is not a lock file of this action${where}`, { hint: RESTORE })
}

const RESTORE = 'Restore it from the last merge, or delete it: without it the server is asked.'

function parsed(text: string, shown: string): Value {
  try {
    return parseJson(text)
  } catch {
    throw new ExpectedError('lock', `${shown} is not JSON`, { hint: RESTORE })
  }
}

/** The text of a lock file; the same lock gives the same bytes. */
export const writeLock = (lock: Lock): string => `${JSON.stringify(lock, null, 2)}\n`
