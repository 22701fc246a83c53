import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readToy, TOY } from '../toy.ts'

const fixture = (path: string) => readFileSync(join(TOY, path), 'utf8')
const text = fixture('benchmark.yaml')
const replaced = (from: string, to: string) => {
  expect(text).toContain(from)
  return { 'benchmark.yaml': text.replace(from, to) }
}
const metrics = fixture('metrics/container_config.yaml')
const PARAMETERS = '  config: metrics/container_config.yaml\n  parameters: metrics/parameters.yaml\n'

describe('a container', () => {
  test('by uid has nothing beside it', async () => {
    const { said } = await readToy(replaced(PARAMETERS, `  uid: 12\n${PARAMETERS}`))
    // Nothing is said of what the number is, which nobody asked.
    expect(said).toEqual([
      'error benchmark.yaml:15 `evaluator` has both `uid` and `config` | Of a container that is registered already, only `uid` is given.',
      'error benchmark.yaml:16 `evaluator` has both `uid` and `parameters` | Of a container that is registered already, only `uid` is given.',
    ])
  })

  test('needs a configuration', async () => {
    const { said } = await readToy(replaced(PARAMETERS, '  name: x\n'))
    expect(said).toEqual([
      'error benchmark.yaml:13 `evaluator` needs `config`, the path of its container_config.yaml or mlcube.yaml | For example `config: container/container_config.yaml`; or `uid`, the number of one that is registered.',
    ])
  })

  test.each([
    [
      '',
      'error metrics/container_config.yaml:1 Container config file metrics/container_config.yaml is empty',
    ],
    ['{}', 'error metrics/container_config.yaml:1 Empty container configuration'],
    ['- a', 'error metrics/container_config.yaml:1 a container configuration should be a mapping'],
    [
      'a: [1\n',
      'error metrics/container_config.yaml:1 this container configuration cannot be read: a bracket or quote',
    ],
    [
      'a: 2024-01-01\n',
      'error metrics/container_config.yaml:1 this container configuration cannot be read: `a`: the date',
    ],
    [
      metrics.replace('output_path:', 'output_pth:'),
      'error metrics/container_config.yaml:13 MedPerf knows no volume `output_pth`',
    ],
    [
      fixture('prep/container_config.yaml'),
      'error metrics/container_config.yaml:4 this looks like the configuration of the data preparator; the evaluator needs the task evaluate',
    ],
    [
      readFileSync(join(TOY, '../mlcube/preparator/mlcube.yaml'), 'utf8'),
      'error metrics/container_config.yaml:11 this looks like the configuration of the data preparator',
    ],
  ])('with the configuration %j', async (content, words) => {
    const { said, benchmark } = await readToy({ 'metrics/container_config.yaml': content })
    expect(said).toContainEqual(expect.stringContaining(words))
    expect(benchmark).toBeUndefined()
  })

  test('with keys that are there twice in its configuration is warned about them', async () => {
    const { said, benchmark } = await readToy({
      'metrics/container_config.yaml': `${metrics}image: other:1\n`,
    })
    expect(said).toEqual([
      'warning metrics/container_config.yaml:15 the key `image` is there twice, and the last one counts | This looks like a slip.',
    ])
    expect(benchmark?.components.evaluator?.spec.image).toBe('other:1')
  })

  test('whose configuration serves two roles has what is wrong said once', async () => {
    const both = metrics.replace(
      'tasks:',
      `tasks:\n  infer:\n    output_volumes: {output_path: {mount_path: x, type: directory}}`,
    )
    const { said } = await readToy({
      'metrics/container_config.yaml': both,
      ...replaced('model/container_config.yaml', 'metrics/container_config.yaml'),
    })
    expect(said.filter((line) => line.includes('should be absolute'))).toHaveLength(1)
  })

  test('too large to be a configuration is not read', async () => {
    const { said } = await readToy({ 'metrics/container_config.yaml': Buffer.alloc(17 * 1024 ** 2, 'a') })
    expect(said).toEqual([
      'error metrics/container_config.yaml Container config file metrics/container_config.yaml is larger than 16 MiB | Name the file that is meant: configurations and parameters are small.',
    ])
  })
})

describe('parameters', () => {
  test.each([
    ['', {}],
    ['# nothing\n', {}],
    ['{}', {}],
    ['a: {1: x}\n', { a: { '1': 'x' } }],
    ['---\n', {}],
    ['~', {}],
    ['a: NaN\nNaN: "Infinity"\n', { a: 'NaN', NaN: 'Infinity' }],
  ])('of the file %j', async (content, parameters) => {
    const { benchmark, said } = await readToy({ 'metrics/parameters.yaml': content })
    expect(said).toEqual([])
    expect(benchmark?.components.evaluator?.parameters).toEqual(parameters)
  })

  test.each([
    ['a: [1\n', 'error metrics/parameters.yaml:1 these parameters cannot be registered: a bracket or quote'],
    [
      'a: 1\nb: 2024-01-01\n',
      'error metrics/parameters.yaml:2 these parameters cannot be registered: `b`: the date `2024-01-01` has no form in JSON | Write it in quotes: `"2024-01-01"`.',
    ],
    [
      'a: 1\nb: {c: 1}\na: 2\n',
      'warning metrics/parameters.yaml:3 the key `a` is there twice, and the last one counts | This looks like a slip.',
    ],
    [
      'b: 1\na: [.nan]\n',
      'warning metrics/parameters.yaml:2 MedPerf turns `.nan` and `.inf` in parameters into text',
    ],
    [
      'a: 1\nb: {c: =}\n',
      'error metrics/parameters.yaml:2 these parameters cannot be registered: `b.c`: a bare `=`',
    ],
    [
      'a: 1\nb: [x, "y\\0"]\n',
      'error metrics/parameters.yaml:2 the parameter `b.1` has a zero character, which no MedPerf server can hold | Write plain text and numbers there.',
    ],
    ['a: 1\n"b\\uD800": 1\n', 'has half of a surrogate pair in its name, which no MedPerf server can hold'],
    ['a: "\\uDC00\\uD83D"\n', 'the parameter `a` has half of a surrogate pair'],
  ])('of the file %j are spoken about', async (content, words) => {
    const { said } = await readToy({ 'metrics/parameters.yaml': content })
    expect(said).toEqual([expect.stringContaining(words)])
  })

  test.each([
    ['- 0.5\n- 0.6\n', 'a list', '`values: [0.5, 0.6]`'],
    ['[]', 'a list', '`values: []`'],
    ['- {name: a, value: b}\n', 'a list', '`values: […]`'],
    ['- [a, b]\n- [c, d]\n', 'a list', '`values: […]`'],
    [`[${'0.123456789, '.repeat(9)}]`, 'a list', '`values: […]`'],
    ['# the threshold\n\n0.5\n', 'a number', '`value: 0.5`'],
    ['1.0e-05', 'a number', '`value: 1.0e-05`'],
    ['.inf', 'a number', '`value: .inf`'],
    ['yes', 'a boolean', '`value: true`'],
    ['fast', 'text', '`value: fast`'],
    ['""', 'text', "`value: ''`"],
    ['NaN', 'text', '`value: NaN`'],
    ['learning-rate=0.1\nepochs=3\n', 'text', '`value: learning-rate=0.1 epochs=3`'],
  ])('that are no mapping are an error on line 1: %j', async (content, kind, example) => {
    const { said, benchmark } = await readToy({ 'metrics/parameters.yaml': content })
    expect(said).toEqual([
      `error metrics/parameters.yaml:1 the parameters are ${kind}, and MedPerf’s client reads only a mapping of names to values | Write it under a name, for example ${example}, and let the container read that.`,
    ])
    expect(benchmark).toBeUndefined()
  })

  test('that a task declares but benchmark.yaml does not name are an error where they are declared', async () => {
    const { said } = await readToy(replaced('  parameters: metrics/parameters.yaml\n', ''))
    expect(said).toEqual([
      'error metrics/container_config.yaml:11 the task evaluate declares `parameters_file`, but benchmark.yaml names no parameters of the evaluator | Add `parameters: …` to `evaluator` (an empty file will do), or remove the volume.',
    ])
  })

  test('that no task declares are a warning, and so are additional files', async () => {
    const { said, benchmark } = await readToy({
      ...replaced(
        '  additional_files: { path: model/weights/ }',
        '  parameters: prep/parameters.yaml\n  additional_files: { path: model/weights/ }',
      ),
      'model/container_config.yaml': fixture('model/container_config.yaml').replace(
        / {6}additional_files.*\n/,
        '',
      ),
    })
    expect(said).toEqual([
      'warning benchmark.yaml:12 no task of the reference model declares `parameters_file`, so its `parameters` are not used | Declare `parameters_file` among the input volumes of a task in model/container_config.yaml.',
      'warning benchmark.yaml:13 no task of the reference model declares `additional_files`, so its `additional_files` are not used | Declare `additional_files` among the input volumes of a task in model/container_config.yaml.',
    ])
    expect(benchmark).toBeDefined()
  })

  test('additional files that a task declares but benchmark.yaml does not name are an empty folder', async () => {
    const { said } = await readToy(replaced('  additional_files: { path: model/weights/ }\n', ''))
    expect(said).toEqual([])
  })
})

describe('images', () => {
  const archive = metrics
    .replace('DockerImage', 'DockerArchive')
    .replace('registry.example.org/toy/metrics:1.0.0', 'https://example.org/metrics.tar')

  test('of a file of the repository', async () => {
    const { benchmark, said } = await readToy({
      ...replaced(PARAMETERS, `${PARAMETERS}  image_file: { path: metrics/image.tar }\n`),
      'metrics/container_config.yaml': archive,
      'metrics/image.tar': 'tar',
    })
    expect(said).toEqual([])
    expect(benchmark?.components.evaluator?.imageFile).toMatchObject({
      kind: 'path',
      type: 'file',
      shown: 'metrics/image.tar',
    })
  })

  test('of a file beside a registry image are refused', async () => {
    const { said } = await readToy(
      replaced(PARAMETERS, `${PARAMETERS}  image_file: { url: https://example.org/a.tar }\n`),
    )
    expect(said).toEqual([
      expect.stringMatching(
        /^error benchmark.yaml:16 `image_file` is for a configuration whose image is a file/,
      ),
    ])
  })

  test('are built from a context with a Dockerfile', async () => {
    const files = replaced(PARAMETERS, `${PARAMETERS}  build: metrics/\n`)
    const { said } = await readToy(files)
    expect(said).toEqual([
      'error benchmark.yaml:16 the build context metrics/ has no Dockerfile | Add one at its top, or name another as `dockerfile`.',
    ])
    const { benchmark } = await readToy({ ...files, 'metrics/Dockerfile': 'FROM scratch\n' })
    expect(basename(benchmark?.components.evaluator?.build?.context ?? '')).toBe('metrics')
    const archived = await readToy({
      ...files,
      'metrics/Dockerfile': 'FROM scratch\n',
      'metrics/container_config.yaml': archive,
    })
    expect(archived.said).toEqual([
      expect.stringMatching(/^error benchmark.yaml:16 `build` makes a Docker image/),
    ])
  })

  test('as a SingularityFile need another runtime than Docker', async () => {
    const sif = { 'metrics/container_config.yaml': archive.replace('DockerArchive', 'SingularityFile') }
    expect((await readToy(sif)).said).toEqual([])
    const { said } = await readToy({ ...sif, 'benchmark.yaml': `${text}run: {runtime: docker}\n` })
    expect(said).toEqual([
      'error metrics/container_config.yaml:2 Cannot run this container using docker: a SingularityFile needs apptainer or singularity | Set `run.runtime` to `auto` or `apptainer`.',
    ])
  })

  test('may be encrypted, and then need a key, which is no matter of the file', async () => {
    const { said, benchmark } = await readToy({
      'metrics/container_config.yaml': archive.replace('DockerArchive', 'EncryptedDockerArchive'),
    })
    expect(said).toEqual([])
    expect(benchmark?.components.evaluator?.spec.type).toBe('EncryptedDockerArchive')
  })
})

describe('the demo dataset', () => {
  test.each([
    [
      { 'demo/paths.yaml': null },
      'error benchmark.yaml:6 there is no paths.yaml at the top of the demo dataset | Add one',
    ],
    [
      { 'demo/paths.yaml': null, 'demo/more/paths.yaml': '' },
      'It is in more/: pack what is in that folder, not the folder.',
    ],
    [{ 'demo/paths.yaml': '' }, 'error demo/paths.yaml:1 paths.yaml is empty'],
    [{ 'demo/paths.yaml': '- a\n' }, 'error demo/paths.yaml:1 paths.yaml should be a mapping'],
    [
      { 'demo/paths.yaml': 'a: [\n' },
      'error demo/paths.yaml:1 paths.yaml is not valid YAML: a bracket or quote',
    ],
    [{ 'demo/paths.yaml': 'data_path: images\n' }, 'error demo/paths.yaml:1 paths.yaml has no `labels_path`'],
    [
      { 'demo/paths.yaml': 'data_path: images\nlabels_path: lables\n' },
      "error demo/paths.yaml:2 The provided labels path doesn't exist: lables",
    ],
    [
      { 'demo/paths.yaml': 'data_path: ../prep\nlabels_path: labels\n' },
      'error demo/paths.yaml:1 `data_path` of paths.yaml points out of the demo dataset: ../prep',
    ],
    [
      { 'demo/paths.yaml': 'data_path: images/../../prep\nlabels_path: labels\n' },
      'points out of the demo dataset',
    ],
    [{ 'demo/paths.yaml': 'data_path: /etc\nlabels_path: labels\n' }, 'points out of the demo dataset: /etc'],
    [
      { 'demo/paths.yaml': 'data_path: 5\nlabels_path: labels\n' },
      '`data_path` of paths.yaml should be text',
    ],
    [
      { 'demo/paths.yaml': 'data_path: images\nlabels_path: labels\nmetadata_path: labels\n' },
      'error demo/paths.yaml:3 metadata path should only be provided when the dataset is submitted as prepared',
    ],
  ])('with %j', async (files, words) => {
    const { said } = await readToy(files)
    expect(said).toEqual([expect.stringContaining(words)])
  })

  test('that is prepared may have metadata', async () => {
    const { said, benchmark } = await readToy({
      ...replaced('path: demo/', 'path: demo/\n  prepared: true'),
      'demo/paths.yaml': 'data_path: images\nlabels_path: labels\nmetadata_path: labels\n',
    })
    expect(said).toEqual([])
    expect(benchmark?.demoDataset.prepared).toBe(true)
  })

  test('that is an archive of the repository is looked into when it is fetched', async () => {
    const files = replaced('path: demo/', 'path: demo.tar.gz')
    expect((await readToy(files)).said).toEqual([
      expect.stringContaining('Demo dataset demo.tar.gz does not exist'),
    ])
    const { benchmark, said } = await readToy({ ...files, 'demo.tar.gz': 'anything' })
    expect(said).toEqual([])
    expect(benchmark?.demoDataset.source).toMatchObject({ kind: 'path', type: 'file', shown: 'demo.tar.gz' })
  })
})
