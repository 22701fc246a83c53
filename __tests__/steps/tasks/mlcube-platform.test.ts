import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectPart } from '../../../src/facts/role.ts'
import { adaptToPlatform } from '../../../src/steps/tasks/mlcube-platform.ts'
import { chooseGpus, chooseLimits } from '../../../src/steps/tasks/task-run.ts'
import { readToy, TOY } from '../../benchmark/toy.ts'

const APPTAINER = { platform: 'singularity', title: 'Apptainer 1.4' } as const
const DOCKER = { platform: 'docker', title: 'Docker 28' } as const

/** The toy benchmark with an MLCube as its evaluator, whose sections are these. */
async function read(sections: string) {
  const text = readFileSync(join(TOY, '..', 'mlcube', 'evaluator', 'mlcube.yaml'), 'utf8')
  const { benchmark, said } = await readToy({
    'metrics/mlcube.yaml': text.replace(/docker:\n.*\n/, `${sections}\n`),
    'benchmark.yaml': [
      ...['version: 1', 'name: toy', 'demo_dataset: { url: "https://example.org/demo.tar.gz" }'],
      'data_preparator: { config: prep/container_config.yaml, parameters: prep/parameters.yaml }',
      'reference_model: { config: model/container_config.yaml }',
      ...['evaluator: { config: metrics/mlcube.yaml }', ''],
    ].join('\n'),
  })
  if (benchmark === undefined) throw new Error(said.join('\n'))
  return benchmark
}

const DOCKER_SECTION =
  'docker: { image: lab/metrics:1, cpu_args: "-e A=1 --memory 1g", gpu_args: "--gpus all" }'

test('with Docker an MLCube is what its section `docker` says', async () => {
  const benchmark = await read(`${DOCKER_SECTION}\nsingularity: { image: a.sif, run_args: --nv }`)
  expect(adaptToPlatform(benchmark, DOCKER)).toEqual({ benchmark, notices: [] })
})

test.each([
  ['--nv -C', 'all'],
  ['-eC', 'none'],
])('with Apptainer it is what run_args say: %j gives it GPUs: %s', async (args, kind) => {
  const given = await read(`${DOCKER_SECTION}\nsingularity: { image: a.sif, run_args: "${args}" }`)
  const { benchmark, notices } = adaptToPlatform(given, APPTAINER)
  const spec = benchmark.components.evaluator?.spec.tasks.evaluate
  if (spec === undefined) throw new TypeError()
  expect(chooseGpus(spec, {})).toEqual({ kind })
  expect(chooseGpus(spec, { gpus: { kind: 'none' } })).toEqual({ kind: 'none' })
  expect(spec.environment).toEqual([])
  expect([chooseLimits(spec, {}), chooseLimits(spec, { gpus: { kind: 'all' } })]).toEqual([{}, {}])
  expect(notices).toEqual([
    "Apptainer 1.4 does not apply what `docker` in metrics/mlcube.yaml asks for (cpu_args, gpu_args, env_args), as MedPerf's client does not: with it `singularity.run_args` count.",
  ])
  expect(benchmark.components.reference_model).toEqual(given.components.reference_model)
})

test.each(['docker: { image: lab/metrics:1 }', 'docker: { image: lab/metrics:1, cpu_args: --rm }'])(
  'nothing is left out of %s, so nothing is said',
  async (sections) => {
    expect(adaptToPlatform(await read(sections), APPTAINER).notices).toEqual([])
  },
)

test('an entrypoint of a single word gets its arguments there', async () => {
  const given = await read('docker: { image: lab/metrics:1 }')
  const evaluator = expectPart(given.components, 'evaluator')
  const { evaluate } = evaluator.spec.tasks
  if (evaluate?.mlcube === undefined) throw new TypeError()
  const bare = { ...evaluate, mlcube: { ...evaluate.mlcube, takesArguments: false } }
  const components = {
    ...given.components,
    evaluator: { ...evaluator, spec: { ...evaluator.spec, tasks: { evaluate: bare } } },
  }
  const { benchmark } = adaptToPlatform({ ...given, components }, APPTAINER)
  expect(benchmark.components.evaluator?.spec.tasks.evaluate?.mlcube?.takesArguments).toBe(true)
})
