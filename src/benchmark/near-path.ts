import { posix } from 'node:path'
import { fromBytes, toBytes } from '../files/byte-name.ts'
import { suggestName } from '../words/did-you-mean.ts'
import { listFolder, locatePath } from './repository.ts'

interface Where {
  readonly repository: string
  /** The folder that a path is relative to. */
  readonly folder: string
}

/** Entries of a folder that are compared with a name. */
const COMPARED = 1_000

/** What a path that names nothing may stand for: something beside it with nearly its name; undefined where there is none. */
export function findNear(written: string, { repository, folder }: Where): string | undefined {
  const name = posix.basename(written)
  const above = posix.dirname(written)
  const names = listNames(above, { repository, folder })
  const same = names.find((one) => one.toLowerCase() === name.toLowerCase())
  const near = same ?? suggestName(name, names)
  return near === undefined ? undefined : posix.join(above, near)
}

const WANTED = ['container_config.yaml', 'container_config.yml', 'mlcube.yaml', 'parameters.yaml']

/** The file that is meant by whoever names its folder; undefined where nobody can tell. */
export function findFileWithin(written: string, what: string, where: Where): string | undefined {
  const names = listNames(written, where).filter((name) => WANTED.includes(name))
  const found = names.filter((name) => name.startsWith('parameters') === what.startsWith('Parameters'))
  const [only, ...others] = found
  return only === undefined || others.length > 0 ? undefined : posix.join(written, only)
}

function listNames(written: string, { repository, folder }: Where): readonly string[] {
  const found = locatePath(repository, folder, written)
  if (found.kind !== 'directory') return []
  const entries = listFolder(toBytes(found.path)) ?? []
  return entries
    .slice(0, COMPARED)
    .map(({ name }) => fromBytes(name))
    .filter((name) => !name.startsWith('.'))
}
