import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Ended, runProcess } from '../../engines/process/process.ts'
import { readHashed } from '../../engines/saved/input-file.ts'
import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'

export interface DecryptOptions {
  /** The passphrase; GnuPG takes it up to its first line feed or NUL (docs/medperf.md 15). */
  readonly key: string
  /** A folder of ours that does not exist yet; key, keyring and decrypted file lie in it, and it stays when it worked. */
  readonly folder: string
  /** Bytes that the decrypted file may take. */
  readonly maxSize: number
  readonly signal: AbortSignal
  /** What the bytes of the file were hashed to before. */
  readonly sha256: string
  readonly command?: string
}

/**
 * Decrypts an OpenPGP message that was made with a passphrase (docs/medperf.md 15) and gives the path of the decrypted file,
 * which nobody else can read. The key is gone when this returns. Throws an ExpectedError of kind `image`, and then leaves
 * nothing.
 */
export async function decryptFile(
  encrypted: string,
  { key, folder, maxSize, signal, sha256, command = 'gpg' }: DecryptOptions,
): Promise<string> {
  const passphrase = readPassphrase(key)
  const [secrets, output] = [join(folder, 'secrets'), join(folder, 'image')]
  mkdirSync(folder, { mode: 0o700, recursive: true })
  try {
    mkdirSync(secrets, { mode: 0o700 })
    const keyFile = join(secrets, 'key')
    writeFileSync(keyFile, passphrase, { mode: 0o600, flag: 'wx' })
    const options = [
      // A keyring of its own, no agent that would outlive us, and no question to anybody.
      ...['--batch', '--no-options', '--homedir', secrets, '--no-autostart', '--no-symkey-cache'],
      ...['--pinentry-mode', 'loopback', '--status-fd', '1', '--max-output', String(maxSize)],
      ...['--passphrase-file', keyFile, '--output', output, '--decrypt'],
    ]
    const ended = await runProcess(command, options, { signal, input: readHashed(encrypted, sha256) })
    signal.throwIfAborted()
    if (ended.code !== 0 || !/^\[GNUPG:\] DECRYPTION_OKAY/m.test(ended.stdout)) throw failureOf(ended)
    return output
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  } finally {
    rmSync(secrets, { recursive: true, force: true })
  }
}

/** What GnuPG reads of a key file: its bytes before the first line feed or NUL. */
export function readPassphrase(key: string): string {
  const passphrase = key.split(/[\n\0]/, 1)[0] ?? ''
  if (passphrase !== '') return passphrase
  throw new ExpectedError(
    'image',
    'the decryption key is empty: GnuPG takes a key only up to its first line feed or NUL',
    { hint: 'Give a key that does not begin with an empty line.' },
  )
}

function failureOf({ code, stdout, stderr }: Ended): ExpectedError {
  const told = (word: string) => new RegExp(`^\\[GNUPG:\\] ${word}`, 'm').test(stdout)
  if (code === 127 && stderr.includes('ENOENT')) {
    const hint = 'Install GnuPG on this runner, such as by `apt-get install gnupg`; ubuntu-latest has it.'
    return new ExpectedError('image', 'GPG is not installed.', { hint })
  }
  if (stderr.includes('No space left')) {
    const hint = 'Free space on the runner, or set the input work-directory to a larger disk.'
    return new ExpectedError('disk-full', 'the disk is full: the image cannot be decrypted', { hint })
  }
  const isEncrypted = told('BEGIN_DECRYPTION')
  // GnuPG shows what is only packed, as by `gpg --store`.
  if ((told('NODATA') || told('PLAINTEXT')) && !isEncrypted) {
    const hint = 'Encrypt it by `gpg --batch --symmetric`, or use the container_type without `Encrypted`.'
    return new ExpectedError('image', 'the image file is not encrypted by GnuPG', { hint })
  }
  if (told('PLAINTEXT') || told('NODATA')) {
    const hint =
      'Upload it again, and compare its SHA-256. If it really is that large, raise `max-size` or `max-ratio`, or take a larger disk.'
    return new ExpectedError(
      'image',
      'the encrypted image is damaged, or larger than `max-size`, `max-ratio` and the disk allow',
      { hint },
    )
  }
  if (isEncrypted) {
    const hint = 'Give the key that the image was encrypted with in the input `decryption-key`.'
    return new ExpectedError('image', 'the decryption key does not fit the encrypted image', { hint })
  }
  const reason = plainLine(stderr.trim().split('\n').at(-1) ?? '', 300)
  return new ExpectedError('image', `the image cannot be decrypted: ${reason}`, {
    hint: 'Try `gpg --decrypt` with the same key and file: it has to be encrypted with a passphrase (`gpg --symmetric`).',
  })
}
