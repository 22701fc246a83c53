import { execFileSync } from 'node:child_process'
import { type TempFolder, tempFolder } from '../../stand-ins/workspace.ts'

/** Runs a program as root, which on a runner takes sudo. */
export const asRoot = (command: string, ...args: readonly string[]): Buffer =>
  process.getuid?.() === 0 ? execFileSync(command, args) : execFileSync('sudo', ['-n', command, ...args])

/** A folder that is a disk of its own, of so many MiB. */
export async function smallDisk(size: number): Promise<TempFolder> {
  const folder = await tempFolder('medperf-disk-')
  asRoot('mount', '-t', 'tmpfs', '-o', `size=${size}m,mode=1777`, 'tmpfs', folder.path)
  return {
    path: folder.path,
    async [Symbol.asyncDispose]() {
      // What has just ended may still be letting go of it.
      asRoot('umount', '--lazy', folder.path)
      await folder[Symbol.asyncDispose]()
    },
  }
}
