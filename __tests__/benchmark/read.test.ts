import { readFileSync } from 'node:fs'
import { mkdir, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { inWords, readToy, TOY } from './toy.ts'

/** A file outside of every repository of these tests. */
const OUTSIDE = fileURLToPath(import.meta.url)

const text = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')
const fixture = (path: string) => readFileSync(join(TOY, path), 'utf8')

/** What is said about the toy's benchmark.yaml in which something was replaced. */
async function edited(
  from: string | RegExp,
  to: string,
  files: Readonly<Record<string, string | null>> = {},
) {
  expect(text).toMatch(from)
  return (await readToy({ 'benchmark.yaml': text.replace(from, to), ...files })).said
}

const added = async (lines: string, files: Readonly<Record<string, string | null>> = {}) =>
  (await readToy({ 'benchmark.yaml': `${text}${lines}\n`, ...files })).said

test('a benchmark without anything wrong is read with its defaults', async () => {
  const { benchmark, name, said } = await readToy()
  expect(said).toEqual([])
  expect(name).toBe('toy')
  expect(benchmark).toMatchObject({
    config: 'benchmark.yaml',
    name: 'toy',
    description: 'Toy benchmark',
    docsUrl: 'https://example.org/toy',
    demoDataset: {
      source: { kind: 'path', shown: 'demo/', type: 'directory' },
      prepared: false,
      position: { file: 'benchmark.yaml', line: 6, column: 9 },
    },
    components: {
      data_preparator: { name: 'toy-prep', parameters: { resize: 128, classes: ['healthy', 'sick'] } },
      reference_model: { name: 'toy-model', additionalFiles: { kind: 'path', type: 'directory' } },
      evaluator: { name: 'toy-metrics', config: 'metrics/container_config.yaml' },
    },
    runtime: 'auto',
    limits: { prepare: {}, sanity_check: {}, statistics: {}, infer: {}, evaluate: {} },
    gates: [],
    submit: { state: 'operation' },
    associations: { datasets: { mode: 'never', allow: [] }, models: { mode: 'never', allow: [] } },
  })
  expect(benchmark?.components.reference_model).not.toHaveProperty('parameters')
})

describe('a benchmark.yaml that cannot be read at all', () => {
  test('is missing: what else there is is named', async () => {
    const { said, benchmark, name } = await readToy({ 'benchmark.yaml': null, 'sub/benchmark.yml': text })
    expect(said).toEqual([
      'error benchmark.yaml benchmark.yaml does not exist | Is it `sub/benchmark.yml`? Name it in the input `config`.',
    ])
    expect([benchmark, name]).toEqual([undefined, undefined])
  })

  test('is missing among other files: the input is named', async () => {
    expect((await readToy({ 'benchmark.yaml': null })).said).toEqual([
      'error benchmark.yaml benchmark.yaml does not exist | The input `config` is its path in the repository, by default `benchmark.yaml`.',
    ])
  })

  test('is missing in an empty folder, or where no repository is: checkout is named', async () => {
    await using folder = await tempFolder()
    const checkout = 'Is the step `actions/checkout` missing before this one?'
    expect(inWords(readBenchmark({ repository: folder.path, config: 'benchmark.yaml' }))).toEqual([
      `error benchmark.yaml benchmark.yaml does not exist | ${checkout}`,
    ])
    const { said } = await readToy({ '.git/HEAD': null, '.git': null }, { config: 'bench.yaml' })
    expect(said).toEqual([
      `error bench.yaml bench.yaml does not exist | ${checkout} Or is it \`benchmark.yaml\`? Then name it in the input \`config\`.`,
    ])
  })

  test.each([
    ['../benchmark.yaml', 'error ../benchmark.yaml ../benchmark.yaml is not inside the repository'],
    ['/etc/passwd', 'error /etc/passwd /etc/passwd is not inside the repository'],
    ['prep', 'error prep prep is a folder, not a file'],
  ])('is named as %s', async (config, words) => {
    expect((await readToy({}, { config })).said).toEqual([expect.stringContaining(words)])
  })

  test('is a link that leads out of the repository', async () => {
    const prepare = async (path: string) => symlink(OUTSIDE, join(path, 'benchmark.yaml'))
    const { said } = await readToy({ 'benchmark.yaml': null }, { prepare })
    expect(said).toEqual([
      expect.stringContaining('error benchmark.yaml benchmark.yaml is not inside the repository'),
    ])
  })

  test.each([
    ['', 'error benchmark.yaml:1 benchmark.yaml is empty | See examples/'],
    ['# only a comment\n', 'error benchmark.yaml:1 benchmark.yaml is empty'],
    [
      '- version: 1\n',
      'error benchmark.yaml:1 benchmark.yaml should be a mapping with keys such as `name`, not a list',
    ],
    [
      'hello\n',
      'error benchmark.yaml:1 benchmark.yaml should be a mapping with keys such as `name`, not text',
    ],
    [
      'version: [1\nname: x\n',
      'error benchmark.yaml:2 benchmark.yaml is not valid YAML: missed comma between flow collection entries, or a bracket before it that is not closed',
    ],
    ['version: 1\n  name: x\n', 'error benchmark.yaml:2 benchmark.yaml is not valid YAML: bad indentation'],
    ['version: 1\nname: "x\n', 'error benchmark.yaml:2 benchmark.yaml is not valid YAML: '],
    [
      'version: 1\nname: !foo x\n',
      'error benchmark.yaml:2 benchmark.yaml is not valid YAML: `name`: the tag `!foo`',
    ],
    [
      Buffer.from('version: 1\nname: caf\xe9\n', 'latin1'),
      'error benchmark.yaml:2 benchmark.yaml is not valid YAML: the file is not UTF-8',
    ],
  ])('has the content %j', async (content, words) => {
    const { said, benchmark } = await readToy({ 'benchmark.yaml': content })
    expect(said).toEqual([expect.stringContaining(words)])
    expect(benchmark).toBeUndefined()
  })
})

describe('the shape of benchmark.yaml', () => {
  test('another version is all that is said', async () => {
    expect(await edited('version: 1', 'version: 2\nfuture: true')).toEqual([
      'error benchmark.yaml:1 this version of the action reads benchmark.yaml of version 1, not `2` | Write `version: 1`, or use a newer version of the action.',
    ])
    expect(await edited('version: 1', 'version: "1"')).toEqual([
      expect.stringContaining('not the text "1" | Write `version: 1`'),
    ])
  })

  test.each([
    ['version: 1\n', '', 'error benchmark.yaml:1 `version` is missing | Add it.'],
    ['name: toy\n', '', 'error benchmark.yaml:1 `name` is missing | Add it. Name of the benchmark'],
    [/demo_dataset:\n.*\n/, '', 'error benchmark.yaml:1 `demo_dataset` is missing'],
    [/evaluator:.*/s, '', 'error benchmark.yaml:1 `evaluator` is missing'],
    [
      'description:',
      'descripton:',
      'error benchmark.yaml:3 unknown key `descripton` | Did you mean `description`?',
    ],
    [
      '  path: demo/',
      '  path: demo/\n  sha: x',
      'error benchmark.yaml:7 unknown key `sha` | Known here: `url`, `path`, `sha256`, `prepared`.',
    ],
    [
      '  path: demo/',
      '  path: demo/\n  prepared: yes',
      'error benchmark.yaml:7 `demo_dataset.prepared` should be true or false, not the text "yes" | Write `true` or `false`, without quotes.',
    ],
    ['name: toy', 'name: 7', 'error benchmark.yaml:2 `name` should be text, not `7` | Put it in quotes.'],
    ['name: toy', 'name:', 'error benchmark.yaml:2 `name` should be text, not nothing'],
    ['name: toy', 'name: [toy]', 'error benchmark.yaml:2 `name` should be text, not a list'],
    [
      /evaluator:\n.*/s,
      'evaluator: metrics\n',
      'error benchmark.yaml:13 `evaluator` should be a mapping, not the text "metrics"',
    ],
    [
      '  path: demo/',
      '  path: demo/\n  sha256: 1e64',
      'error benchmark.yaml:7 `demo_dataset.sha256` should be text, not `1e+64` | Put it in quotes.',
    ],
  ])('%j as %j', async (from, to, words) => {
    expect(await edited(from, to)).toContainEqual(expect.stringContaining(words))
  })

  test.each([
    [
      'run: {runtime: dockr}',
      '`run.runtime` should be one of `auto`, `docker`, `podman`, `apptainer`, `singularity`, not the text "dockr" | Did you mean `docker`?',
    ],
    ['run: {memry: 4g}', 'unknown key `memry` | Did you mean `memory`?'],
    [
      'run: {memory: much}',
      '`run.memory` should be a size such as `512m` or `4g`, or a number of bytes, not the text "much"',
    ],
    ['run: {cpus: two}', '`run.cpus` should be a number, not the text "two"'],
    ['run: {cpus: 0}', '`run.cpus` should be more than 0'],
    ['run: {pids: 1.5}', '`run.pids` should be a whole number, not `1.5`'],
    [
      'run: {gpus: some}',
      '`run.gpus` should be `none`, `all`, a number, or `device=0,1`, not the text "some"',
    ],
    [
      'run: {timeout: soon}',
      '`run.timeout` should be a duration such as `30m`, `1h30m` or `90s`, or a number of seconds, not the text "soon"',
    ],
    [
      'run: {timeout: [30m]}',
      '`run.timeout` should be a duration such as `30m`, or one for each task: `{ infer: 1h }`, not a list',
    ],
    ['run: {memory: -1}', '`run.memory` should be more than 0'],
    ['run: {timeout: {infr: 1h}}', 'unknown key `infr` | Did you mean `infer`?'],
    [
      'run: {timeout: {infer: soon}}',
      '`run.timeout.infer` should be a duration such as `30m`, `1h30m` or `90s`, or a number of seconds, not the text "soon"',
    ],
    ['run: {tasks: {infer: {memry: 1g}}}', 'unknown key `memry` | Did you mean `memory`?'],
    ['run: {tasks: {inferr: {memory: 1g}}}', 'unknown key `inferr` | Did you mean `infer`?'],
    ['run: [docker]', '`run` should be a mapping, not a list'],
    ['metrics: {AUC: 0.9}', '`metrics.AUC` should be a mapping, not `0.9`'],
    ['metrics: {AUC: {min: high}}', '`metrics.AUC.min` should be a number, not the text "high"'],
    ['metrics: {AUC: {min: .nan}}', '`metrics.AUC.min` should be a number, not `.nan`'],
    ['metrics: {AUC: {mini: 1}}', 'unknown key `mini` | Did you mean `min`?'],
    ['metrics: {AUC: {tolerance: -1}}', '`metrics.AUC.tolerance` should be at least 0'],
    [
      'submit: {state: live}',
      '`submit.state` should be one of `operation`, `development`, not the text "live"',
    ],
    [
      'associations: {datasets: {mode: ask}}',
      '`associations.datasets.mode` should be one of `never`, `always`, `allowlist`, not the text "ask"',
    ],
    [
      'associations: {datasets: {mode: allowlist, allow: a@b.org}}',
      '`associations.datasets.allow` should be a list, not the text "a@b.org"',
    ],
    ['associations: {datasets: {allow: []}}', '`associations.datasets.mode` is missing'],
  ])('%s', async (lines, words) => {
    expect(await added(lines)).toContainEqual(expect.stringContaining(`error benchmark.yaml:16 ${words}`))
  })

  test('keys that are there twice are errors, each where it is there again', async () => {
    expect(await added('name: again\nmetrics: {AUC: {min: 1, min: 2}}')).toEqual([
      'error benchmark.yaml:16 the key `name` is there twice | Keep one of the two.',
      'error benchmark.yaml:17 the key `min` is there twice | Keep one of the two.',
    ])
  })

  test.each([
    ['evaluator:', 'evalutor:', '`evalutor` | Did you mean `evaluator`?'],
    ['name: toy', 'nam: toy', '`nam` | Did you mean `name`?'],
    ['demo_dataset:', 'demo_datset:', '`demo_datset` | Did you mean `demo_dataset`?'],
    ['reference_model:', 'reference-model:', '`reference-model` | Did you mean `reference_model`?'],
  ])('a key that is misspelt is not missing too: %s', async (from, to, words) => {
    expect(await edited(from, to)).toEqual([expect.stringContaining(`unknown key ${words}`)])
  })

  test('a key that is missing is told beside one that is unknown', async () => {
    expect(await edited('name: toy', 'colour: red')).toHaveLength(2)
  })

  test('what cannot be shown as it is does not reach the message', async () => {
    const [said] = await added('"bad\\u001b[31m\\nkey": 1')
    expect(said).toContain('unknown key `bad key`')
  })
})

test('everything is said at once, in the order of the lines, and then of the other files', async () => {
  const said = await edited(/^/, '', {
    'benchmark.yaml': `${text.replace('name: toy', 'name: 7').replace('path: demo/', 'path: dmo/')}metrics: {AUC: {min: 2, max: 1}}\n`,
    'prep/parameters.yaml': 'since: 2024-01-01\nbytes: !!binary aGk=\n',
    'model/container_config.yaml': fixture('model/container_config.yaml').replace('data_path:', 'data_paht:'),
    'metrics/container_config.yaml': null,
  })
  expect(said.map((line) => line.split(' | ')[0])).toEqual([
    'error benchmark.yaml:2 `name` should be text, not `7`',
    'error benchmark.yaml:6 Demo dataset dmo/ does not exist',
    'error benchmark.yaml:14 Container config file metrics/container_config.yaml does not exist',
    'error benchmark.yaml:16 `min` of AUC is above its `max`',
    'error prep/parameters.yaml:1 these parameters cannot be registered: `since`: the date `2024-01-01` has no form in JSON',
    'error prep/parameters.yaml:2 these parameters cannot be registered: `bytes`: binary data has no form in JSON',
    'error model/container_config.yaml:12 MedPerf knows no volume `data_paht` in the task infer',
  ])
})

describe('names, texts and addresses', () => {
  const long = 'n'.repeat(129)
  test.each([
    ['name: toy', `name: ${long}`, '`name` is 129 characters long, and the server takes 128'],
    ['name: toy', 'name: "  "', '`name` is empty'],
    ['name: toy', 'name: " toy"', '`name` begins or ends with a space, which the server removes'],
    ['name: toy', 'name: "a\\0b"', '`name` has control characters in it'],
    ['name: toy', 'name: "a\\u0085b"', '`name` has control characters in it'],
    [
      'name: toy',
      'name: "a\\u202eb"',
      '`name` has a character that does not show, U+202E, so nobody would see what is registered | Leave it out.',
    ],
    [
      'name: toy',
      'name: "toy\\u200b"',
      '`name` has a character that does not show, U+200B, so nobody would see what is registered | Leave it out.',
    ],
    ['name: toy', 'name: "a\\ud800b"', '`name` has half of a surrogate pair in it'],
    ['Toy benchmark', 'd'.repeat(257), '`description` is 257 characters long, and the server takes 256'],
    [
      'https://example.org/toy',
      `https://example.org/${'t'.repeat(90)}`,
      '`docs_url` is 110 characters long, and the server takes 100',
    ],
    ['https://example.org/toy', 'example.org/toy', '`docs_url` is not a web address: example.org/toy'],
    [
      'path: demo/',
      `url: https://example.org/${'t'.repeat(240)}`,
      '`demo_dataset.url` is 260 characters long, and the server takes 256',
    ],
    ['path: demo/', 'url: "https://example.org/\\0"', '`demo_dataset.url` has control characters in it'],
    [
      'path: demo/',
      'url: "https://example.org/\\ud800"',
      '`demo_dataset.url` has half of a surrogate pair in it',
    ],
    [
      'path: demo/',
      'url: "https://example.org/a\\u202eb"',
      '`demo_dataset.url` has a character that does not show, U+202E',
    ],
    [
      'https://example.org/toy',
      '"https://example.org/\\u200b"',
      '`docs_url` has a character that does not show, U+200B',
    ],
    ['path: demo/', 'url: demo.tar.gz', 'Invalid resource input: demo.tar.gz'],
    [
      'path: demo/',
      'url: https://me:secret@example.org/a',
      '`demo_dataset.url` has a user name or password in it',
    ],
    ['path: demo/', 'url: https://example.org/a\n  path: demo/', '`demo_dataset` has both `url` and `path`'],
    ['path: demo/', 'prepared: false', '`demo_dataset` needs a `url` or a `path`'],
    [
      'path: demo/',
      'path: demo/\n  sha256: sha256:abc',
      '`demo_dataset.sha256` should be 64 hexadecimal digits | Write it without `sha256:`.',
    ],
    [
      'path: demo/',
      'path: demo/\n  sha256: abc',
      '`demo_dataset.sha256` should be 64 hexadecimal digits, not 3 characters',
    ],
  ])('%j as %j', async (from, to, words) => {
    expect(await edited(from, to)).toContainEqual(expect.stringContaining(words))
  })

  test('lengths are counted in characters, as the server counts them', async () => {
    expect(await edited('name: toy', `name: ${'😀'.repeat(120)}`)).toEqual([])
    expect(await edited('name: toy', `name: ${'😀'.repeat(129)}`)).toHaveLength(1)
  })

  test('a default name that gets too long is named as such, once for each container', async () => {
    const said = await edited('name: toy', `name: ${'n'.repeat(123)}`)
    expect(said).toEqual([
      expect.stringMatching(
        /^error benchmark.yaml:10 the name of `reference_model`, by default n+-model, is 129 characters long/,
      ),
      expect.stringMatching(
        /^error benchmark.yaml:13 the name of `evaluator`, by default n+-metrics, is 131 characters long/,
      ),
    ])
  })

  test('two containers of one name are refused', async () => {
    expect(await edited('evaluator:', 'evaluator:\n  name: toy-model')).toEqual([
      'error benchmark.yaml:14 `reference_model` and `evaluator` have the same name toy-model, and names are unique on the server | Give each its own `name`.',
    ])
  })

  test.each([
    ['url: direct:https://example.org/a.tar', { kind: 'url', url: 'direct:https://example.org/a.tar' }],
    ['url: http://example.org:9/a.tar', { kind: 'url', url: 'http://example.org:9/a.tar' }],
    [
      `url: https://example.org/a\n  sha256: "${'AB'.repeat(32)}"`,
      { kind: 'url', url: 'https://example.org/a', sha256: 'ab'.repeat(32) },
    ],
  ])('a demo dataset may be %j', async (lines, source) => {
    const { benchmark, said } = await readToy({ 'benchmark.yaml': text.replace('path: demo/', lines) })
    expect(said).toEqual([])
    expect(benchmark?.demoDataset.source).toMatchObject(source)
  })
})

describe('paths', () => {
  test.each([
    [
      'prep/container_config.yaml',
      '../config.yaml',
      'Container config file ../config.yaml is outside of the repository',
    ],
    ['prep/container_config.yaml', '/etc/passwd', 'Container config file /etc/passwd is an absolute path'],
    ['prep/container_config.yaml', 'prep', 'Container config file prep is not a file'],
    ['prep/container_config.yaml', '""', 'Container config file: the path is empty'],
    [
      'prep/container_config.yaml',
      'prep\\config.yaml',
      'Container config file prep\\config.yaml does not exist | Write the path with `/`.',
    ],
    ['prep/parameters.yaml', 'prep/none.yaml', 'Parameters file prep/none.yaml does not exist'],
    ['model/weights/', 'model/none/', 'Additional files model/none/ does not exist'],
    ['path: demo/', 'path: demo/none', 'Demo dataset demo/none does not exist'],
  ])('%s as %s', async (from, to, words) => {
    expect(await edited(from, to)).toContainEqual(expect.stringContaining(words))
  })

  test('paths are relative to benchmark.yaml, and may go up inside the repository', async () => {
    const nested = text
      .replaceAll('prep/', '../prep/')
      .replaceAll('model/', '../model/')
      .replaceAll('metrics/', '../metrics/')
      .replace('demo/', '../demo')
    const { said, benchmark } = await readToy({ 'sub/bench.yaml': nested }, { config: 'sub/bench.yaml' })
    expect(said).toEqual([])
    expect(benchmark?.config).toBe('sub/bench.yaml')
    const missing = await readToy(
      { 'sub/bench.yaml': nested.replace('../prep/container', 'prep/container') },
      { config: './sub/bench.yaml' },
    )
    expect(missing.said).toEqual([
      'error sub/bench.yaml:8 Container config file prep/container_config.yaml does not exist | Paths are relative to `sub/`, where benchmark.yaml lies; is the file committed?',
    ])
  })

  test.each([
    [
      'a configuration',
      'prep/container_config.yaml',
      OUTSIDE,
      'Container config file prep/container_config.yaml is outside of the repository',
    ],
    [
      'parameters',
      'prep/parameters.yaml',
      OUTSIDE,
      'Parameters file prep/parameters.yaml is outside of the repository',
    ],
    [
      'a folder',
      'model/weights',
      dirname(OUTSIDE),
      'Additional files model/weights/ is outside of the repository',
    ],
    ['the demo dataset', 'demo', dirname(OUTSIDE), 'Demo dataset demo/ is outside of the repository'],
    [
      'a link in a folder',
      'model/weights/link',
      OUTSIDE,
      'the link link in model/weights/ leads out of the repository',
    ],
    [
      'a link in the demo dataset',
      'demo/images/link',
      dirname(OUTSIDE),
      'the link images/link in demo/ leads out of the repository',
    ],
    ['a link to nothing', 'demo/images/link', 'nowhere', 'the link images/link in demo/ leads to nothing'],
    [
      'a link to a folder with such a link',
      'demo/images/link',
      '../../more',
      'the link images/link/out in demo/ leads out of the repository',
    ],
  ])('%s that leads out by a link is refused', async (_, path, target, words) => {
    const { said } = await readToy(
      {},
      {
        prepare: async (workspace) => {
          await mkdir(join(workspace, 'more'))
          await symlink(OUTSIDE, join(workspace, 'more', 'out'))
          await rm(join(workspace, path), { recursive: true, force: true })
          await symlink(target, join(workspace, path))
        },
      },
    )
    expect(said).toEqual([expect.stringContaining(words)])
  })

  test('links that stay in the repository are followed', async () => {
    const { said, benchmark } = await readToy(
      { 'prep/container_config.yaml': null, 'real.yaml': fixture('prep/container_config.yaml') },
      {
        prepare: async (workspace) => {
          await symlink('../real.yaml', join(workspace, 'prep/container_config.yaml'))
          await symlink('1.txt', join(workspace, 'demo/images/2.txt'))
        },
      },
    )
    expect(said).toEqual([])
    expect(benchmark?.components.data_preparator.config).toBe('prep/container_config.yaml')
  })
})
