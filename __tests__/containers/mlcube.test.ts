import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readContainerConfig } from '../../src/containers/container-config.ts'
import { readDockerOptions } from '../../src/containers/mlcube/docker-options.ts'
import type { Role } from '../../src/facts/role.ts'
import { parseYaml } from '../../src/yaml/yaml.ts'

const fixture = (role: string) =>
  readFileSync(new URL(`../fixtures/benchmark/mlcube/${role}/mlcube.yaml`, import.meta.url), 'utf8')

const MLCUBES = {
  data_preparator: fixture('preparator'),
  reference_model: fixture('reference_model'),
  evaluator: fixture('evaluator'),
}

function read(text: string, role: Role) {
  const document = parseYaml(text)
  if (!document.ok) throw new Error(document.error)
  const { spec, findings } = readContainerConfig(document.value, { role, hasImageFile: false })
  const said = findings.map(({ severity, path, of, message, hint }) => {
    const { line } = document.placeOf(path, of)
    return `${severity} ${line}: ${message}${hint === undefined ? '' : ` | ${hint}`}`
  })
  return { spec, said }
}

/** What is said about an MLCube in which something was replaced. */
function saidOf(role: keyof typeof MLCUBES, from: string | RegExp, to: string) {
  const text = MLCUBES[role].replace(from, to)
  expect(text).not.toBe(MLCUBES[role])
  return read(text, role).said
}

test.each(Object.entries(MLCUBES) as [Role, string][])('the MLCube of the %s is accepted', (role, text) => {
  const { spec, said } = read(text, role)
  expect(said).toEqual([])
  expect(spec).toMatchObject({ type: 'DockerImage', mlcube: {} })
})

test('the tasks of a preparator keep their parameters in the order of the file, and what cpu_args ask for', () => {
  const { spec } = read(MLCUBES.data_preparator, 'data_preparator')
  expect(Object.keys(spec?.tasks ?? {})).toEqual(['prepare', 'sanity_check', 'statistics'])
  expect(spec?.tasks.prepare).toMatchObject({
    command: ['prepare'],
    shmSize: '256m',
    inputs: [],
    outputs: [],
  })
  expect(spec?.tasks.prepare?.mlcube?.inputs).toEqual([
    { name: 'data_path', type: 'directory', given: true, default: 'raw_data' },
    { name: 'labels_path', type: 'directory', given: true, default: 'raw_labels' },
    { name: 'parameters_file', type: 'file', given: false, default: 'parameters.yaml' },
  ])
  expect(spec?.tasks.prepare?.mlcube?.outputs.map(({ name, given }) => [name, given])).toEqual([
    ['output_path', true],
    ['output_labels_path', true],
    ['metadata_path', true],
    ['report_file', true],
  ])
})

describe('MedPerf fills metadata_path and report_file only where prepare declares them as outputs', () => {
  const given = (text: string) => {
    const { spec } = read(text, 'data_preparator')
    const parameters = spec?.tasks.statistics?.mlcube?.inputs ?? []
    return parameters.find(({ name }) => name === 'metadata_path')?.given
  }
  test('statistics gets the metadata', () => expect(given(MLCUBES.data_preparator)).toBe(true))
  test('or the default of its own', () => {
    const without = MLCUBES.data_preparator.replace(/ +metadata_path: .*optional\n/, '')
    expect(given(without)).toBe(false)
    expect(read(without, 'data_preparator').said).toEqual([
      'warning 33: MedPerf passes no `metadata_path` to the task statistics of an MLCube, so its default in workspace/ is used | Declare it among the outputs of prepare, too.',
    ])
  })
})

describe('what is wrong is said on its line', () => {
  test.each<[keyof typeof MLCUBES, string | RegExp, string, string]>([
    ['evaluator', /docker:\n.*\n/, '', 'error 1: an MLCube should have a section `docker`'],
    [
      'evaluator',
      'image:',
      'imag:',
      'error 8: mlcube knows no key `imag` of `docker` | Did you mean `image`?',
    ],
    [
      'evaluator',
      'registry.example.org/toy/metrics:1.0.0',
      'Registry/Metrics',
      'error 8: "Registry/Metrics" is not an image reference',
    ],
    [
      'evaluator',
      ' evaluate:',
      ' evalute:',
      'error 10: Task evaluate is not found in container config. | Is',
    ],
    [
      'evaluator',
      'output_path: {type: file, default: results.yaml}',
      'output_path: results.yaml',
      'error 17: the type of the output `output_path` is unknown | Write',
    ],
    [
      'evaluator',
      'output_path: {type: file',
      'output_path: {type: directory',
      'error 17: `output_path` of evaluate is a file, not a directory',
    ],
    [
      'evaluator',
      'output_path:',
      'output_pth:',
      'error 16: the task evaluate needs `output_path` among its outputs',
    ],
    [
      'reference_model',
      'weights: {type: file,',
      'data_pth: {type: file,',
      'warning 15: MedPerf passes no `data_pth` to the task infer of an MLCube, so its default in workspace/ is used | Did you mean `data_path`?',
    ],
    [
      'evaluator',
      'output_path:',
      'results_csv:',
      'error 16: the task evaluate needs `output_path` among its outputs | MedPerf passes `output_path` to evaluate: rename `results_csv` to `output_path`.',
    ],
    [
      'evaluator',
      'default: parameters.yaml',
      'default: ../../parameters.yaml',
      "error 15: the default of `parameters_file`, ../../parameters.yaml, leads out of the MLCube's workspace/",
    ],
    [
      'evaluator',
      'default: parameters.yaml',
      'default: /etc/passwd',
      "error 15: the default of `parameters_file`, /etc/passwd, leads out of the MLCube's workspace/",
    ],
    [
      'evaluator',
      'default: parameters.yaml',
      'default: $HOME/x',
      'error 15: the default of `parameters_file`, "$HOME/x" has characters that `mlcube` hands to a shell',
    ],
    [
      'evaluator',
      ' evaluate:',
      ' evaluate:\n    entrypoint: /app/evaluate.sh',
      'warning 11: `entrypoint` is a single word, so the task evaluate gets no arguments',
    ],
    [
      'evaluator',
      ' evaluate:',
      ' evaluate:\n    entrypoint: sh -c "id; true"',
      'error 11: the word of `entrypoint` "id; true" has characters that `mlcube` hands to a shell',
    ],
    [
      'data_preparator',
      '--shm-size=256m ',
      '--privileged ',
      'error 10: `--privileged` in `cpu_args` asks for privileges that no container gets here',
    ],
  ])('in the %s, instead of %j there is %j', (role, from, to, words) => {
    expect(saidOf(role, from, to)).toContainEqual(expect.stringContaining(words))
  })
})

test('an output in a folder that is mounted for an input is warned about', () => {
  const said = saidOf(
    'reference_model',
    'outputs:',
    'outputs:\n        log: {type: file, default: additional_files/infer.log}',
  )
  expect(said).toEqual([
    expect.stringContaining('the folder of the output `log` is mounted for an input already, and read-only'),
  ])
})

test('an MLCube with only a section singularity is a Singularity file', () => {
  const text = MLCUBES.evaluator.replace(/docker:\n.*\n/, 'singularity:\n  image: metrics.sif\n')
  expect(read(text, 'evaluator').spec).toMatchObject({ type: 'SingularityFile', image: 'metrics.sif' })
})

describe('the section singularity', () => {
  const sif = (lines: string, task = '') =>
    read(
      MLCUBES.evaluator
        .replace(/docker:\n.*\n/, `singularity:\n  image: metrics.sif\n${lines}`)
        .replace(' evaluate:\n', ` evaluate:\n${task}`),
      'evaluator',
    )

  test('asks for GPUs with --nv', () => {
    const gpusOf = (lines: string) => sif(lines).spec?.tasks.evaluate?.gpus
    expect(gpusOf('  run_args: --nv -C\n')).toEqual({ kind: 'all' })
    expect(gpusOf('')).toEqual({ kind: 'none' })
  })

  test.each(['--bind /:/host', '--writable', '-B /'])('may not ask for %s', (args) => {
    expect(sif(`  run_args: ${args}\n`).said).toContainEqual(
      expect.stringContaining('in `run_args` would undo the isolation of the container'),
    )
  })

  test('gives its arguments to an entrypoint of a single word, too', () => {
    const { spec, said } = sif('', '    entrypoint: /app/evaluate.sh\n')
    expect(said).toEqual([])
    expect(spec?.tasks.evaluate?.mlcube?.takesArguments).toBe(true)
  })
})

describe('cpu_args and gpu_args', () => {
  test.each([
    ['--shm-size=256m', { shmSize: '256m' }],
    ['--shm-size 1g -it --rm', { shmSize: '1g' }],
    [
      '-e A=1 --env B=x=y',
      {
        environment: [
          ['A', '1'],
          ['B', 'x=y'],
        ],
      },
    ],
    ['-m 2g --cpus=1.5', { memory: 2 * 1024 ** 3, cpus: 1.5 }],
    ['--gpus=all', { gpus: { kind: 'all' } }],
    [`--gpus '"device=0,1"'`, { gpus: { kind: 'devices', devices: ['0', '1'] } }],
    ['-u $(id -u):$(id -g) --network=none', {}],
    ['', {}],
  ])('%j are applied', (text, options) => {
    expect(readDockerOptions(text)).toEqual({
      options: { environment: [], gpus: { kind: 'none' }, ...options },
      refused: [],
      ignored: [],
    })
  })

  test.each([
    '--privileged',
    '--ipc=host',
    '--pid host',
    '--network=host',
    '--net host',
    '-v /:/host',
    '--volume=/:/host',
    '--mount type=bind,source=/,target=/host',
    '--cap-add=SYS_ADMIN',
    '--security-opt seccomp=unconfined',
    '--device /dev/sda',
    '--user root',
    '-u 0:0',
    '--userns=host',
    '-e HOME',
    '--no-such-option x',
    '$(touch /tmp/x)',
    '--shm-size=1g; id',
    '"unclosed',
    ...[
      '-e "A B=x"',
      '-e 1A=x',
      '-e =x',
      '-e "*=x"',
      '-e A\0=x',
      '-e A=x\0',
      '--cpus Infinity',
      '--cpus 1e3',
    ],
    ...['--cpus 0x10', '--cpus=-1', '--memory 99999999999p', '--gpus 4000000000', '--shm-size 2g,size=9g'],
  ])('%j are refused', (text) => {
    expect(readDockerOptions(text).refused).not.toEqual([])
  })

  test.each(['--ulimit memlock=-1', '--ulimit=stack=67108864', '--runtime=nvidia'])(
    '%j are said not to be applied',
    (text) => {
      const { refused, ignored } = readDockerOptions(text)
      expect(refused).toEqual([])
      expect(ignored).toHaveLength(1)
    },
  )
})
