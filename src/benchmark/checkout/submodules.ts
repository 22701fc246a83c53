import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { readCode } from '../../facts/error.ts'
import { readBounded } from '../../files/read-file.ts'

const FILE = '.gitmodules'
/** Bytes of the largest `.gitmodules` that is read. */
const LARGEST = 1024 ** 2

/** What to do about one that is not there. */
export const SUBMODULE_HINT =
  'Check out with `submodules: recursive` (an input of `actions/checkout`), or run `git submodule update --init --recursive` before this step.'
export const SUBMODULE_CODE = 'submodule-empty'

/**
 * The submodule that a path of the repository is or lies in and whose folder is empty or not there, relative to the repository; so
 * is one within another. Undefined where there is none.
 */
export function findEmptySubmodule(root: string, path: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  for (let depth = 0; depth < parts.length; depth += 1) {
    const above = parts.slice(0, depth).join('/')
    const found = listSubmodules(root, above).find((one) => isWithin(path, one) && isEmpty(join(root, one)))
    if (found !== undefined) return found
  }
  return undefined
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0
  } catch (error) {
    return readCode(error) === 'ENOENT'
  }
}

/** The folders of the submodules that a folder of the repository says it has, relative to the repository. */
function listSubmodules(root: string, folder: string): readonly string[] {
  const bytes = readBounded(join(root, folder, FILE), { most: LARGEST })
  if ('wrong' in bytes) return []
  const lines = bytes.toString().split('\n')
  return lines.flatMap((line) => {
    const written = /^\s*path\s*=\s*(?:"(?<quoted>[^"]*)"|(?<plain>[^#;]*))/i.exec(line)?.groups
    const path = (written?.['quoted'] ?? written?.['plain'] ?? '').trim().replace(/\/+$/, '')
    return path === '' ? [] : [posix.join(folder, path)]
  })
}
