import { fetchArchive } from '../../src/fetch/archive.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'

/* Fetches, unpacks and hashes an archive as the action does: URL FOLDER; prints the archive's hash and the folder's. */

const [url = '', into = ''] = process.argv.slice(2)
const unpacked = await fetchArchive(
  { kind: 'url', url },
  {
    into,
    reach: 'private',
    limits: { maxFiles: 1_000_000, maxSize: 200e9, maxRatio: 1_000 },
    signal: new AbortController().signal,
    say: (line) => process.stderr.write(`${line}\n`),
  },
)
process.stdout.write(`${unpacked.sha256} ${await hashFolder([into], unpacked.hashes)}\n`)
