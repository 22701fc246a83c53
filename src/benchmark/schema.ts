import * as z from 'zod'
import { GPUS_OR_NONE_PATTERN, GPUS_OR_NONE_WORDS } from '../containers/gpus.ts'
import { TASKS, type TestTask } from '../facts/task.ts'
import { TOPOLOGIES } from '../facts/topology.ts'
import { SIZE_PATTERN, SIZE_WORDS } from '../words/size.ts'
import { RUNTIMES } from './benchmark.ts'
import { DURATION_PATTERN, DURATION_WORDS } from './units.ts'

/*
 * The shape of benchmark.yaml. It becomes the JSON Schema that editors check with, so it has no refinements: what a schema
 * cannot say (exactly one of two keys, lengths in code points, whether a file exists) is checked in a second pass.
 */

const text = (description: string, more: Readonly<Record<string, unknown>> = {}) =>
  z.string().meta({ description, ...more })

const sha256 = text('SHA-256 in quotes, 64 hexadecimal digits without prefix; compared when given.', {
  pattern: '^[0-9a-fA-F]{64}$',
})

const duration = z.union(
  [z.number().positive(), z.string().regex(DURATION_PATTERN, `should be ${DURATION_WORDS}`)],
  `should be ${DURATION_WORDS}`,
)

const size = (description: string) =>
  z
    .union(
      [z.int().positive(), z.string().regex(SIZE_PATTERN, `should be ${SIZE_WORDS}`)],
      `should be ${SIZE_WORDS}`,
    )
    .meta({ description })

const gpus = z
  .union(
    [z.int().min(0), z.string().regex(GPUS_OR_NONE_PATTERN, `should be ${GPUS_OR_NONE_WORDS}`)],
    `should be ${GPUS_OR_NONE_WORDS}`,
  )
  .meta({ description: `GPUs: ${GPUS_OR_NONE_WORDS} (ids or UUIDs).` })

const limits = {
  gpus: gpus.optional(),
  shm_size: size('Size of /dev/shm, like `2g`.').optional(),
  memory: size('Memory a task may use, like `4g`.').optional(),
  cpus: z.number().positive().meta({ description: 'CPU cores a task may use, like 2 or 0.5.' }).optional(),
  pids: z.int().positive().meta({ description: 'Processes a task may have.' }).optional(),
  disk: size('What the outputs and the /tmp of a task may take on the disk, like `10g`.').optional(),
}

/** A mapping with an optional value for each of the five tasks. */
const perTask = <T extends z.ZodType>(one: T) =>
  z.strictObject(
    Object.fromEntries(TASKS.map((task) => [task, one.optional()])) as Record<TestTask, z.ZodOptional<T>>,
  )

const timeout = (description: string) =>
  z
    .union(
      [duration, perTask(duration)],
      'should be a duration such as `30m`, or one for each task: `{ infer: 1h }`',
    )
    .meta({ description })

const IDLE = 'How long a task may print nothing before it is stopped, like `30m`.'
const WALL = 'How long a task may take, like `2h`.'

const file = (description: string, path: string) =>
  z
    .strictObject({
      url: text('Public address, http or https.', { maxLength: 256 }).optional(),
      path: text(path).optional(),
      sha256: sha256.optional(),
    })
    .meta({ description, oneOf: [{ required: ['url'] }, { required: ['path'] }] })

const build = z
  .union(
    [
      z.string(),
      z.strictObject({
        context: text('The folder that the Dockerfile copies from, relative to benchmark.yaml.'),
        dockerfile: text('Path of the Dockerfile, relative to the context; default `Dockerfile`.').optional(),
        target: text('The stage to build; default the last.').optional(),
        args: z
          .record(z.string(), z.string())
          .meta({
            description: 'Values for ARGs of the Dockerfile, in quotes. No secrets: they are shown and kept.',
          })
          .optional(),
      }),
    ],
    'should be a folder with a Dockerfile, or `{ context: model/, dockerfile: Dockerfile.gpu }`',
  )
  .meta({
    description:
      'Docker build context, or Dockerfile, or both: its image is built from this change and tested.',
  })

const component = (what: string, name: string) =>
  componentShape(name).meta({ description: what, oneOf: [{ required: ['config'] }, { required: ['uid'] }] })

const componentShape = (name: string, registered = 'container') =>
  z.strictObject({
    uid: z
      .int()
      .positive()
      .meta({
        description: `Number of a ${registered} that is registered already, instead of all else here.`,
      })
      .optional(),
    name: text(`Name on the MedPerf server, unique there; default \`<name>-${name}\`.`, {
      maxLength: 128,
    }).optional(),
    config: text('Path of its container_config.yaml or mlcube.yaml, relative to benchmark.yaml.').optional(),
    parameters: text(
      'Path of its parameters file (YAML). Of an MLCube by default workspace/parameters.yaml beside mlcube.yaml.',
    ).optional(),
    additional_files: file(
      'Its additional files, such as weights. Of an MLCube by default workspace/additional_files/ beside mlcube.yaml.',
      'A folder of this repository, or an archive in it.',
    ).optional(),
    image_file: file(
      'Its image, where that is a file: a Docker archive or a SIF, encrypted or not.',
      'A file of this repository.',
    ).optional(),
    build: build.optional(),
  })

const gate = z.strictObject({
  min: z.number().meta({ description: 'The lowest value that passes.' }).optional(),
  max: z.number().meta({ description: 'The highest value that passes.' }).optional(),
  max_drop: z.number().min(0).meta({ description: 'How far it may fall below the base branch.' }).optional(),
  max_rise: z.number().min(0).meta({ description: 'How far it may rise above the base branch.' }).optional(),
  tolerance: z
    .number()
    .min(0)
    .meta({ description: 'A change within it counts as none; widens the limits.' })
    .optional(),
})

const policy = (who: string) =>
  z
    .strictObject({
      mode: z
        .enum(['never', 'always', 'allowlist'])
        .meta({ description: 'Whether requests are approved unasked.' }),
      allow: z
        .array(z.string())
        .meta({ description: 'E-mail addresses, for the mode `allowlist`.' })
        .optional(),
    })
    .meta({ description: `Which requests of ${who} to join are approved unasked; default \`never\`.` })

const EVALUATOR = 'Turns predictions and labels into metrics.'

/** benchmark.yaml. What its parts make up together is judged in `topology/judge.ts`. */
export const BenchmarkSchema = z.strictObject({
  version: z.literal(1).meta({ description: 'Version of this format: 1.' }),
  name: text('Name of the benchmark, unique on the MedPerf server.', { maxLength: 128 }),
  description: text('One sentence about the benchmark.', { maxLength: 256 }).optional(),
  docs_url: text('Web address of its documentation.', { maxLength: 100 }).optional(),
  demo_dataset: z
    .strictObject({
      url: text('Public address of a tar archive, http or https.', { maxLength: 256 }).optional(),
      path: text('A folder of this repository, or an archive in it.').optional(),
      sha256: sha256.optional(),
      prepared: z
        .boolean()
        .meta({ description: 'The data is already prepared: prepare is skipped. Default false.' })
        .optional(),
    })
    .meta({
      description: 'The small dataset on which everything is tested; paths.yaml is at its top.',
      oneOf: [{ required: ['url'] }, { required: ['path'] }],
    }),
  topology: z
    .enum(TOPOLOGIES)
    .meta({
      description:
        'How its parts work together. It follows from what is named here, and is needed only where that should be held to it.',
    })
    .optional(),
  data_preparator: component('Turns raw data into prepared data, checks it, and counts it.', 'prep'),
  reference_model: componentShape('model', 'model (before the model era of 2026: of a container)')
    .extend({
      asset: file(
        'Instead of `config`: a model that is files alone, which the task run_script of the `benchmark_script` runs.',
        'A folder of this repository, or an archive in it.',
      ).optional(),
    })
    .meta({
      description: 'The model that shows how models are run.',
      oneOf: [{ required: ['config'] }, { required: ['uid'] }, { required: ['asset'] }],
    }),
  benchmark_script: component(
    'Beside an asset: runs it. Without an `evaluator` it computes the metrics too; with one it makes the predictions.',
    'script',
  ).optional(),
  evaluator: component(EVALUATOR, 'metrics').optional(),
  run: z
    .strictObject({
      runtime: z.enum(RUNTIMES).meta({ description: 'What runs the containers; default `auto`.' }).optional(),
      ...limits,
      timeout: timeout(`${IDLE} One for all tasks, or one for each.`).optional(),
      max_time: timeout(`${WALL} One for all tasks, or one for each.`).optional(),
      tasks: perTask(
        z.strictObject({
          ...limits,
          timeout: duration.meta({ description: IDLE }).optional(),
          max_time: duration.meta({ description: WALL }).optional(),
        }),
      )
        .meta({ description: 'The same for single tasks; stronger than the general values.' })
        .optional(),
    })
    .meta({ description: 'How the containers may run; everything is optional.' })
    .optional(),
  metrics: z
    .record(z.string(), gate)
    .meta({ description: 'Gates: metrics by their path joined with `.`; a broken one fails the check.' })
    .optional(),
  submit: z
    .strictObject({
      state: z
        .enum(['operation', 'development'])
        .meta({ description: 'State to register in; default `operation`.' })
        .optional(),
    })
    .meta({ description: 'How the benchmark is registered.' })
    .optional(),
  associations: z
    .strictObject({ datasets: policy('datasets').optional(), models: policy('models').optional() })
    .meta({ description: 'Which requests to join are approved unasked.' })
    .optional(),
})

export type BenchmarkFile = z.infer<typeof BenchmarkSchema>
export type ComponentFile = BenchmarkFile['data_preparator'] & Pick<BenchmarkFile['reference_model'], 'asset'>
export type SourceFile = NonNullable<ComponentFile['additional_files']>
export type RunFile = NonNullable<BenchmarkFile['run']>
