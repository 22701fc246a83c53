import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hashFolder } from '../src/files/folder-hash.ts'
import { type DataSet, dataSets, makeArchive } from './fetch/data.ts'
import { build } from './lib/build.ts'
import { type Command, measure } from './lib/measure.ts'
import { compare, type Summary, type Variant } from './lib/rounds.ts'
import { serve } from './lib/server.ts'
import { findFastFolder, isTmpfs } from './lib/tmpfs.ts'

/*
 * Fetching an archive, against a shell pipeline and a Python script: node bench/fetch.ts [--scale 1] [--rounds 5]
 * [--sets a,b,c] [--only ours,shell,python] [--folder PATH]. Needs Linux, curl, GNU tar and Python 3 (with requests, to be
 * fair). The archives stay in PATH, which is a tmpfs where there is one, for the next time.
 */

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    sets: { type: 'string', default: 'a,b,c' },
    only: { type: 'string', default: 'ours,shell,python' },
    folder: { type: 'string', default: '' },
  },
})

/** What `node bench/fetch.ts` has to reach: seconds against the shell at most, and times faster than Python at least. */
const TARGETS: Readonly<Record<string, { readonly shell?: number; readonly python: number }>> = {
  a: { python: 1.3 },
  b: { shell: 0.35, python: 1.7 },
  c: { shell: 0.6, python: 2.5 },
}
/** In MB, of all processes together. */
const MEMORY_TARGET = 260

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

function commands(url: string, folder: string, bundle: string): Readonly<Record<string, Command>> {
  return {
    ours: { file: process.execPath, arguments: [join(bundle, 'ours.js'), url, folder] },
    shell: { file: 'bash', arguments: [here('fetch/shell.sh'), url, folder] },
    python: { file: 'python3', arguments: [here('fetch/peer.py'), url, folder] },
  }
}

/** Runs one way into a folder that is new each time, and checks both hashes; the shell's folder is hashed afterwards. */
function variantsFor(url: string, work: string, bundle: string): Variant[] {
  let expected: string | undefined
  return values.only.split(',').map((name) => ({
    name,
    async run() {
      const folder = join(work, 'unpacked')
      const measured = await measure(commands(url, folder, bundle)[name] as Command)
      const [archive, contents = await hashFolder([folder])] = measured.stdout.trim().split(' ')
      rmSync(folder, { recursive: true })
      const found = `${archive} ${contents}`
      expected ??= found
      if (found !== expected) throw new Error(`${name} came to ${found}, not ${expected}`)
      return measured
    },
  }))
}

function report(set: DataSet, summaries: readonly Summary[]): void {
  const megabytes = ((set.files * set.size) / 1e6).toFixed(0)
  console.log(`\n${set.name}: ${set.files.toLocaleString('en')} files, ${megabytes} MB of ${set.contents}`)
  for (const one of summaries) {
    const range = `${one.fastest.toFixed(2)} to ${one.slowest.toFixed(2)}`
    console.log(
      `  ${one.name.padEnd(7)} ${one.seconds.toFixed(2)} s (${range}), ${(one.peakMemory / 1e6).toFixed(0)} MB`,
    )
  }
  const [ours, shell, python] = ['ours', 'shell', 'python'].map((name) =>
    summaries.find((one) => one.name === name),
  )
  const target = values.scale === '1' ? TARGETS[set.name] : undefined // other sizes have none
  if (ours === undefined) return
  if (shell !== undefined) {
    const ratio = ours.seconds / shell.seconds
    console.log(`  of the shell's time: ${ratio.toFixed(2)}${words(target?.shell, '≤', ratio)}`)
  }
  if (python !== undefined) {
    const ratio = python.seconds / ours.seconds
    console.log(`  times faster than Python: ${ratio.toFixed(2)}${words(target?.python, '≥', ratio)}`)
  }
  console.log(
    `  peak memory in MB: ${(ours.peakMemory / 1e6).toFixed(0)}${words(MEMORY_TARGET, '≤', ours.peakMemory / 1e6)}`,
  )
}

function words(target: number | undefined, sign: '≤' | '≥', value: number): string {
  if (target === undefined) return ''
  const reached = sign === '≤' ? value <= target : value >= target
  return ` (target ${sign} ${target}: ${reached ? 'reached' : 'MISSED'})`
}

const base = values.folder === '' ? findFastFolder() : values.folder

const archives = join(base, 'medperf-bench-fetch')
mkdirSync(archives, { recursive: true })
const work = mkdtempSync(join(base, 'medperf-bench-work-'))
try {
  const bundle = join(work, 'bundle')
  await build(
    { ours: here('fetch/ours.ts'), 'unpack-worker': here('../src/archive/unpack-worker.ts') },
    bundle,
  )
  console.log(
    `${cpus().length} cores, Node ${process.version}, ${base} (${isTmpfs(base) ? 'tmpfs' : 'not a tmpfs'})`,
  )
  for (const set of dataSets(Number(values.scale))) {
    if (!values.sets.split(',').includes(set.name)) continue
    const path = join(archives, `${set.name}-${values.scale}.tar.gz`)
    await makeArchive(set, path)
    const server = await serve([path])
    try {
      const variants = variantsFor(`${server.url}/${set.name}-${values.scale}.tar.gz`, work, bundle)
      report(set, await compare(variants, Number(values.rounds)))
    } finally {
      server.stop()
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
