import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Wanted } from '../engine.ts'
import { inventName } from '../helper.ts'
import { runProcess } from '../process/process.ts'
import { shutOut } from './environment.ts'
import { filterArguments, writeFilter } from './filter.ts'
import { fatalWords } from './outcome.ts'

/** What the smallest image must have for Apptainer to start anything in it. */
const FOLDERS = ['dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'var/tmp']

/**
 * Why limits cannot be kept; undefined where they can. It depends on the kernel, on systemd, on Apptainer's settings and on
 * who asks, so it is tried.
 */
export const limitTrouble = (command: string): Promise<string | undefined> =>
  tryOptions(command, () => ['--memory', '64m', '--cpus', '1', '--pids-limit', '64'])

/** Why no filter of system calls can be had, likewise: it may be built without. */
export const filterTrouble = (command: string): Promise<string | undefined> =>
  tryOptions(command, (folder) => filterArguments(writeFilter(folder)))

/** Tries options with a program that does not exist in an image that is empty, and gives what Apptainer says against them. */
async function tryOptions(
  command: string,
  options: (folder: string) => readonly string[],
): Promise<string | undefined> {
  const program = `/${inventName('nothing')}`
  const folder = await mkdtemp(join(tmpdir(), 'medperf-limits-'))
  try {
    const image = join(folder, 'image')
    for (const name of FOLDERS) mkdirSync(join(image, name), { recursive: true })
    const words = ['exec', '-eC', ...options(folder), image, program]
    const { stderr } = await runProcess(command, words, { timeout: 20_000, env: shutOut() })
    return stderr.includes(`stat ${program}`) ? undefined : fatalWords(stderr) || 'it does not say why'
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Says that containers can reach more of the kernel than on other engines. */
export const tellUnfiltered = (trouble: string | undefined): readonly string[] =>
  trouble === undefined
    ? []
    : [
        `Apptainer cannot filter system calls here (${trouble}); the containers run without, and can make namespaces of their own.`,
      ]

/** The wishes that go unheard, in sentences. */
export function listUnkept(trouble: string | undefined, wanted: Wanted): readonly string[] {
  const limits = (['memory', 'cpus', 'pids'] as const).filter((name) => wanted[name] !== undefined)
  return [
    ...(trouble === undefined || limits.length === 0
      ? []
      : [
          `Apptainer cannot keep ${limits.map((name) => `\`${name}\``).join(', ')} here (${trouble}); the containers run without.`,
        ]),
    ...(wanted.shmSize === undefined
      ? []
      : ['`shm_size` has no meaning for Apptainer, whose /dev/shm is as large as the memory allows.']),
  ]
}
