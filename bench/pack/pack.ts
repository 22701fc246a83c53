import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { dataSets, makeArchive } from '../fetch/data.ts'
import { build } from '../lib/build.ts'
import { type Command, measure } from '../lib/measure.ts'
import { compare, type Summary, type Variant } from '../lib/rounds.ts'
import { findFastFolder } from '../lib/tmpfs.ts'

/*
 * Packing a folder for hosting, against Python's tarfile with its defaults: node bench/pack/pack.ts [--files 12000]
 * [--rounds 5] [--folder PATH]. Needs GNU tar and Python 3.
 */

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '12000' },
    rounds: { type: 'string', default: '5' },
    folder: { type: 'string', default: '' },
  },
})

/** Times faster than Python: what has to be reached, and what is hoped for. */
const TARGET = { faster: 4, ambitious: 9 }

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The folder of text that both pack: as many small files as a data set of images or tables has. */
async function makeFolder(work: string): Promise<string> {
  const [, , small] = dataSets(Number(values.files) / 60_000)
  if (small === undefined) throw new TypeError('the third data set is the one of many small files')
  const archive = join(work, 'data.tar.gz')
  const folder = join(work, 'data')
  await makeArchive(small, archive)
  mkdirSync(folder)
  execFileSync('tar', ['xzf', archive, '-C', folder])
  rmSync(archive)
  return folder
}

/** Packs one way, and checks that GNU tar unpacks the same files. */
function variant(name: string, command: Command, archive: string, expected: string): Variant {
  return {
    name,
    async run() {
      const measured = await measure(command)
      sizes.set(name, statSync(archive).size)
      const unpacked = `${archive}.unpacked`
      mkdirSync(unpacked)
      execFileSync('tar', ['xzf', archive, '-C', unpacked])
      const found = await hashFolder([unpacked])
      rmSync(unpacked, { recursive: true })
      rmSync(archive)
      if (found !== expected) throw new Error(`${name} packed other files: ${found}, not ${expected}`)
      return measured
    },
  }
}

function report([ours, python]: readonly Summary[]): void {
  if (ours === undefined || python === undefined) return
  for (const one of [ours, python]) {
    const range = `${one.fastest.toFixed(2)} to ${one.slowest.toFixed(2)}`
    const size = ((sizes.get(one.name) ?? 0) / 1e6).toFixed(1)
    const memory = (one.peakMemory / 1e6).toFixed(0)
    console.log(
      `  ${one.name.padEnd(7)} ${one.seconds.toFixed(2)} s (${range}), ${size} MB packed, ${memory} MB of memory`,
    )
  }
  const faster = python.seconds / ours.seconds
  const verdict = faster >= TARGET.ambitious ? 'ambitious' : faster >= TARGET.faster ? 'reached' : 'MISSED'
  console.log(`  ${faster.toFixed(2)} times faster than Python (target ≥ ${TARGET.faster}: ${verdict})`)
}

const sizes = new Map<string, number>()
const base = values.folder === '' ? findFastFolder() : values.folder
const work = mkdtempSync(join(base, 'medperf-bench-pack-'))
try {
  const bundle = join(work, 'bundle')
  await build({ ours: here('ours.ts') }, bundle)
  const folder = await makeFolder(work)
  const expected = await hashFolder([folder])
  const archive = join(work, 'packed.tar.gz')
  const ours = { file: process.execPath, arguments: [join(bundle, 'ours.js'), folder, archive] }
  const python = { file: 'python3', arguments: [here('peer.py'), folder, archive] }
  console.log(`${availableParallelism()} cores, Node ${process.version}, ${values.files} files, in ${base}`)
  const variants = [variant('ours', ours, archive, expected), variant('python', python, archive, expected)]
  report(await compare(variants, Number(values.rounds)))
} finally {
  rmSync(work, { recursive: true, force: true })
}
