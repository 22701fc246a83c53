import { describe, expect, test } from 'vitest'
import { readContainerConfig } from '../../src/containers/container-config.ts'
import { readSingularityOptions } from '../../src/containers/mlcube/singularity.ts'
import { parseYaml } from '../../src/yaml/yaml.ts'

/* What an MLCube asks of its engine: docs/medperf.md 16.5 and 16.6. */

/** An MLCube with these sections: its task, and what is said of it by line. */
function read(...sections: readonly string[]) {
  const tasks = 'tasks: {infer: {parameters: {inputs: {data_path: in/}, outputs: {output_path: out/}}}}'
  const document = parseYaml([...sections, tasks, ''].join('\n'))
  if (!document.ok) throw new Error(document.error)
  const { spec, findings } = readContainerConfig(document.value, {
    role: 'reference_model',
    hasImageFile: false,
  })
  const said = findings.map(({ severity, path, of, message, hint, code }) => {
    const { line } = document.placeOf(path, of)
    return { at: `${severity} ${line}`, message, hint: hint ?? '', code }
  })
  return { task: spec?.tasks.infer?.mlcube, said }
}

const DOCKER = 'docker: {image: "lab/model:1"}'
const singularity = (args: string) => read(DOCKER, `singularity: {image: m.sif, run_args: '${args}'}`)

describe('what isolates a container is no error, with Docker or without', () => {
  test.each([
    '--net --network=none --writable-tmpfs -C --nv',
    '-C --writable-tmpfs --net --network=none --nv',
    '-c --writable-tmpfs --net --network none',
    '-nce',
    '-eC',
    '--cleanenv --contain --containall',
    '--containall --no-home --no-privs --pid --ipc --uts',
    '--compat',
    '--nv --nvccli -c --writable-tmpfs',
    '--nv=true',
    '--no-nv --drop-caps all --disable-cache',
    '--env A=1 --env "B=x,C=y"',
    '--memory 2g --cpus 1.5',
    '',
    '   ',
  ])('run_args: %j', (args) => {
    const { task, said } = singularity(args)
    expect(said).toEqual([])
    expect(task?.options).toEqual({ environment: [], gpus: { kind: 'none' } })
  })

  test.each([
    '--network=none --cap-drop=ALL --security-opt no-new-privileges --ipc=private --cgroupns=private',
    '--security-opt=no-new-privileges:true --net none -u $(id -u):$(id -g)',
    '--rm=true -it --init --no-healthcheck',
  ])('cpu_args: %j', (args) => {
    expect(read(`docker: {image: "lab/model:1", cpu_args: '${args}'}`).said).toEqual([])
  })
})

describe('on Singularity and Apptainer it means what it says', () => {
  const none = { environment: [], gpus: { kind: 'none' } }
  test.each<[string, object]>([
    ['-eC --net --network=none', none],
    ['--nv', { ...none, gpus: { kind: 'all' } }],
    ['--nvccli', { ...none, gpus: { kind: 'all' } }],
    ['--writable-tmpfs', { ...none, hasScratchRoot: true }],
    ['--compat', { ...none, hasScratchRoot: true }],
    [
      '--env A=1,B=2 --env C=x,y',
      {
        ...none,
        environment: [
          ['A', '1'],
          ['B', '2'],
          ['C', 'x,y'],
        ],
      },
    ],
    ['--memory=2g --cpus 2', { ...none, memory: 2 * 1024 ** 3, cpus: 2 }],
  ])('%j', (args, options) => {
    expect(singularity(args).task?.singularity).toEqual(options)
  })
})

describe('what undoes the isolation, or needs privileges, is named as it is written', () => {
  test.each([
    ['--bind /data', 'isolation'],
    ['--bind=/:/host', 'isolation'],
    ['-B /data:/data', 'isolation'],
    ['-B/data', 'isolation'],
    ['--mount type=bind,src=/,dst=/host', 'isolation'],
    ['-H /root', 'isolation'],
    ['--home=/x', 'isolation'],
    ['-w', 'isolation'],
    ['--writable', 'isolation'],
    ['-o /x.img', 'isolation'],
    ['-W /tmp', 'isolation'],
    ['--network=bridge', 'isolation'],
    ['--network host', 'isolation'],
    ['--dns 1.1.1.1', 'isolation'],
    ['--fusemount container:x', 'isolation'],
    ['--containlibs /lib/x.so', 'isolation'],
    ['--env-file /etc/x', 'isolation'],
    ['--no-pid', 'isolation'],
    ['-f', 'privileges'],
    ['--fakeroot', 'privileges'],
    ['--add-caps CAP_SYS_ADMIN', 'privileges'],
    ['--keep-privs', 'privileges'],
    ['--allow-setuid', 'privileges'],
    ['--security=uid:0', 'privileges'],
    ['--apply-cgroups x.toml', 'privileges'],
    ['--net=false', 'value'],
    ['--nv=no', 'value'],
    ['--env 1A=x', 'value'],
    ['--env A', 'value'],
    ['--network', 'isolation'],
    ['--memory lots', 'value'],
    ['words.sif', 'stray'],
    ['--nvv /app', 'unknown'],
    ['--no-such x', 'unknown'],
    ['-z', 'unknown'],
    ['--env A=$HOME', 'shell'],
    ['-C; id', 'shell'],
    ['"-C', 'split'],
  ])('%s (%s)', (args, why) => {
    expect(singularity(args).said).toEqual([
      {
        at: 'error 2',
        message: expect.stringContaining(`\`${args}\` in \`run_args\` `),
        hint: expect.stringMatching(/\S/),
        code: `engine-argument-${why}`,
      },
    ])
  })

  test('of several words only those that are wrong', () => {
    const { refused } = readSingularityOptions('-C --bind /a --nv -eB /b --fakeroot')
    expect(refused.map(({ words }) => words)).toEqual(['--bind /a', '-B /b', '--fakeroot'])
  })

  test('what holds anyway hides nothing behind it', () => {
    const { refused } = readSingularityOptions('--net --network none -B / --writable-tmpfs')
    expect(refused.map(({ words }) => words)).toEqual(['-B /'])
  })

  test.each([
    '--pwd /app',
    '--cwd=/app',
    '--rocm',
    '--hostname x',
    '--no-init',
    '--pids-limit 10',
    '--userns',
  ])('%s is said not to be applied', (args) => {
    expect(singularity(args).said).toEqual([
      expect.objectContaining({ at: 'warning 2', code: 'engine-argument-not-applied' }),
    ])
  })

  test.each([
    ['run_args: [-C]', '`run_args` should be text'],
    ['run_args: {nv: true}', '`run_args` should be text'],
    ['"--security": seccomp:x', '`--security=seccomp:x` in `--security`'],
    ['"--nv": maybe', '`--nv=maybe` in `--nv`'],
  ])('%s', (line, words) => {
    expect(read(DOCKER, 'singularity:', '  image: m.sif', `  ${line}`).said).toEqual([
      expect.objectContaining({ at: 'error 4', message: expect.stringContaining(words) }),
    ])
  })

  test('a key of its own asks for GPUs too', () => {
    const { task } = read(DOCKER, 'singularity: {image: m.sif, "--nv": true}')
    expect(task?.singularity.gpus).toEqual({ kind: 'all' })
  })
})

describe('env_args', () => {
  const env = (value: string) => read('docker:', '  image: "lab/model:1"', `  env_args: ${value}`)

  test.each([
    ['{A: 1, B: x=y, C: true}', [['A', '1'], ['B', 'x=y'], ['C', 'True']]], // biome-ignore format: a table
    ['{A: \'"two words"\'}', [['A', 'two words']]],
    ['-e A=1 -e B=2', [['A', '1'], ['B', '2']]], // biome-ignore format: a table
    ['{}', []],
    ['', []],
  ])('%s are variables', (value, environment) => {
    const { task, said } = env(value)
    expect(said).toEqual([])
    expect([task?.options.environment, task?.gpuOptions.environment]).toEqual([environment, environment])
  })

  test.each([
    [`{DEVICES: "\${oc.env:DEVICES}"}`, `DEVICES=\${oc.env:DEVICES}`, 'shell'],
    ['{A: two words}', 'A=two words', 'shell'],
    ['{A: "x; id"}', 'A=x; id', 'shell'],
    ['{A: $HOME}', 'A=$HOME', 'shell'],
    ['{A: "`id`"}', 'A=`id`', 'shell'],
    ['{A: x -v /:/host}', 'A=x -v /:/host', 'isolation'],
    ['{A: x --privileged}', 'A=x --privileged', 'privileges'],
    ['-e A=1 --privileged', '--privileged', 'privileges'],
    ['-e A', '-e A', 'value'],
  ])('%s: the error names env_args, once, on its line', (value, words, why) => {
    const { said } = env(value)
    expect(said).toEqual([
      {
        at: 'error 3',
        message: expect.stringContaining(`\`${words}\` in \`env_args\` `),
        hint: expect.stringMatching(/\S/),
        code: `engine-argument-${why}`,
      },
    ])
  })

  test.each([
    ['{1A: x}', '"1A" in `env_args` cannot be the name of an environment variable', 'Use letters'],
    ['{"A B": x}', '"A B" in `env_args` cannot be the name of an environment variable', 'Use letters'],
    ['{A: [1, 2]}', 'the variable A of `env_args` should be text', 'one text or number'],
    ['{A: {b: c}}', 'the variable A of `env_args` should be text', 'one text or number'],
  ])('%s: the hint is about variables, not options', (value, message, hint) => {
    expect(env(value).said).toEqual([
      { at: 'error 3', message, hint: expect.stringContaining(hint), code: 'engine-argument-variable' },
    ])
  })

  test('a list of variables is no mapping', () => {
    expect(env('[A=1]').said).toEqual([
      expect.objectContaining({
        at: 'error 3',
        message: '`env_args` should be text',
        hint: expect.stringContaining('`env_args: "-e NAME=value"`'),
      }),
    ])
  })

  test('the example for Singularity is one of its own', () => {
    const { said } = read(DOCKER, 'singularity: {image: m.sif, run_args: [--nv]}')
    expect(said).toEqual([expect.objectContaining({ hint: expect.stringContaining('`run_args: "--nv"`') })])
  })
})

describe('keys of docker that are options by themselves', () => {
  const key = (line: string) => read('docker:', '  image: "lab/model:1"', `  ${line}`)

  test('ask for memory and GPUs with cpu_args and gpu_args', () => {
    const { task, said } = key('"--memory": 2g')
    expect(said).toEqual([])
    expect([task?.options.memory, task?.gpuOptions.memory]).toEqual([2 * 1024 ** 3, 2 * 1024 ** 3])
    expect(key('"--gpus": 1').task?.options.gpus).toEqual({ kind: 'count', count: 1 })
  })

  test.each([
    ['"--security-opt": seccomp=unconfined', '`--security-opt=seccomp=unconfined` in `--security-opt`'],
    ['"--gpus": many', '`--gpus=many` in `--gpus`'],
    ['"--memory": lots', '`--memory=lots` in `--memory`'],
  ])('%s is an error of that key', (line, words) => {
    expect(key(line).said).toEqual([
      expect.objectContaining({ at: 'error 3', message: expect.stringContaining(words) }),
    ])
  })

  test("`--network` is not looked at: MedPerf's none goes over it", () => {
    expect(key('"--network": host').said).toEqual([])
  })

  test('gpu_args that are wrong are told of gpu_args', () => {
    expect(key('gpu_args: --ipc=host --gpus all').said).toEqual([
      {
        at: 'error 3',
        message: '`--ipc=host` in `gpu_args` would undo the isolation of the container',
        hint: 'Leave it out; for more shared memory write `--shm-size`.',
        code: 'engine-argument-isolation',
      },
    ])
  })
})
