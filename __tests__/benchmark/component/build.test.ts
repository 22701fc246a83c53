import { readFileSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readToy, TOY } from '../toy.ts'

const YAML = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')
const AT = 'config: model/container_config.yaml'
const STAGES = 'FROM scratch AS base\nFROM base AS run\nCOPY a /\n'
const FILES = {
  'model/Dockerfile.gpu': STAGES,
  'model/docker/cpu.Dockerfile': STAGES,
  'model/a': 'a',
  'docker/Dockerfile': STAGES,
}

/** The toy benchmark whose reference model has this `build`. */
const read = (
  build: string,
  files: Readonly<Record<string, string>> = {},
  prepare?: (path: string) => Promise<void>,
) =>
  readToy(
    { ...FILES, ...files, 'benchmark.yaml': YAML.replace(AT, `${AT}\n  build: ${build}`) },
    prepare === undefined ? {} : { prepare },
  )

describe('what is built', () => {
  const none = { args: [] }
  test.each<[string, object]>([
    ['docker/', { context: 'docker', dockerfile: 'Dockerfile', ...none }],
    ['docker/Dockerfile', { context: 'docker', dockerfile: 'Dockerfile', ...none }],
    ['model/Dockerfile.gpu', { context: 'model', dockerfile: 'Dockerfile.gpu', ...none }],
    ['./model/docker/cpu.Dockerfile', { context: 'docker', dockerfile: 'cpu.Dockerfile', ...none }],
    ['{ context: docker }', { context: 'docker', dockerfile: 'Dockerfile', ...none }],
    [
      '{ context: model, dockerfile: Dockerfile.gpu }',
      { context: 'model', dockerfile: 'Dockerfile.gpu', ...none },
    ],
    [
      '{ context: model/, dockerfile: ./docker/../docker/cpu.Dockerfile }',
      { context: 'model', dockerfile: 'docker/cpu.Dockerfile', ...none },
    ],
    [
      '{ context: model, dockerfile: Dockerfile.gpu, target: run, args: { CUDA: "12.1", EMPTY: "", B: "a b $HOME" } }',
      {
        context: 'model',
        dockerfile: 'Dockerfile.gpu',
        target: 'run',
        args: [
          ['CUDA', '12.1'],
          ['EMPTY', ''],
          ['B', 'a b $HOME'],
        ],
      },
    ],
  ])('%s', async (build, expected) => {
    const { benchmark, said } = await read(build)
    expect(said).toEqual([])
    const found = benchmark?.components.reference_model?.build
    expect(found && { ...found, context: basename(found.context) }).toEqual(expected)
  })
})

describe('what cannot be built is told with what to write', () => {
  test.each([
    [
      'model/',
      'the build context model/ has no Dockerfile | Write `build: { context: model/, dockerfile: Dockerfile.gpu }`.',
    ],
    [
      'prep',
      'the build context prep has no Dockerfile | Add one at its top, or name another as `dockerfile`.',
    ],
    ['model/Dockerfile.cpu', 'Build context model/Dockerfile.cpu does not exist'],
    ['../model', 'Build context ../model is outside of the repository'],
    [
      '{ context: model, dockerfile: gpu/Dockerfile }',
      'the build context model has no file `gpu/Dockerfile` | Write `build: { context: model, dockerfile: Dockerfile.gpu }`.',
    ],
    ['{ context: model, dockerfile: docker }', 'the build context model has no file `docker`'],
    [
      '{ context: model, dockerfile: ../docker/Dockerfile }',
      '`../docker/Dockerfile` is no file of the build context model | Name it relative to `context`, and a context that holds it.',
    ],
    ['{ context: model, dockerfile: /etc/passwd }', 'is no file of the build context model'],
    [
      '{ context: model, dockerfile: "" }',
      'the name of the Dockerfile is empty, or has characters that do not show',
    ],
    [
      '{ context: model, dockerfile: "a\\nb" }',
      'the name of the Dockerfile is empty, or has characters that do not show',
    ],
    ['{ context: model/a }', 'Build context model/a is not a folder'],
    ['{ context: ../.. }', 'Build context ../.. is outside of the repository'],
    [
      '{ dockerfile: Dockerfile.gpu }',
      '`reference_model.build.context` is missing | Add it. The folder that the Dockerfile copies from',
    ],
    [
      '{ context: docker, file: Dockerfile }',
      'unknown key `file` | Known here: `context`, `dockerfile`, `target`, `args`.',
    ],
    ['{ context: docker, dockerfil: Dockerfile }', 'unknown key `dockerfil` | Did you mean `dockerfile`?'],
    [
      '[docker]',
      '`reference_model.build` should be a folder with a Dockerfile, or `{ context: model/, dockerfile: Dockerfile.gpu }`, not a list',
    ],
    ['12', '`reference_model.build` should be a folder with a Dockerfile'],
    ['{ context: docker, target: "a b" }', '"a b" cannot be the name of a stage'],
    ['{ context: docker, target: --file=/x }', '"--file=/x" cannot be the name of a stage'],
    ['{ context: docker, args: { CUDA: 12.1 } }', '`reference_model.build.args.CUDA` should be text'],
    ['{ context: docker, args: [A=1] }', '`reference_model.build.args` should be a mapping'],
    ['{ context: docker, args: { "A=B": x } }', '"A=B" cannot be the name of an ARG'],
    ['{ context: docker, args: { "1A": x } }', '"1A" cannot be the name of an ARG'],
    ['{ context: docker, args: { "--x": x } }', '"--x" cannot be the name of an ARG'],
    [
      '{ context: docker, args: { BUILDKIT_SYNTAX: evil/frontend } }',
      'BUILDKIT_SYNTAX is no ARG of a Dockerfile',
    ],
    [
      '{ context: docker, args: { A: "two\\nlines" } }',
      'the value of the ARG A has line breaks, control characters',
    ],
    ['{ context: docker, args: { A: "x\\0y" } }', 'A'],
    [
      '{ context: docker, args: { A: "x\\u202ey" } }',
      'the value of the ARG A has line breaks, control characters',
    ],
  ])('%s', async (build, words) => {
    const { benchmark, said } = await read(build)
    expect(said).toEqual([expect.stringContaining(words)])
    expect(said[0]).toMatch(/^error benchmark\.yaml:\d+ .* \| \S|^error benchmark\.yaml:\d+ /)
    expect(benchmark).toBeUndefined()
  })

  test.each([
    ['Dockerfile.gpu', '{ context: model, dockerfile: Dockerfile.gpu }'],
    ['Dockerfile.gpu.dockerignore', '{ context: model, dockerfile: Dockerfile.gpu }'],
    ['Dockerfile.gpu.containerignore', 'model/Dockerfile.gpu'],
    ['Dockerfile.gpu.rego', 'model/Dockerfile.gpu'],
    ['.dockerignore', 'model/Dockerfile.gpu'],
    ['Containerfile', 'model/Dockerfile.gpu'],
    ['docker/cpu.Dockerfile.dockerignore', '{ context: model, dockerfile: docker/cpu.Dockerfile }'],
  ])('%s that is a link out of the context is no file of it', async (name, build) => {
    const { 'model/Dockerfile.gpu': gpu, ...others } = FILES
    const files =
      name === 'Dockerfile.gpu'
        ? { 'docker/Dockerfile': gpu, 'model/a': 'a' }
        : { ...others, 'model/Dockerfile.gpu': gpu }
    const { said } = await readToy(
      { ...files, 'benchmark.yaml': YAML.replace(AT, `${AT}\n  build: ${build}`) },
      { prepare: (path) => symlink(join(path, 'docker/Dockerfile'), join(path, 'model', name)) },
    )
    expect(said).toEqual([expect.stringContaining(`${name} of the build context`)])
    expect(said[0]).toContain('is no file of that folder')
  })

  test('a named file of Git is none', async () => {
    const { said } = await read('{ context: ., dockerfile: .git/HEAD }')
    expect(said).toEqual([expect.stringContaining('the build context . has no file `.git/HEAD`')])
  })
})

describe('an MLCube', () => {
  const CUBE = (docker: string) =>
    [
      `docker: ${docker}`,
      'tasks: {infer: {parameters: {inputs: {data_path: in/}, outputs: {output_path: out/}}}}',
      '',
    ].join('\n')
  const cube = (docker: string) =>
    readToy({
      ...FILES,
      'benchmark.yaml': YAML.replace(/config: model.*\n(?: {2}.*\n)*/, 'config: cube/mlcube.yaml\n'),
      'cube/mlcube.yaml': CUBE(docker),
      'cube/Dockerfile': STAGES,
      'cube/Dockerfile-CPU': STAGES,
      'cube/a': 'a',
    })

  test.each<[string, object]>([
    ['build_strategy: auto', { dockerfile: 'Dockerfile', args: [] }],
    ['build_strategy: always, build_file: Dockerfile-CPU', { dockerfile: 'Dockerfile-CPU', args: [] }],
    [
      'build_strategy: auto, build_context: ../model, build_file: docker/cpu.Dockerfile',
      { dockerfile: 'docker/cpu.Dockerfile', args: [] },
    ],
    ['build_strategy: auto, build_args: {A: 1, B: "x y"}', { dockerfile: 'Dockerfile', args: [['A', '1'], ['B', 'x y']] }], // biome-ignore format: a table
    [
      'build_strategy: auto, build_args: "--build-arg A=1 --build-arg=B=2 --target run"',
      { dockerfile: 'Dockerfile', args: [['A', '1'], ['B', '2']], target: 'run' }, // biome-ignore format: a table
    ],
  ])('is built as its strategy says: %s', async (docker, expected) => {
    const { benchmark, said } = await cube(`{image: "lab/m:1", ${docker}}`)
    expect(said).toEqual([])
    expect(benchmark?.components.reference_model?.build).toMatchObject(expected)
  })

  test.each([
    [
      'build_file: Dockerfile-CPU',
      'warning cube/mlcube.yaml:1 the image is pulled, so what is in . is not what is tested',
    ],
    [
      'build_context: .',
      'warning cube/mlcube.yaml:1 the image is pulled, so what is in . is not what is tested',
    ],
    [
      'build_strategy: auto, build_file: Dockerfile-GPU',
      'warning cube/mlcube.yaml:1 there is no Dockerfile-GPU in ., so the image is pulled, as at a data owner',
    ],
    [
      'build_strategy: auto, build_args: --no-cache',
      'warning cube/mlcube.yaml:1 `--no-cache` in `build_args` is not applied here',
    ],
    [
      'build_strategy: auto, build_file: ../model/Dockerfile.gpu',
      'error cube/mlcube.yaml:1 `../model/Dockerfile.gpu` is no file of the build context .',
    ],
    [
      'build_strategy: auto, build_args: {BUILDKIT_SYNTAX: x}',
      'error cube/mlcube.yaml:1 BUILDKIT_SYNTAX is no ARG of a Dockerfile',
    ],
    [
      'build_strategy: auto, build_args: [A=1]',
      'error cube/mlcube.yaml:1 `build_args` should be a mapping, or text',
    ],
    ['build_strategy: auto, build_file: 12', 'error cube/mlcube.yaml:1 `build_file` should be a path'],
    ['build_strategy: sometimes', 'error cube/mlcube.yaml:1 `build_strategy` should be pull, auto or always'],
  ])('%s', async (docker, words) => {
    const { said } = await cube(`{image: "lab/m:1", ${docker}}`)
    expect(said).toEqual([expect.stringContaining(words)])
  })

  test('without its Dockerfile is pulled, without a word', async () => {
    const { benchmark, said } = await cube(
      '{image: "lab/m:1", build_strategy: auto, build_context: ../model}',
    )
    expect([said, benchmark?.components.reference_model?.build]).toEqual([[], undefined])
  })
})
