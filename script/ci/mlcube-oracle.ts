import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { load } from 'js-yaml'

/*
 * What the official `mlcube` (PyPI; mlcube, mlcube-docker and mlcube-singularity 0.0.9) makes of the MLCubes in
 * __tests__/fixtures/mlcube-oracle: each task is run with a stub in place of docker, and again with one in place of singularity,
 * that writes down its arguments, called as MedPerf calls it. The test
 * __tests__/steps/tasks/mlcube-oracle.test.ts holds our own arguments against them.
 *
 *   node script/ci/mlcube-oracle.ts MLCUBE [--check]    records; with --check compares, and fails where it differs
 */

const FIXTURES = new URL('../../__tests__/fixtures/mlcube-oracle/', import.meta.url).pathname
const STUB = `#!/bin/sh
case $1 in
  --version) echo singularity version 3.8.7 ;;
  run | exec) printf '%s\\n' "$@" > "$RECORD" ;;
esac
`
const PLATFORMS = ['docker', 'singularity'] as const
type Platform = (typeof PLATFORMS)[number]

/** What MedPerf passes to each task, as paths of its own machine (docs/medperf.md 16.3). */
const GIVEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  prepare: {
    data_path: 'raw/data',
    labels_path: 'raw/labels',
    output_path: 'dataset/data',
    output_labels_path: 'dataset/labels',
  },
  sanity_check: { data_path: 'dataset/data', labels_path: 'dataset/labels' },
  statistics: {
    data_path: 'dataset/data',
    labels_path: 'dataset/labels',
    output_path: 'statistics/statistics.yaml',
  },
  infer: { data_path: 'dataset/data', output_path: 'predictions' },
  evaluate: { predictions: 'predictions', labels: 'dataset/labels', output_path: 'results/results.yaml' },
}
const OPTIONAL: Readonly<Record<string, string>> = {
  metadata_path: 'dataset/metadata',
  report_file: 'report/report.yaml',
}

interface Mlcube {
  readonly docker: { readonly cpu_args?: string }
  readonly tasks: Readonly<
    Record<string, { readonly parameters: { readonly outputs?: Readonly<Record<string, unknown>> } }>
  >
}

interface Recorded {
  readonly given: Readonly<Record<string, string>>
  readonly docker: readonly string[]
  readonly singularity: readonly string[]
}

function main([command, flag]: readonly string[]): void {
  if (command === undefined) throw new Error('name the command `mlcube`')
  for (const name of readdirSync(FIXTURES)) {
    const recorded = `${JSON.stringify(record(command, join(FIXTURES, name)), null, 2)}\n`
    const file = join(FIXTURES, name, 'recorded.json')
    if (flag !== '--check') writeFileSync(file, recorded)
    else if (readFileSync(file, 'utf8') !== recorded) {
      console.error(`${name}: mlcube does something else than recorded.json says:\n${recorded}`)
      process.exitCode = 1
    }
  }
}

function record(command: string, folder: string): Readonly<Record<string, Recorded>> {
  const mlcube = load(readFileSync(join(folder, 'mlcube.yaml'), 'utf8')) as Mlcube
  const declared = Object.keys(mlcube.tasks['prepare']?.parameters.outputs ?? {})
  const optional = Object.entries(OPTIONAL).filter(([name]) => declared.includes(name))
  return Object.fromEntries(
    Object.keys(mlcube.tasks).map((task) => {
      const more = optional.filter(
        ([name]) => task === 'prepare' || (task === 'statistics' && name === 'metadata_path'),
      )
      const given = { ...GIVEN[task], ...Object.fromEntries(more) }
      const [docker = [], singularity = []] = PLATFORMS.map((platform) =>
        recordTask(command, folder, task, given, mlcube, platform),
      )
      const shown = Object.fromEntries(Object.entries(given).map(([name, path]) => [name, `/case/${path}`]))
      return [task, { given: shown, docker, singularity }]
    }),
  )
}

function recordTask(
  command: string,
  folder: string,
  task: string,
  given: Readonly<Record<string, string>>,
  mlcube: Mlcube,
  platform: Platform,
): readonly string[] {
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'mlcube-')))
  try {
    const file = join(work, 'arguments')
    cpSync(folder, join(work, 'case'), { recursive: true })
    // MedPerf passes these as -P; this release of mlcube takes an h in such an argument for -h.
    const cpu_args = `${mlcube.docker.cpu_args ?? ''} -u $(id -u):$(id -g)`
    const singularity = { image: 'image.sif', run_args: '-eC' }
    const called = { ...mlcube, docker: { ...mlcube.docker, cpu_args }, singularity }
    writeFileSync(join(work, 'case', 'mlcube.yaml'), JSON.stringify(called))
    mkdirSync(join(work, 'case', 'workspace', '.image'), { recursive: true })
    writeFileSync(join(work, 'case', 'workspace', '.image', singularity.image), '')
    // What MedPerf passes exists, so mlcube can tell a folder from a file.
    for (const path of Object.values(given)) {
      mkdirSync(join(work, 'case', path.endsWith('.yaml') ? dirname(path) : path), { recursive: true })
    }
    const bin = mkdtempSync(join(work, 'bin-'))
    writeFileSync(join(bin, platform), STUB)
    chmodSync(join(bin, platform), 0o755)
    execFileSync(
      command,
      [
        'run',
        `--mlcube=${join(work, 'case', 'mlcube.yaml')}`,
        `--task=${task}`,
        `--platform=${platform}`,
        '--network=none',
        ...Object.entries(given).map(([name, path]) => `${name}=${join(work, 'case', path)}`),
        '-Pplatform.accelerator_count=0',
      ],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        // Its settings file and its log stay in the folder that goes away.
        env: { PATH: `${bin}:${process.env['PATH']}`, HOME: work, RECORD: file },
      },
    )
    if (!existsSync(file)) throw new Error(`mlcube did not call ${platform} for ${task} of ${folder}`)
    const words = readFileSync(file, 'utf8').trimEnd().split('\n')
    const user = `${process.getuid?.()}:${process.getgid?.()}`
    const plain = (text: string) => (text === user ? 'UID:GID' : text.replaceAll(join(work, 'case'), '/case'))
    return words.map(plain)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

main(process.argv.slice(2))
