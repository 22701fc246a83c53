import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readContainerConfig } from '../../src/containers/container-config.ts'
import type { Role } from '../../src/facts/role.ts'
import { parseYaml } from '../../src/yaml/yaml.ts'

const fixture = (path: string) =>
  readFileSync(new URL(`../fixtures/benchmark/${path}`, import.meta.url), 'utf8')

const CONFIGS = {
  data_preparator: fixture('toy/prep/container_config.yaml'),
  reference_model: fixture('toy/model/container_config.yaml'),
  evaluator: fixture('toy/metrics/container_config.yaml'),
}

function read(text: string, role: Role, hasImageFile = false) {
  const document = parseYaml(text)
  if (!document.ok) throw new Error(document.error)
  const { spec, findings } = readContainerConfig(document.value, { role, hasImageFile })
  const said = findings.map(({ severity, path, of, message, hint }) => {
    const { line } = document.placeOf(path, of)
    return `${severity} ${line}: ${message}${hint === undefined ? '' : ` | ${hint}`}`
  })
  return { spec, said }
}

/** What is said about one of MedPerf's example configurations in which something was replaced. */
function saidOf(role: keyof typeof CONFIGS, from: string | RegExp, to: string) {
  const text = CONFIGS[role].replace(from, to)
  expect(text).not.toBe(CONFIGS[role])
  return read(text, role).said
}

describe('MedPerf’s example configurations', () => {
  test.each(Object.entries(CONFIGS) as [Role, string][])('that of the %s is accepted', (role, text) => {
    const { spec, said } = read(text, role)
    expect(said).toEqual([])
    expect(spec?.type).toBe('DockerImage')
  })

  test('the preparator becomes three tasks, with volumes in the order of the file', () => {
    const { spec } = read(CONFIGS.data_preparator, 'data_preparator')
    expect(Object.keys(spec?.tasks ?? {})).toEqual(['prepare', 'sanity_check', 'statistics'])
    expect(spec?.tasks.prepare).toEqual({
      command: ['python3', '/app/prep.py', 'prepare'],
      environment: [],
      gpus: { kind: 'none' },
      shmSize: '256m',
      inputs: [
        { name: 'data_path', path: '/mlcommons/volumes/raw_data', type: 'directory' },
        { name: 'labels_path', path: '/mlcommons/volumes/raw_labels', type: 'directory' },
        {
          name: 'parameters_file',
          path: '/mlcommons/volumes/parameters/parameters_file.yaml',
          type: 'file',
        },
      ],
      outputs: [
        { name: 'output_path', path: '/mlcommons/volumes/data', type: 'directory' },
        { name: 'output_labels_path', path: '/mlcommons/volumes/labels', type: 'directory' },
        { name: 'metadata_path', path: '/mlcommons/volumes/metadata', type: 'directory' },
        { name: 'report_file', path: '/mlcommons/volumes/report/report.yaml', type: 'file' },
      ],
    })
  })

  test('the model keeps its entrypoint, command and environment, and the whole document', () => {
    const { spec } = read(CONFIGS.reference_model, 'reference_model')
    expect(spec?.tasks.infer).toMatchObject({
      entrypoint: 'python3',
      command: ['/app/infer.py', '--batch', '4'],
      environment: [['OMP_NUM_THREADS', '2']],
      gpus: { kind: 'none' },
    })
    expect(spec?.document).toMatchObject({ tasks: { infer: { run_args: { gpus: 0 } } } })
  })

  test('a script evaluator is refused with what it is for', () => {
    const { spec, said } = read(fixture('contract/script_evaluator/container_config.yaml'), 'evaluator')
    expect(spec).toBeUndefined()
    expect(said).toEqual([
      'error 5: a script evaluator (task `run_script`) is for a reference model that is an `asset` | Beside a container as the reference model, the evaluator needs the task evaluate.',
    ])
  })
})

describe('what is wrong with a whole configuration', () => {
  test.each([
    ['{}', 'Empty container configuration'],
    ['[a]', 'a container configuration should be a mapping'],
    ['text', 'a container configuration should be a mapping'],
    ['image: a\ntasks: {}', "Container configuration should contain a 'container_type' field."],
    ['container_type: DockerImage\ntasks: {}', "Container config should have an 'image' field."],
    ['container_type: DockerImage\nimage: a', "Container config should have a 'tasks' field."],
    ['container_type: DockerImage\nimage: 5\ntasks: {}', '`image` should be text'],
    ['container_type: DockerImage\nimage: a\ntasks: [evaluate]', '`tasks` should be a mapping of tasks'],
    ['container_type: DockerImage\nimage: a\ntasks: {}', 'Task evaluate is not found in container config.'],
    ['container_type: DockerImage\nimage: a\ntasks: {evaluate: }', 'the task evaluate should be a mapping'],
    ['container_type: dockerimage\nimage: a\ntasks: {}', 'Invalid container type: dockerimage. Expected:'],
    ['container_type: [x]\nimage: a\ntasks: {}', 'Invalid container type: ["x"]. Expected:'],
    ['container_type: EncryptedDockerArchive\nimage: a\ntasks: {}', 'Invalid resource input: a'],
  ])('%j: %s', (text, message) => {
    expect(read(text, 'evaluator').said.join('\n')).toContain(message)
    expect(read(text, 'evaluator').spec).toBeUndefined()
  })

  test.each([
    ['data_preparator', 'reference_model', 'data preparator; the reference model needs the task infer'],
    ['reference_model', 'evaluator', 'reference model; the evaluator needs the task evaluate'],
    [
      'evaluator',
      'data_preparator',
      'evaluator; the data preparator needs the tasks prepare, sanity_check, statistics',
    ],
  ] as const)('that of a %s given as the %s says which it looks like', (is, given, words) => {
    expect(read(CONFIGS[is], given).said).toContain(
      `error 4: this looks like the configuration of the ${words} | Name it under \`${is}\` in benchmark.yaml, and another one under \`${given}\`.`,
    )
  })

  test('a misspelt task is found', () => {
    expect(saidOf('data_preparator', 'sanity_check:', 'sanity_chek:')).toEqual([
      'error 18: Task sanity_check is not found in container config. | Is `sanity_chek` meant to be `sanity_check`?',
    ])
  })

  test('keys that MedPerf ignores are a warning only where they look like a slip', () => {
    expect(saidOf('evaluator', 'image:', 'description: mine\nimages: x\nimage:')).toEqual([
      'warning 4: MedPerf ignores the key `images` | Did you mean `image`?',
    ])
    expect(saidOf('data_preparator', /sanity_check:\n {4}run_args/, 'sanity_check:\n    run_arg')).toEqual([
      'warning 19: MedPerf ignores the key `run_arg` | Did you mean `run_args`?',
    ])
  })
})

describe('volumes', () => {
  test.each([
    [
      'a name that MedPerf does not know',
      ['data_path:', 'data_paht:'],
      'error 12: MedPerf knows no volume `data_paht` in the task infer | Did you mean `data_path`?',
    ],
    [
      'a name of another task',
      ['data_path:', 'predictions:'],
      'error 12: MedPerf knows no volume `predictions` in the task infer | Known here: `data_path`, `output_path`, `parameters_file`, `additional_files`.',
    ],
    [
      'a missing output',
      [/ {4}output_volumes:\n.*\n?$/, ''],
      'error 5: the task infer needs `output_path` among its output volumes | Add it: infer writes there.',
    ],
    [
      'a folder that should be one',
      ['/mlcommons/volumes/predictions, type: directory', '/mlcommons/volumes/predictions, type: file'],
      'error 15: `output_path` of infer is a directory, not a file | Write `type: directory`.',
    ],
    [
      'a type that is none',
      ['/mlcommons/volumes/predictions, type: directory', '/mlcommons/volumes/predictions, type: folder'],
      'error 15: Mount type should be either a file or a directory: `type` of `output_path` is `folder` | Write `type: directory`.',
    ],
    [
      'no type',
      ['/mlcommons/volumes/predictions, type: directory', '/mlcommons/volumes/predictions'],
      "error 15: Container config task volumes should have a 'type' and 'mount_path' fields: `output_path` has no `type` | For example `{mount_path: /mlcommons/volumes/data, type: directory}`.",
    ],
    [
      'a misspelt mount_path',
      ['{mount_path: /mlcommons/volumes/predictions', '{mountpath: /mlcommons/volumes/predictions'],
      "error 15: Container config task volumes should have a 'type' and 'mount_path' fields: `output_path` has no `mount_path` | Did you mean `mount_path` instead of `mountpath`?",
    ],
    [
      'a volume that is only a path',
      ['{mount_path: /mlcommons/volumes/predictions, type: directory}', '/predictions'],
      "error 15: Container config task volumes should have a 'type' and 'mount_path' fields: `output_path` is text | Write `output_path: {mount_path: /predictions, type: directory}`.",
    ],
    [
      'a type without a value',
      ['predictions, type: directory', 'predictions, type: '],
      'error 15: Mount type should be either a file or a directory: `type` of `output_path` is `null` | Write `type: file` or `type: directory`.',
    ],
    [
      'a misspelt type',
      ['predictions, type: directory', 'predictions, type: Direktory'],
      'error 15: Mount type should be either a file or a directory: `type` of `output_path` is `Direktory` | Write `type: directory`.',
    ],
    [
      'a short type',
      ['predictions, type: directory', 'predictions, type: dir'],
      'error 15: Mount type should be either a file or a directory: `type` of `output_path` is `dir` | Write `type: directory`.',
    ],
    [
      'a volume without a value',
      ['{mount_path: /mlcommons/volumes/predictions, type: directory}', ''],
      "error 15: Container config task volumes should have a 'type' and 'mount_path' fields: `output_path` is nothing | For example `{mount_path: /mlcommons/volumes/data, type: directory}`.",
    ],
    [
      'a path of the host, which MedPerf would mount in place of its own',
      ['predictions, type: directory', 'predictions, type: directory, host_path: /home'],
      'error 15: `output_path` has a `host_path`, which MedPerf’s client would mount from a hospital’s machine in place of its own folder | Remove it.',
    ],
    [
      'a relative mount path',
      ['/mlcommons/volumes/predictions', 'predictions'],
      'error 15: the mount path "predictions" should be absolute | For example `/mlcommons/volumes/data`.',
    ],
    [
      'the root',
      ['/mlcommons/volumes/predictions', '/'],
      'error 15: nothing can be mounted at `/` | For example `/mlcommons/volumes/data`.',
    ],
    [
      'the root in other words',
      ['/mlcommons/volumes/predictions', '//./'],
      'error 15: nothing can be mounted at `/` | For example `/mlcommons/volumes/data`.',
    ],
    ...(
      [
        ['/out:put', 'a colon'],
        ['/data,/home/runner,/x\\', 'a comma'],
        ['/a,b', 'a comma'],
        ['/demo^/etc/ssh', 'a caret'],
        ['/a\\', 'a backslash'],
        ['/say "x"', 'a double quote'],
      ] as const
    ).map(
      ([path, what]) =>
        [
          `${what} in ${path}`,
          ['/mlcommons/volumes/predictions', `'${path}'`],
          `error 15: the mount path "${path}" has ${what}, which engines take for a separator | For example \`/mlcommons/volumes/data\`.`,
        ] as const,
    ),
    ...['\\n', '\\0', '\\t', '\\x7f', '\\x85', '\\u00a0', '\\u200b', '\\u202e', '\\u2028', '\\ufeff'].map(
      (character) =>
        [
          `${character}, which does not show`,
          ['/mlcommons/volumes/predictions', `"/data${character}x"`],
          'error 15: a mount path cannot have control characters, or others that do not show | For example `/mlcommons/volumes/data`.',
        ] as const,
    ),
    [
      'a space at its end',
      ['/mlcommons/volumes/predictions', "'/data '"],
      'error 15: the mount path "/data " ends with a space, which engines cut off | For example `/mlcommons/volumes/data`.',
    ],
    [
      '/tmp',
      ['/mlcommons/volumes/predictions', '/tmp/'],
      'error 15: `/tmp` is taken: every task gets an empty folder there | For example `/mlcommons/volumes/data`.',
    ],
    [
      'a way up',
      ['/mlcommons/volumes/predictions', '/a/../b'],
      'error 15: the mount path "/a/../b" should not go up with `..` | For example `/mlcommons/volumes/data`.',
    ],
    [
      'a mount path that is no text',
      ['/mlcommons/volumes/predictions', '5'],
      'error 15: a mount path should be text | For example `/mlcommons/volumes/data`.',
    ],
    [
      'one place for two',
      ['/mlcommons/volumes/predictions', '/mlcommons/volumes/data/'],
      'error 15: `output_path` and `data_path` have the same mount path /mlcommons/volumes/data/ | Give each its own.',
    ],
    [
      'a place inside a read-only one',
      ['/mlcommons/volumes/predictions', '/mlcommons/volumes/data/out'],
      'warning 15: `output_path` is mounted inside the read-only `data_path` | It fails unless that folder exists there; mount them beside each other.',
    ],
    [
      'volumes that are a list',
      [/output_volumes:\n {6}output_path:/, 'output_volumes:\n      -'],
      'error 14: `output_volumes` should be a mapping of volume names | Leave the key out if there are none.',
    ],
  ] as const)('%s', (_, [from, to], said) => {
    expect(saidOf('reference_model', from, to)).toEqual([said])
  })

  test.each([
    [
      'prepare',
      'data_preparator',
      [
        /output_volumes:\n {6}output_path: (.*)\n/,
        'output_volumes:\n      output_path: $1\n      data_path: {mount_path: /d, type: directory}\n',
      ],
      'warning 15: `data_path` is an input of prepare, but as an output volume the container may change it | Move it to `input_volumes`, unless it is meant to be written.',
    ],
    [
      'statistics',
      'data_preparator',
      [/ {4}output_volumes:\n {6}output_path: (.*statistics.yaml.*)/, '      output_path: $1'],
      'error 25: the task statistics needs `output_path` among its output volumes | It is among the input volumes, which are read-only: move it.',
    ],
    [
      'a metadata folder that prepare does not make',
      'data_preparator',
      [/ {6}metadata_path: .*# optional\n/, ''],
      'error 23: sanity_check declares `metadata_path`, but prepare does not declare it among its output volumes | Declare it in prepare too, or in neither.',
    ],
    [
      'a report among the inputs',
      'data_preparator',
      [
        /( {4}output_volumes:\n(?: {6}.*\n){3}) {6}report_file: (.*) # optional\n/,
        '      report_file: $2\n$1',
      ],
      'error 13: `report_file` is an output of prepare, but as an input volume it is read-only | Move it to `output_volumes`.',
    ],
    [
      'a file around another mount',
      'evaluator',
      ['/mlcommons/volumes/local_outputs', '/mlcommons/volumes/results/results.yaml/x'],
      'error 14: `local_outputs_path` is mounted inside `output_path`, which is a file | Mount them beside each other.',
    ],
  ] as const)('of %s', (_, role, [from, to], said) => {
    expect(saidOf(role, from, to)).toContain(said)
  })
})

describe('images', () => {
  const archive = (type: string, image: string) =>
    CONFIGS.evaluator.replace('DockerImage', type).replace('registry.example.org/toy/metrics:1.0.0', image)

  test.each([
    'https://example.org/a.tar',
    'http://127.0.0.1:80/a.tar',
    'direct:https://example.org/a',
    'synapse:syn123',
  ])('a DockerArchive may be %s', (image) => {
    expect(read(archive('DockerArchive', image), 'evaluator')).toMatchObject({
      said: [],
      spec: { type: 'DockerArchive', image },
    })
  })

  test('a DockerArchive that names no download is an error, and nothing where benchmark.yaml names the file', () => {
    const text = archive('DockerArchive', 'images/metrics.tar')
    expect(read(text, 'evaluator').said).toEqual([
      expect.stringContaining(
        'error 3: Invalid resource input: images/metrics.tar | `image` of a DockerArchive',
      ),
    ])
    for (const image of ['images/metrics.tar', 'metrics.tar', 'lab/metrics:1', 'https://example.org/a.tar'])
      expect(read(archive('DockerArchive', image), 'evaluator', true).said).toEqual([])
    expect(read(text, 'evaluator', true).spec?.image).toBe('images/metrics.tar')
  })

  test('a SingularityFile is accepted', () => {
    expect(read(archive('SingularityFile', 'https://example.org/a.sif'), 'evaluator').said).toEqual([])
  })

  test('a reference that no engine takes is an error with a hint', () => {
    expect(saidOf('evaluator', 'registry.example.org/toy/metrics:1.0.0', 'Toy/Metrics:1')).toEqual([
      'error 3: "Toy/Metrics:1" is not an image reference | Repository names are in lower case.',
    ])
  })
})

describe('folders and files', () => {
  const PREPARE = (changed: object) => ({
    data_path: 'input directory',
    labels_path: 'input directory',
    output_path: 'output directory',
    output_labels_path: 'output directory',
    ...changed,
  })
  const TASK = {
    sanity_check: (changed: object) => ({
      data_path: 'input directory',
      labels_path: 'input directory',
      ...changed,
    }),
    statistics: (changed: object) => ({
      data_path: 'input directory',
      labels_path: 'input directory',
      output_path: 'output file',
      ...changed,
    }),
  }
  const list = (volumes: object, side: string) =>
    Object.entries(volumes)
      .filter(([, kind]) => kind.startsWith(side))
      .map(([name, kind]) => `      ${name}: {mount_path: /${side}/${name}, type: ${kind.split(' ')[1]}}`)
  const task = (name: string, volumes: object) => [
    `  ${name}:`,
    '    input_volumes:',
    ...list(volumes, 'input'),
    ...(list(volumes, 'output').length > 0 ? ['    output_volumes:', ...list(volumes, 'output')] : []),
  ]
  function preparator(changes: { prepare?: object; sanity_check?: object; statistics?: object }) {
    const text = [
      'container_type: DockerImage',
      'image: lab/prep:1',
      'tasks:',
      ...task('prepare', PREPARE(changes.prepare ?? {})),
      ...task('sanity_check', TASK.sanity_check(changes.sanity_check ?? {})),
      ...task('statistics', TASK.statistics(changes.statistics ?? {})),
    ]
    const document = parseYaml(`${text.join('\n')}\n`)
    if (!document.ok) throw new Error(document.error)
    const { findings } = readContainerConfig(document.value, { role: 'data_preparator', hasImageFile: false })
    return findings.map(({ severity, message, path }) => `${severity} ${path.slice(1).join('.')}: ${message}`)
  }

  test.each([
    { prepare: { labels_path: 'input file' } },
    { prepare: { data_path: 'input file', labels_path: 'input file' } },
    { sanity_check: { labels_path: 'input file' }, statistics: { labels_path: 'input file' } },
    { sanity_check: { data_path: 'input file' } },
  ])('what is read of data and labels may be either: %j', (changes) => {
    expect(preparator(changes)).toEqual([])
  })

  test('prepare may make a file of them, which is said to count nothing', () => {
    const said = preparator({ prepare: { output_labels_path: 'output file' } })
    expect(said).toEqual([
      'warning prepare.output_volumes.output_labels_path.type: `output_labels_path` of prepare is a file, which counts nothing in the hash of the data set',
    ])
  })

  test('raw data that prepare may write are either too', () => {
    const said = preparator({ prepare: { labels_path: 'output file' } })
    expect(said).toEqual([
      expect.stringContaining('`labels_path` is an input of prepare, but as an output volume'),
    ])
  })

  test.each([
    [
      { prepare: { parameters_file: 'input directory' } },
      '`parameters_file` of prepare is a file, not a directory; MedPerf mounts it all the same',
    ],
    [
      { statistics: { additional_files: 'input file' } },
      '`additional_files` of statistics is a directory, not a file; MedPerf mounts it all the same',
    ],
  ])('of other things that are read a wrong type is a warning: %j', (changes, words) => {
    expect(preparator(changes)).toEqual(
      [expect.stringMatching(/^warning /)].map(() => expect.stringContaining(words)),
    )
  })

  test.each([
    [
      { statistics: { output_path: 'output directory' } },
      '`output_path` of statistics is a file, not a directory',
    ],
    [{ prepare: { report_file: 'output directory' } }, '`report_file` of prepare is a file, not a directory'],
    [{ prepare: { metadata_path: 'output file' } }, '`metadata_path` of prepare is a directory, not a file'],
  ])('of what is written it is an error, as MedPerf makes it by its type: %j', (changes, words) => {
    expect(preparator(changes)).toEqual([expect.stringMatching(new RegExp(`^error .*${words}$`))])
  })
})
