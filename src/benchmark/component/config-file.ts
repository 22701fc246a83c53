import type { ConfigRead } from '../../containers/config-read.ts'
import { readContainerConfig } from '../../containers/container-config.ts'
import { readNothing } from '../../containers/read.ts'
import type { Role } from '../../facts/role.ts'
import { parseYaml } from '../../yaml/yaml.ts'
import { checkImageAddress } from '../address/image-address.ts'
import type { Part, RuleContext } from '../context.ts'
import { findNamed } from '../paths.ts'
import { problemAt, type ReadFile, toProblem, unreadProblems } from '../problems.ts'
import { readSmall } from '../repository.ts'
import { findUnfilled } from '../unfilled/unfilled.ts'
import { duplicateWarnings } from './parameters.ts'

/** A container configuration that was read: what it says, and where its lines are. */
export interface ConfigFile extends ReadFile {
  readonly read: ConfigRead
}

/** What `mlcube` says of a key that is there twice. */
const REFUSED = { severity: 'error', hint: '`mlcube` refuses the file: keep one of the two.' } as const

const WANTED = { what: 'Container config file', kinds: ['file'] } as const

/** Reads the configuration that benchmark.yaml names for a role; without a value where it cannot be read at all. */
export function readConfigFile(
  role: Role,
  written: string,
  hasImageFile: boolean,
  context: RuleContext,
): Part<ConfigFile> {
  const found = findNamed(written, [role, 'config'], WANTED, context)
  if (found.value === undefined) return { findings: found.findings }
  const { shown: file, path } = found.value
  const bytes = readSmall(path)
  if ('wrong' in bytes)
    return readNothing(
      problemAt(file, 'error', `Container config file ${written} ${bytes.wrong}`, bytes.hint),
    )
  const document = parseYaml(bytes)
  if (!document.ok)
    return { findings: unreadProblems(file, document, 'this container configuration cannot be read') }
  if (document.value === null) {
    const why = `Container config file ${written} is empty`
    const hint = 'It needs `container_type`, `image` and `tasks`.'
    return readNothing(problemAt(file, 'error', why, hint, { line: 1, column: 1 }))
  }
  const { placeOf } = document
  const read = readContainerConfig(document.value, { role, hasImageFile, topology: context.topology })
  const twice = duplicateWarnings(file, document)
  const isMlcube = read.spec?.mlcube !== undefined
  const unfilled = findUnfilled(document.value).filter(({ path }) => path[0] !== 'image')
  const address = read.spec === undefined ? [] : checkImageAddress(read.spec, hasImageFile, context)
  return {
    value: { file, placeOf, read },
    findings: [
      ...[...read.findings, ...address, ...unfilled].map((finding) => toProblem({ file, placeOf }, finding)),
      ...twice.map((problem) => (isMlcube ? { ...problem, ...REFUSED } : problem)),
    ],
  }
}
