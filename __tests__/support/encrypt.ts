import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Encrypts bytes as MedPerf's documentation says (docs/medperf.md 15) into `encrypted` of a folder, and gives
 * its path.
 */
export async function encrypt(plain: Buffer, key: string | Buffer, folder: string): Promise<string> {
  const home = join(folder, 'gnupg')
  const [keyFile, plainFile, output] = [join(folder, 'key'), join(folder, 'plain'), join(folder, 'encrypted')]
  await mkdir(home, { mode: 0o700 })
  await writeFile(keyFile, key, { mode: 0o600 })
  await writeFile(plainFile, plain)
  const options = ['--batch', '--homedir', home, '--pinentry-mode', 'loopback', '--s2k-count', '65536']
  await run('gpg', [...options, '--symmetric', '--output', output, '--passphrase-file', keyFile, plainFile])
  // GnuPG started an agent, which it does not need.
  await run('gpgconf', ['--homedir', home, '--kill', 'gpg-agent'])
  for (const path of [home, keyFile, plainFile]) await rm(path, { recursive: true })
  return output
}
