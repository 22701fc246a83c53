import { packFolder } from '../../src/archive/pack/pack.ts'

/* Packs and hashes a folder as the action does: FOLDER ARCHIVE. */

const [folder = '', into = ''] = process.argv.slice(2)
await packFolder(folder, { into, signal: new AbortController().signal })
