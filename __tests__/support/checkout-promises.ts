import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readBenchmark } from '../../src/benchmark/read.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { removeFolder } from '../../src/files/remove-folder.ts'
import { createLog } from '../../src/job/log.ts'
import { runSteps } from '../../src/steps/run-steps.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { inWords } from '../benchmark/toy.ts'
import { scriptConfig } from './asset-script.ts'
import { endsOf } from './steps.ts'
import { TINY } from './tiny.ts'

/** A benchmark whose containers are out for the checkout that they are run for. */
interface Attack {
  readonly what: string
  /** Written over the tiny benchmark; `$CHECKOUT` is where it lies. */
  readonly files: Readonly<Record<string, string>>
  /** Links of the repository, by their path. */
  readonly links?: Readonly<Record<string, string>>
  /** How the run ends: words of the problems or of the steps, and a line that a container printed. */
  readonly end: RegExp
  readonly prints?: string
}

const LABEL = 'org.medperf.test=checkout'
const TOKEN = '[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic c2VjcmV0\n'

const fixture = (path: string) => readFileSync(join(TINY, path), 'utf8')

/** What is left of an input once a container that may write it wants it gone; the folder is `/x`. */
const RAID = [
  'cd /x || exit 9',
  'for f in .git/config ../.git/config $CHECKOUT/.git/config script/deploy.sh words.txt; do',
  '  mkdir -p $(dirname $f); echo "fsmonitor = touch /tmp/evil" >> $f; done 2>/dev/null',
  'rm -rf old; chmod 777 . words.txt; cat words.txt >&2; echo raided',
].join('\n')

/** A configuration of the tiny benchmark with a volume more among the outputs of a task, and lines before its own. */
function armed(path: string, task: string, volume: string, type = 'directory'): string {
  const [head = '', ...rest] = fixture(path).split(`  ${task}:\n`)
  const body = rest.join(`  ${task}:\n`)
  const mounted = `      ${volume}: { mount_path: /x, type: ${type} }\n`
  return (
    head +
    `  ${task}:\n` +
    body
      .replace(
        /"-c", "/,
        (word) => `${word}${RAID.replaceAll('\n', '; ').replaceAll('do;', 'do').replaceAll('"', '\\"')}; `,
      )
      .replace(new RegExp(`^ {6}${volume}: .*\n`, 'm'), '')
      .replace(/^ {4}output_volumes:\n/m, (line) => line + mounted)
  )
}

const benchmarkWith = (from: string | RegExp, to: string) => fixture('benchmark.yaml').replace(from, to)
const MODEL = 'model/container_config.yaml'
const WORDS = { 'model/files/words.txt': 'even odd\n', 'model/files/old/file': 'kept\n' }
const withFiles = (path: string) =>
  benchmarkWith(`  config: ${MODEL}\n`, `  config: ${MODEL}\n  additional_files: { path: "${path}" }\n`)

const MLCUBE = `docker: { image: medperf-test/busybox:1 }
tasks:
  infer:
    entrypoint: sh /mlcube_io2/additional_files/raid.sh
    parameters:
      inputs: { data_path: data/ }
      outputs: { output_path: predictions/, home: { type: directory, default: . } }
`

const ATTACKS: readonly Attack[] = [
  {
    what: 'declares its additional files as an output',
    files: {
      ...WORDS,
      'benchmark.yaml': withFiles('model/files'),
      [MODEL]: armed(MODEL, 'infer', 'additional_files'),
    },
    end: /infer: passed.*evaluate: passed/s,
    prints: 'raided',
  },
  {
    what: 'does so with the whole repository',
    files: { 'benchmark.yaml': withFiles('.'), [MODEL]: armed(MODEL, 'infer', 'additional_files') },
    end: /the folder \. holds \.git, whose configuration may hold a token/,
  },
  {
    what: 'does so with .git itself',
    files: { 'benchmark.yaml': withFiles('.git'), [MODEL]: armed(MODEL, 'infer', 'additional_files') },
    end: /Additional files \.git is part of \.git/,
  },
  {
    what: 'does so with a link in the repository that leads to all of it',
    files: { 'benchmark.yaml': withFiles('model/up'), [MODEL]: armed(MODEL, 'infer', 'additional_files') },
    links: { 'model/up': '..' },
    end: /the folder model\/up holds \.git/,
  },
  {
    what: 'does so with a folder in which a link leads to another one',
    files: {
      ...WORDS,
      'script/deploy.sh': 'echo deploy\n',
      'benchmark.yaml': withFiles('model/files'),
      [MODEL]: armed(MODEL, 'infer', 'additional_files'),
    },
    links: { 'model/files/script': '../../script' },
    end: /fetch: failed: the link reference_model\/script is broken/,
  },
  {
    what: 'declares raw data as an output',
    files: {
      'demo/data/words.txt': 'even odd\n',
      'prep/container_config.yaml': armed('prep/container_config.yaml', 'prepare', 'data_path').replaceAll(
        '/in/numbers.txt',
        '/x/numbers.txt',
      ),
    },
    end: /prepare: passed.*evaluate: passed/s,
    prints: 'raided',
  },
  {
    what: 'declares raw labels as an output',
    files: {
      'demo/labels/words.txt': 'even odd\n',
      'prep/container_config.yaml': armed('prep/container_config.yaml', 'prepare', 'labels_path').replaceAll(
        '/in-labels/',
        '/x/',
      ),
    },
    end: /prepare: passed.*evaluate: passed/s,
    prints: 'raided',
  },
  {
    what: 'declares its parameters as an output',
    files: {
      'metrics/container_config.yaml': fixture('metrics/container_config.yaml')
        .replace(/^ {6}parameters_file: .*\n/m, '')
        .replace(
          'output_volumes:\n',
          'output_volumes:\n      parameters_file: { mount_path: /parameters.yaml, type: file }\n',
        )
        .replace(
          'cat /parameters.yaml >> /results.yaml',
          'grep threshold /parameters.yaml >> /results.yaml && echo evil > /parameters.yaml && echo raided',
        ),
    },
    end: /evaluate: passed/,
    prints: 'raided',
  },
  {
    what: 'declares the files of a model that is an asset as an output',
    files: {
      ...WORDS,
      'benchmark.yaml': benchmarkWith(`  config: ${MODEL}\n`, '  asset: { path: model/files }\n').replace(
        '  parameters: metrics/parameters.yaml\n',
        '',
      ),
      'metrics/container_config.yaml': scriptConfig(
        'medperf-test/busybox:1',
        `${RAID}\necho "accuracy: 1.0" > /results/results.yaml`,
        'without',
      )
        .replace(/^ {6}model_files: .*\n/m, '')
        .replace(
          'output_volumes:\n',
          'output_volumes:\n      model_files: { mount_path: /x, type: directory }\n',
        ),
    },
    end: /run_script: passed/,
    prints: 'raided',
  },
  {
    what: 'fails after it has left a link in prepared data, whose hash is taken after it',
    files: {
      'prep/container_config.yaml': fixture('prep/container_config.yaml').replace(
        /( {2}sanity_check:\n(?:.*\n)*?.*"-c", ").*\n {4}input_volumes:\n( {6}data_path: .*\n)(.*\n)/,
        (_, head: string, data: string, labels: string) =>
          `${head}ln -s $CHECKOUT/.git/config /data/l; exit 3"]\n    output_volumes:\n${data}    input_volumes:\n${labels}`,
      ),
    },
    end: /sanity_check: failed: ended with exit code 3.*statistics: failed: the link data\/l leads out of its folder/s,
  },
  {
    what: 'is an MLCube that writes all over its workspace, and plants links there',
    files: {
      'benchmark.yaml': benchmarkWith(MODEL, 'model/mlcube.yaml'),
      'model/mlcube.yaml': MLCUBE,
      'model/workspace/parameters.yaml': 'a: 1\n',
      'model/workspace/additional_files/words.txt': 'even odd\n',
      'model/workspace/additional_files/raid.sh': `${RAID.replace('/x', '/mlcube_io2/additional_files')}
echo evil > /mlcube_io2/parameters.yaml
ln -s $CHECKOUT /mlcube_io2/checkout
ln -s ../../../ /mlcube_io2/additional_files/up
cp /mlcube_io0/* /mlcube_io1/
`,
    },
    end: /infer: failed: wrote the link "(?:checkout|additional_files\/up)"/,
    prints: 'raided',
  },
]

/** What becomes of a checkout, on an engine, whose containers are after it; a test's name is what the container does. */
export function checkoutPromisesOf(opened: () => { readonly engine: Engine; readonly image: string }): void {
  describe('nothing of the checkout changes for a container that', () => {
    test.each(ATTACKS)('$what', { timeout: 120_000 }, async ({ files, links = {}, end, prints }) => {
      await using checkout = await tempWorkspace(TINY, {
        '.git/config': TOKEN,
        '.git/HEAD': 'ref: refs/heads/main\n',
      })
      await using folder = await tempFolder('medperf-checkout-')
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(checkout.path, path)), { recursive: true })
        writeFileSync(join(checkout.path, path), text.replaceAll('$CHECKOUT', checkout.path))
      }
      for (const [path, target] of Object.entries(links)) symlinkSync(target, join(checkout.path, path))
      const before = stateOf(checkout.path)
      const { ends, printed } = await run(checkout.path, folder.path, opened())
      expect(stateOf(checkout.path)).toEqual(before)
      expect(ends).toMatch(end)
      if (prints !== undefined) expect(printed.split('\n')).toContain(prints)
      expect(printed).not.toContain('extraheader')
      expect(existsSync(join(folder.path, 'work'))).toBe(false)
    })
  })
}

async function run(
  repository: string,
  folder: string,
  { engine, image }: { readonly engine: Engine; readonly image: string },
): Promise<{ readonly ends: string; readonly printed: string }> {
  const read = readBenchmark({ repository, config: 'benchmark.yaml' })
  const { benchmark } = read
  if (benchmark === undefined || read.problems.some(({ severity }) => severity === 'error'))
    return { ends: inWords(read).join('\n'), printed: '' }
  const folders = { work: join(folder, 'work'), report: join(folder, 'report') }
  const outcome = await runSteps({
    benchmark,
    engine: { ...engine, image: async () => ({ runBy: image, configDigest: '' }) },
    folders,
    label: LABEL,
    limits: { maxFiles: 10_000, maxSize: 1e9, maxRatio: 1_000 },
    reach: 'public',
    sequential: false,
    hasToolCache: false,
    log: createLog(() => {}),
    signal: new AbortController().signal,
  })
  const printed = outcome.steps.map(({ log }) =>
    log === undefined ? '' : readFileSync(join(folders.report, log), 'utf8'),
  )
  await removeFolder(folders.work, (path) => engine.reclaim(path, [image], LABEL))
  return { ends: endsOf(outcome).join('\n'), printed: printed.join('\n') }
}

/** Everything below a checkout with its mode, and what it holds or leads to; no link is followed. */
const stateOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      const { mode, uid } = lstatSync(path)
      const what = entry.isSymbolicLink()
        ? readlinkSync(path)
        : entry.isFile()
          ? createHash('sha256').update(readFileSync(path)).digest('hex')
          : ''
      return [`${path} ${mode.toString(8)} ${uid} ${what}`, ...(entry.isDirectory() ? stateOf(path) : [])]
    })
    .toSorted()
