import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Lookup, RegisteredComponent } from '../../../src/benchmark/component/registration.ts'
import { readUids } from '../../../src/benchmark/read.ts'
import { parseYaml } from '../../../src/yaml/yaml.ts'
import { tempWorkspace } from '../../../stand-ins/workspace.ts'
import { readToy, TOY } from '../toy.ts'

const fixture = (path: string) => readFileSync(join(TOY, path), 'utf8')
const SECTION = '  config: metrics/container_config.yaml\n  parameters: metrics/parameters.yaml\n'
const byUid = (more = '') => ({
  'benchmark.yaml': `${fixture('benchmark.yaml').replace(SECTION, '  uid: 12\n')}${more}`,
})

function documentOf(text: string): RegisteredComponent['document'] {
  const document = parseYaml(Buffer.from(text))
  if (!document.ok) throw new Error('not YAML')
  return document.value
}

const metrics = documentOf(fixture('metrics/container_config.yaml'))
const DIGEST = `sha256:${'1'.repeat(64)}`
const FIELDS = { container_config: metrics, image_hash: DIGEST }

const row = (changes: Partial<RegisteredComponent> = {}): RegisteredComponent => ({
  kind: 'read',
  name: 'their-metrics',
  state: 'OPERATION',
  fields: FIELDS,
  imageHash: DIGEST,
  document: metrics,
  parameters: { threshold: 1 },
  mayBeMlcube: false,
  ...changes,
})

const readWith = (lookup: Lookup | undefined, more?: string) =>
  readToy(byUid(more), { lookups: lookup === undefined ? {} : { evaluator: lookup } })

const MLCUBE = `docker: { image: lab/metrics:1 }
tasks:
  evaluate:
    parameters:
      inputs: { predictions: predictions/, labels: labels/, parameters_file: parameters.yaml }
      outputs: { output_path: { type: file, default: results.yaml } }
`
const ARCHIVE = documentOf(
  fixture('metrics/container_config.yaml')
    .replace('DockerImage', 'DockerArchive')
    .replace(/^image: .*$/m, 'image: https://files.lab.org/metrics.tar'),
)

/** Where benchmark.yaml names it. */
const UID_LINE = { file: 'benchmark.yaml', line: 14, column: 8 }

describe('a component by uid', () => {
  test('becomes what the server has', async () => {
    const weights = { url: 'https://files.lab.org/w.tar.gz', sha256: '2'.repeat(64) }
    const { said, benchmark, unread } = await readWith(row({ additionalFiles: weights }))
    expect(said.filter((one) => one.startsWith('error'))).toEqual([])
    expect(unread).toBeUndefined()
    expect(benchmark?.components.evaluator).toMatchObject({
      role: 'evaluator',
      name: 'their-metrics',
      config: 'uid: 12',
      parameters: { threshold: 1 },
      spec: { type: 'DockerImage', document: metrics },
      additionalFiles: { kind: 'url', ...weights },
      registered: { uid: 12, imageHash: DIGEST, fields: FIELDS },
    })
    expect(benchmark?.components.evaluator).not.toHaveProperty('imageFile')
  })

  test('whose image is a file brings the hash that the file has to have', async () => {
    const { benchmark } = await readWith(row({ document: ARCHIVE, imageHash: '3'.repeat(64) }))
    expect(benchmark?.components.evaluator?.imageFile).toEqual({
      kind: 'url',
      url: 'https://files.lab.org/metrics.tar',
      sha256: '3'.repeat(64),
      places: { source: UID_LINE, sha256: UID_LINE },
    })
  })

  test('whose files only Synapse has is refused on the line of its number', async () => {
    const { said } = await readWith(
      row({ additionalFiles: { url: 'synapse:syn12', sha256: '2'.repeat(64) } }),
    )
    expect(said).toEqual([
      expect.stringMatching(/^error benchmark\.yaml:14 12, .*synapse:syn12, which cannot be fetched here/),
    ])
  })

  test('that is an MLCube brings its parameters byte for byte', async () => {
    const parametersText = Buffer.from('# a comment\nthreshold: 1\n')
    const cube = row({
      document: documentOf(MLCUBE),
      imageHash: '4'.repeat(64),
      mayBeMlcube: true,
      parametersText,
    })
    const { benchmark } = await readWith(cube)
    expect(benchmark?.components.evaluator).toMatchObject({
      spec: { type: 'DockerImage', image: 'lab/metrics:1', mlcube: {} },
      registered: { parametersText },
    })
  })

  test('may have parameters of any kind where these are a file', async () => {
    const cube = row({
      document: documentOf(MLCUBE),
      mayBeMlcube: true,
      parameters: [1],
      parametersText: Buffer.from('[1]'),
    })
    expect((await readWith(cube)).benchmark?.components.evaluator?.parameters).toEqual([1])
  })

  test('may be the same in two roles, and share its name with nobody else', async () => {
    const preparator = row({ document: documentOf(fixture('prep/container_config.yaml')), parameters: {} })
    const text = byUid()['benchmark.yaml'].replace(
      /data_preparator:\n(?: {2}.*\n)+/,
      'data_preparator: { uid: 12 }\n',
    )
    const read = await readToy(
      { 'benchmark.yaml': text },
      { lookups: { evaluator: row(), data_preparator: preparator } },
    )
    expect(read.benchmark?.components.data_preparator.name).toBe('their-metrics')
  })

  test.each<[string, Lookup | undefined, string]>([
    [
      'that was refused',
      { kind: 'refused', message: 'it was retired', hint: 'Look.' },
      'is number 12 on the MedPerf server: it was retired | Look.',
    ],
    [
      'of a stranger in DEVELOPMENT',
      row({ state: 'DEVELOPMENT', stranger: 9 }),
      '12, `their-metrics`, cannot be the evaluator: it is still in DEVELOPMENT, and only its owner, user 9, can bring it into OPERATION | Ask them, or set `submit.state` to development.',
    ],
    [
      'of another role',
      row({ document: documentOf(fixture('prep/container_config.yaml')) }),
      'this looks like the configuration of the data preparator; the evaluator needs the task evaluate',
    ],
    ['that the server does not describe', row({ document: {} }), 'Empty container configuration'],
    ['that is no mapping', row({ document: 'x' }), 'a container configuration should be a mapping'],
    ...(
      [
        [[0.5, 0.6], 'a list'],
        [[{ name: 'a', value: 'b' }], 'a list'],
        ['fast', 'text'],
        [0.5, 'a number'],
        [false, 'a boolean'],
      ] as const
    ).map(([parameters, kind]): [string, Lookup, string] => [
      `with parameters that no client reads, ${JSON.stringify(parameters)},`,
      row({ parameters }),
      `its parameters are ${kind}, and MedPerf’s client reads only a mapping | Name another one`,
    ]),
    ['that is an MLCube where none can run', row({ document: documentOf(MLCUBE) }), 'it is an MLCube'],
    [
      'that is an MLCube without its parameters',
      row({ document: documentOf(MLCUBE), mayBeMlcube: true }),
      'there is no parameters.yaml in workspace/',
    ],
    [
      'whose files have a password in their address',
      row({ additionalFiles: { url: 'https://a:b@files.lab.org/w', sha256: '2'.repeat(64) } }),
      'the address of its additional files is none that everybody can download from',
    ],
    [
      'whose files have no hash',
      row({ additionalFiles: { url: 'https://files.lab.org/w', sha256: '' } }),
      'no SHA-256',
    ],
    [
      'whose image is a file of nowhere',
      row({ document: ARCHIVE, imageHash: 'x' }),
      'the hash of its image is no SHA-256',
    ],
  ])('%s is an error on the line of its uid', async (_, lookup, words) => {
    const { said, benchmark, unread } = await readWith(lookup)
    expect(benchmark).toBeUndefined()
    expect(unread).toBeUndefined()
    expect(said[0]).toMatch(/^error benchmark\.yaml:14 /)
    expect(said[0]).toContain(words)
  })

  test('of a stranger in DEVELOPMENT can serve a benchmark in DEVELOPMENT', async () => {
    const { said } = await readWith(
      row({ state: 'DEVELOPMENT', stranger: 9 }),
      'submit: { state: development }\n',
    )
    expect(said.filter((one) => one.startsWith('error'))).toEqual([])
  })

  test('of one’s own may be in DEVELOPMENT: it goes along', async () => {
    expect((await readWith(row({ state: 'DEVELOPMENT' }))).benchmark).toBeDefined()
  })

  test('that nobody was asked about says so, and that nothing else is wrong', async () => {
    const { said, unread } = await readWith(undefined)
    const words = '`evaluator` is number 12 on the MedPerf server: it was not asked what that is'
    expect(said).toEqual([
      `error benchmark.yaml:14 ${words} | Give \`medperf-token\`, or name the files of the container by \`config\`.`,
    ])
    expect(unread?.message).toBe(words)
  })

  test('that nobody was asked about is not all that is wrong in a file with other errors', async () => {
    const { said, unread } = await readWith(undefined, 'nonsense: 1\n')
    expect(said).toHaveLength(2)
    expect(unread).toBeUndefined()
  })
})

test.each([
  [
    'version: 1\nevaluator: { uid: 12 }\nreference_model: { uid: 3 }\n',
    { reference_model: 3, evaluator: 12 },
  ],
  ['evaluator: { uid: 0 }\n', {}],
  ['evaluator: { uid: 12, nonsense: 1 }\n', {}],
  ['evaluator: { config: x }\n', {}],
  ['- a\n', {}],
  ['a: [\n', {}],
  [null, {}],
])('the uids of %j are found before the file is read', async (text, uids) => {
  await using folder = await tempWorkspace(undefined, { 'benchmark.yaml': text })
  expect(readUids({ repository: folder.path, config: 'benchmark.yaml' })).toEqual(uids)
})
