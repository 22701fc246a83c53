import * as z from 'zod'
import { FailureSchema } from '../facts/failure.ts'
import { GpuSchema } from '../facts/gpu.ts'
import { MeasuredSchema } from '../facts/measurement.ts'
import { ProblemSchema } from '../facts/problem.ts'
import { ROLES } from '../facts/role.ts'
import { STEP_NAMES } from '../facts/step.ts'
import { PlanSchema } from '../medperf/plan/schema.ts'
import { hasEndlessPaths, nestsDeeper } from '../yaml/json.ts'
import type { Value } from '../yaml/value.ts'

/*
 * The report crosses from a job that ran strangers' containers to jobs that hold a token, so everything in it is
 * bounded here: whoever reads a report.json parses it with this schema first and escapes what it prints.
 */

const text = (max: number) => z.string().max(max)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const seconds = z.number().min(0)

const commit = z.string().regex(/^[0-9a-f]{40,64}$/)

/** Any JSON value, its numbers exact; the size is bounded by whoever reads the file, the depth by `DEEPEST`. */
const Json = z.custom<Value>((value) => value !== undefined)

/** Sentences of a report that are kept. */
export const MOST_NOTICES = 100

/** Levels of lists and mappings that results and statistics may nest; MedPerf's own parser gives up before that. */
export const DEEPEST = 500

/** Whether results are more than a report can carry: too deep, or of endless names. */
export const isUnwieldy = (value: Value): boolean => nestsDeeper(value, DEEPEST) || hasEndlessPaths(value)

/** The version of this shape: a report of another one is read by another version of the action. */
export const SCHEMA = 1

export const VERDICTS = ['passed', 'failed', 'invalid', 'error'] as const

export const StepSchema = z.strictObject({
  name: z.enum(STEP_NAMES),
  status: z.enum(['passed', 'failed', 'skipped']),
  /** Wall clock in seconds; 0 for a skipped step. */
  seconds,
  ...MeasuredSchema.shape,
  failure: FailureSchema.optional(),
  /** Of a skipped step: the step whose failure is the cause, or why it was not needed. */
  skipped: text(500).optional(),
  /** The last lines of the output; control characters are gone, the text is still a stranger's. */
  logTail: z.array(text(2_000)).max(50),
  /** Path of the whole log, relative to report.json. */
  log: text(1_000).optional(),
})

export const ContainerSchema = z.strictObject({
  role: z.enum(ROLES),
  name: text(200),
  config: text(1_000),
  type: text(100),
  image: text(2_000),
  /** The image's local ID (config digest), with `sha256:`. */
  imageId: text(200).optional(),
  /** What the reference points at in its registry, with `sha256:`; a local image has none. */
  digest: text(200).optional(),
  imageBytes: z.int().min(0).optional(),
  /** SHA-256 of the configuration as JSON with sorted keys: its tasks, commands and mounts. */
  configuration: sha256.optional(),
  /** SHA-256 of the parameters as JSON with sorted keys; absent without parameters. */
  parameters: sha256.optional(),
  /** SHA-256 of the additional files: of the archive, or of the folder (docs/medperf.md 11.2). */
  additionalFiles: sha256.optional(),
  /** SHA-256 of the file that the image was loaded from, as it is hosted; absent for an image of a registry. */
  imageFile: sha256.optional(),
})

/** A file or folder of the repository that the benchmark is made of. */
export const SourceSchema = z.strictObject({
  /** Relative to the repository; `.` for all of it. */
  path: text(4_096),
  /** Of names, modes and contents, as `src/files/tree-hash.ts` writes them down. */
  sha256,
  files: z.int().min(0),
  bytes: z.int().min(0),
})

/** One limit of benchmark.yaml, judged. */
export const GateSchema = z.strictObject({
  /** The metric's path joined with `.`; `metrics` has no row of this name where the results lack it. */
  metric: text(1_000),
  /** As a person reads it: `≥ 0.95`. */
  text: text(200),
  status: z.enum(['kept', 'broken', 'not judged']),
  /** Why it is broken or was not judged. */
  reason: text(1_000).optional(),
  /** What to do about it, where that is not to look at the value or the limit. */
  hint: text(1_000).optional(),
  /** Where benchmark.yaml sets it. */
  file: text(1_000),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
})

/** One leaf of the results. */
export const MetricSchema = z.strictObject({
  /** Its path joined with `.`, the index of a list as a number; `result` for results that are one scalar. */
  name: text(1_000),
  type: z.enum(['number', 'text', 'boolean', 'null']),
  /** Digit for digit as evaluate wrote it; `NaN`, `∞`, `-∞`. */
  value: text(1_000),
  /** For arithmetic; absent where it is not a finite number. */
  number: z.number().optional(),
  /** The value in the base's results, written like `value`; absent where they lack it. */
  base: text(1_000).optional(),
  /** This change minus the base where both are finite numbers; 0 within the metric's tolerance. */
  change: z.number().optional(),
})

export const ReportSchema = z.strictObject({
  schema: z.literal(SCHEMA),
  action: z.strictObject({ version: text(50) }),
  /** `name` is absent when benchmark.yaml could not be read. */
  benchmark: z.strictObject({ name: text(128).optional(), config: text(1_000) }),
  verdict: z.enum(VERDICTS),
  /** One sentence for the first line, without the benchmark's name. */
  reason: text(2_000),
  hint: text(2_000).optional(),
  commit: commit.optional(),
  run: z
    .strictObject({
      id: z.int().min(0),
      number: z.int().min(0),
      attempt: z.int().min(1),
      url: z.url({ protocol: /^https?$/ }).max(500),
      workflow: text(500),
      job: text(500),
    })
    .optional(),
  startedAt: z.iso.datetime(),
  seconds,
  host: z.strictObject({
    engine: text(200).optional(),
    /** Whom its containers ran as. Absent where there was no engine. */
    user: z
      .strictObject({
        uid: z.int().min(0),
        gid: z.int().min(0),
        /** That the runner is root, which no container may be: they ran as `nobody`. */
        insteadOfRoot: z.literal(true).optional(),
      })
      .optional(),
    cpus: z.int().min(1),
    memory: z.int().min(0),
    gpus: z.int().min(0),
  }),
  /** Absent where no task asks for a GPU and the machine shows none. */
  gpus: z
    .strictObject({
      /** What the engine gives to containers here. */
      offered: z.array(GpuSchema).max(64),
      /** The tasks that ask for GPUs, and for which: `all`, a number, or `device=0,1`. */
      asked: z.array(z.strictObject({ task: z.enum(STEP_NAMES), gpus: text(1_000) })).max(STEP_NAMES.length),
    })
    .optional(),
  problems: z.array(ProblemSchema).max(1_000),
  demoDataset: z
    .strictObject({
      source: text(2_000),
      /** Of the archive, or of the folder (docs/medperf.md 11.2). */
      sha256: sha256.optional(),
      bytes: z.int().min(0).optional(),
      files: z.int().min(0).optional(),
      inputDataHash: sha256.optional(),
      /** `demo_dataset_generated_uid`: the folder hash of prepared data and labels. */
      generatedUid: sha256.optional(),
    })
    .optional(),
  containers: z.array(ContainerSchema).max(ROLES.length),
  /**
   * What benchmark.yaml names in the repository, as it was before anything ran: configurations, parameters, build contexts, files
   * and folders. Absent where that could not be read.
   */
  sources: z.array(SourceSchema).max(20).optional(),
  steps: z.array(StepSchema).max(STEP_NAMES.length),
  gates: z.array(GateSchema).max(10_000),
  /** No cap on their number: the file's size is capped where it is read. */
  metrics: z.array(MetricSchema),
  /** What evaluate wrote, as JSON; NaN and the infinities are the strings of the POST body (docs/medperf.md 6.8). */
  results: Json.optional(),
  statistics: Json.optional(),
  /** The commit that `base` and `change` of the metrics refer to. */
  base: z.strictObject({ commit }).optional(),
  /** What a merge does on the MedPerf server. */
  plan: PlanSchema.optional(),
  /** Sentences that belong below the tables: why there is no base, what was assumed. */
  notices: z.array(text(2_000)).max(MOST_NOTICES),
})

export type Verdict = (typeof VERDICTS)[number]
export type StepReport = Readonly<z.infer<typeof StepSchema>>
export type ContainerReport = Readonly<z.infer<typeof ContainerSchema>>
export type Source = Readonly<z.infer<typeof SourceSchema>>
export type Gate = Readonly<z.infer<typeof GateSchema>>
export type Metric = Readonly<z.infer<typeof MetricSchema>>
export type Report = Readonly<z.infer<typeof ReportSchema>>
