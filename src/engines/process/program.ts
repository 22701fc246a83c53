import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { liesIn } from '../../files/lies-in.ts'

/** Where PATH finds a program; undefined where it does not. */
export const findProgram = (name: string): string | undefined =>
  listFolders(process.env['PATH'])
    .map((folder) => join(folder, name))
    .find(isProgram)

/**
 * The folders of a list such as PATH, without those of a stranger's checkout: an empty entry and a relative one mean the folder that we
 * are in, and a workflow may name one that a pull request can put programs into (`.venv/bin`).
 */
function listFolders(list = ''): readonly string[] {
  const { GITHUB_WORKSPACE: checkout = '' } = process.env
  return list
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && (checkout === '' || !liesIn(checkout, folder)))
}

/** Lists of folders in which programs and their libraries are looked for. */
const LISTS = ['PATH', 'LD_LIBRARY_PATH']

/** An environment whose lists of folders lead nowhere into the checkout. An empty list would be the folder we are in, so it is none. */
export const withoutHere = (environment: Readonly<NodeJS.ProcessEnv>): Readonly<NodeJS.ProcessEnv> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      if (!LISTS.includes(name)) return [[name, value]]
      const folders = listFolders(value)
      return folders.length === 0 ? [] : [[name, folders.join(delimiter)]]
    }),
  )

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
