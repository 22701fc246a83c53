import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Wanted } from '../engine.ts'
import { inventName } from '../helper.ts'
import { runProcess } from '../process.ts'
import { shutOut } from './environment.ts'
import { fatalWords } from './outcome.ts'

/** What the smallest image must have for Apptainer to start anything in it. */
const FOLDERS = ['dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'var/tmp']

/**
 * Why limits cannot be kept; undefined where they can. It depends on the kernel, on systemd, on Apptainer's settings and on
 * who asks, so it is tried, with a program that does not exist in an image that is empty.
 */
export async function limitTrouble(command: string): Promise<string | undefined> {
  const program = `/${inventName('nothing')}`
  const image = await mkdtemp(join(tmpdir(), 'medperf-limits-'))
  try {
    for (const folder of FOLDERS) mkdirSync(join(image, folder), { recursive: true })
    const limits = ['--memory', '64m', '--cpus', '1', '--pids-limit', '64']
    const { stderr } = await runProcess(command, ['exec', '-eC', ...limits, image, program], {
      timeout: 20_000,
      env: shutOut(),
    })
    return stderr.includes(`stat ${program}`) ? undefined : fatalWords(stderr) || 'it does not say why'
  } finally {
    await rm(image, { recursive: true, force: true })
  }
}

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
