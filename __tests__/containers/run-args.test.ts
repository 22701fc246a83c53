import { describe, expect, test } from 'vitest'
import { readRunArgs } from '../../src/containers/arguments/run-args.ts'
import { parseYaml } from '../../src/yaml/yaml.ts'

function read(text: string) {
  const document = parseYaml(`run_args: ${text}\n`)
  if (!document.ok) throw new Error(document.error)
  const { run_args: written } = document.value as { run_args: never }
  const { value: args, findings } = readRunArgs(written, ['run_args'])
  return {
    args,
    said: findings.map(({ severity, path, message }) => `${severity} ${path.join('.')}: ${message}`),
  }
}

test('without run_args the image runs as it is', () => {
  expect(readRunArgs(undefined, []).value).toEqual({ environment: [], gpus: { kind: 'none' } })
  expect(read('{}')).toEqual({ args: { environment: [], gpus: { kind: 'none' } }, said: [] })
})

test.each([
  ['{command: python3 /app/run.py --name "two words"}', ['python3', '/app/run.py', '--name', 'two words']],
  ['{command: [python3, "a b", ""]}', ['python3', 'a b', '']],
  ["{command: echo $HOME '*'}", ['echo', '$HOME', '*']],
  ['{command: ""}', []],
  ['{command: []}', []],
  ['{entrypoint: , gpus: , shm_size: }', undefined],
])('the command of %s', (text, command) => {
  const { args, said } = read(text)
  expect(args.command).toEqual(command)
  expect(said).toEqual([])
})

test('values of the environment are text as Python writes it, in the order of the file', () => {
  const { args, said } = read(
    '{environment: {B: "2", A: 1, C: true, D: 1.5, E: 1.0, F: 1.0e-7, G: text, H: .nan}}',
  )
  expect(args.environment).toEqual([
    ['B', '2'],
    ['A', '1'],
    ['C', 'True'],
    ['D', '1.5'],
    ['E', '1.0'],
    ['F', '1e-07'],
    ['G', 'text'],
    ['H', 'nan'],
  ])
  expect(said).toEqual(
    ['A', 'C', 'D', 'E', 'F', 'H'].map((name) =>
      expect.stringContaining(`the environment variable ${name} is no text`),
    ),
  )
})

test('values of the environment that are no text are warned of with what to write', () => {
  const document = parseYaml('{environment: {A: 4, B: off, C: "4"}}')
  const { findings } = readRunArgs(document.ok ? document.value : null, [])
  expect(findings.map(({ hint, code }) => [hint, code])).toEqual([
    ['Put it in quotes: `"4"`.', 'environment-not-text'],
    ['Put it in quotes: `"False"`.', 'environment-not-text'],
  ])
})

test('entrypoint, gpus and shm_size are taken as they are', () => {
  expect(read('{entrypoint: /bin/sh, gpus: "device=0,1", shm_size: 2g}').args).toEqual({
    entrypoint: '/bin/sh',
    environment: [],
    gpus: { kind: 'devices', devices: ['0', '1'] },
    shmSize: '2g',
  })
})

test.each([
  ['', 'error run_args: `run_args` should be a mapping'],
  ...['{command: }', '{command: ~}', '{command: null, gpus: all}'].map((text): [string, string] => [
    text,
    'error run_args.command: `command` has nothing behind it, and MedPerf’s client breaks on that',
  ]),
  ['{command: [sh, ~]}', 'error run_args.command.1: every word of `command` should be text'],
  ['[command]', 'error run_args: `run_args` should be a mapping'],
  ['{volumes: [a]}', 'error run_args.volumes: Run args volumes are not allowed.'],
  ['{command: {a: b}}', 'error run_args.command: `command` should be text or a list of texts'],
  ['{command: 5}', 'error run_args.command: `command` should be text or a list of texts'],
  ['{command: [python3, --batch, 4]}', 'error run_args.command.2: every word of `command` should be text'],
  ['{command: [yes]}', 'error run_args.command.0: every word of `command` should be text'],
  [
    '{command: "it\'s"}',
    'error run_args.command: `command` cannot be split into words: No closing quotation',
  ],
  ["{command: 'a\\'}", 'error run_args.command: `command` cannot be split into words: No escaped character'],
  ['{entrypoint: [sh]}', 'error run_args.entrypoint: `entrypoint` should be one word'],
  ['{environment: [A=1]}', 'error run_args.environment: `environment` should be a mapping'],
  ['{environment: }', 'error run_args.environment: `environment` should be a mapping'],
  [
    '{environment: {A=B: 1}}',
    'error run_args.environment.A=B: "A=B" cannot be the name of an environment variable',
  ],
  ...['""', '"A B"', '"A;id"', '"A$(id)"', '"A\\nB"', '"*"', '1A', '-e', 'ü', '"A\\0"'].map(
    (name): [string, string] => {
      const plain = JSON.parse(`[${/^"/.test(name) ? name.replace('\\0', '\\u0000') : `"${name}"`}]`)[0]
      return [
        `{environment: {? ${name} : x}}`,
        `error run_args.environment.${plain}: "${plain}" cannot be the name of an environment variable`,
      ]
    },
  ),
  [
    '{environment: {A: "x\\0y"}}',
    'error run_args.environment.A: a text with a NUL character ends there for every program',
  ],
  [
    '{command: [a, "b\\0c"]}',
    'error run_args.command.1: a text with a NUL character ends there for every program',
  ],
  [
    '{command: "a b\\0c"}',
    'error run_args.command: a text with a NUL character ends there for every program',
  ],
  [
    '{entrypoint: "a\\0"}',
    'error run_args.entrypoint: a text with a NUL character ends there for every program',
  ],
  [
    `{command: [${'x'.repeat(131_072)}]}`,
    'error run_args.command.0: a text of 131072 bytes is longer than a program can be given',
  ],
  ['{gpus: 1025}', 'error run_args.gpus: Invalid gpus argument: `gpus` is `1025`'],
  ['{gpus: 4000000000}', 'error run_args.gpus: Invalid gpus argument: `gpus` is `4000000000`'],
  [
    `{gpus: "device=${'0,'.repeat(1_024)}0"}`,
    `error run_args.gpus: Invalid gpus argument: \`gpus\` is \`device=${'0,'.repeat(26)}…\``,
  ],
  ...['device=0,"capabilities=all"', 'device=0"', 'device=0 1', 'device=0\n1', 'device=0=1'].map(
    (gpus): [string, string] => [
      `{gpus: ${JSON.stringify(gpus)}}`,
      `error run_args.gpus: Invalid gpus argument: \`gpus\` is \`${gpus.replace('\n', ' ')}\``,
    ],
  ),
  ['{shm_size: 2g,size=9g}', 'error run_args.size=9g: Run args size=9g are not allowed.'],
  ['{shm_size: "2g,size=9g"}', 'error run_args.shm_size: `shm_size` should be a size in quotes'],
  ['{shm_size: "99999999999p"}', 'error run_args.shm_size: `shm_size` should be a size in quotes'],
  ['{environment: {A: [1]}}', 'error run_args.environment.A: the environment variable A should be text'],
  ['{shm_size: 2147483648}', 'error run_args.shm_size: `shm_size` should be a size in quotes'],
  ['{shm_size: much}', 'error run_args.shm_size: `shm_size` should be a size in quotes'],
  ['{shm_size: 0}', 'error run_args.shm_size: `shm_size` should be a size in quotes'],
  ['{gpus: some}', 'error run_args.gpus: Invalid gpus argument: `gpus` is `some`'],
  ['{gpus: yes}', 'error run_args.gpus: Invalid gpus argument: `gpus` is `true`'],
  ['{gpus: 1.5}', 'error run_args.gpus: Invalid gpus argument: `gpus` is `1.5`'],
])('%s is wrong', (text, said) => {
  expect(read(text).said).toEqual([said])
})

test('what MedPerf takes but hardly means is a warning', () => {
  expect(read('{entrypoint: python3 run.py}').said).toEqual([
    'warning run_args.entrypoint: `entrypoint` is used as one word and never split, so a program with the name "python3 run.py" is looked for',
  ])
  const none = read('{environment: {A: }}')
  expect(none.said).toEqual([
    'warning run_args.environment.A: the environment variable A has no value: MedPerf sets it to the text None with Docker, and its client breaks on it with Singularity or Apptainer',
  ])
  expect(none.args.environment).toEqual([['A', 'None']])
  expect(read('{environment: {a.b: "1", c-d: "2"}}')).toMatchObject({
    args: {
      environment: [
        ['a.b', '1'],
        ['c-d', '2'],
      ],
    },
    said: [
      'warning run_args.environment.a.b: Singularity and Apptainer leave the environment variable a.b out',
      'warning run_args.environment.c-d: Singularity and Apptainer leave the environment variable c-d out',
    ],
  })
  const broken = read('\n  command: |\n    python3 run.py \\\n      --fast\n')
  expect(broken.said).toEqual([
    'warning run_args.command: a line break after a backslash becomes part of a word of `command`, as in MedPerf',
  ])
  expect(broken.args.command).toEqual(['python3', 'run.py', '\n', '--fast'])
})

describe('what no program can be given is told on its line, with what to do', () => {
  const long = 'x'.repeat(100_000)
  const variables = ['A', 'B', 'C', 'D', 'E'].map((name) => `${name}: ${long}`).join()
  const codes = (text: string) => {
    const document = parseYaml(`run_args: ${text}\n`)
    if (!document.ok) throw new Error(document.error)
    const { findings } = readRunArgs((document.value as { run_args: never }).run_args, [])
    expect(findings.every(({ hint }) => hint !== undefined)).toBe(true)
    return findings.map(({ code }) => code)
  }

  test.each([
    ['a NUL between double quotes', "{command: [sh, -c, \"tr '\\0' ' '\"]}", ['nul-in-text']],
    ['a NUL in a variable', '{environment: {A: "\\0"}}', ['nul-in-text']],
    ['a NUL in the entrypoint', '{entrypoint: "\\x00sh"}', ['nul-in-text']],
    ['the same by its name', '{command: [sh, -c, \'tr "\\0" " "\']}', []],
    ['a word of 128 KiB', `{command: [${long}${long}]}`, ['text-too-long']],
    ['a variable of 128 KiB', `{environment: {A: ${long}${long}}}`, ['text-too-long']],
    ['many long words', `{command: [${Array(12).fill(long)}]}`, ['arguments-too-long']],
    [
      'words and variables',
      `{command: [${Array(6).fill(long)}], environment: {${variables}}}`,
      ['arguments-too-long'],
    ],
    ['half of that', `{command: [${Array(6).fill(long)}]}`, []],
  ])('%s', (_, text, wanted) => {
    expect(codes(text)).toEqual(wanted)
  })
})
