import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** Where PATH finds a program; undefined where it does not. */
export const findProgram = (name: string): string | undefined =>
  listFolders(process.env['PATH'])
    .map((folder) => join(folder, name))
    .find(isProgram)

/** The folders of a list such as PATH; an empty entry and a relative one mean the folder we are in, which is a stranger's checkout. */
const listFolders = (list = ''): readonly string[] => list.split(delimiter).filter(isAbsolute)

/** Lists of folders in which programs and their libraries are looked for. */
const LISTS = ['PATH', 'LD_LIBRARY_PATH']

/** An environment whose lists of folders lead nowhere into the folder we are in. An empty list would be that folder, so it is none. */
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
