import type { ConfigRead } from '../../containers/config-read.ts'
import { readContainerConfig } from '../../containers/container-config.ts'
import type { Role } from '../../facts/role.ts'
import { parseYaml } from '../../yaml/yaml.ts'
import type { Context } from '../context.ts'
import { findNamed } from '../paths.ts'
import { problemAt, type ReadFile, toProblem, unreadProblems } from '../problems.ts'
import { readSmall } from '../repository.ts'
import { duplicateWarnings } from './parameters.ts'

/** A container configuration that was read: what it says, and where its lines are. */
export interface ConfigFile extends ReadFile {
  readonly read: ConfigRead
}

/** What `mlcube` says of a key that is there twice. */
const REFUSED = { severity: 'error', hint: '`mlcube` refuses the file: keep one of the two.' } as const

const WANTED = { what: 'Container config file', kinds: ['file'] } as const

/** Reads the configuration that benchmark.yaml names for a role; undefined where it cannot be read at all. */
export function readConfigFile(
  role: Role,
  written: string,
  hasImageFile: boolean,
  context: Context,
): ConfigFile | undefined {
  const { problems } = context
  const found = findNamed(written, [role, 'config'], WANTED, context)
  if (found === undefined) return undefined
  const file = found.shown
  const bytes = readSmall(found.path)
  if ('wrong' in bytes) {
    problems.push(problemAt(file, 'error', `Container config file ${written} ${bytes.wrong}`))
    return undefined
  }
  const document = parseYaml(bytes)
  if (!document.ok) {
    problems.push(...unreadProblems(file, document, 'this container configuration cannot be read'))
    return undefined
  }
  if (document.value === null) {
    const hint = 'It needs `container_type`, `image` and `tasks`.'
    problems.push(
      problemAt(file, 'error', `Container config file ${written} is empty`, hint, { line: 1, column: 1 }),
    )
    return undefined
  }
  const { placeOf } = document
  const read = readContainerConfig(document.value, { role, hasImageFile, hasAsset: context.hasAsset })
  problems.push(
    ...read.findings.map((finding) => toProblem({ file, placeOf }, finding)),
    ...duplicateWarnings(file, document).map((problem) =>
      read.spec?.mlcube === undefined ? problem : { ...problem, ...REFUSED },
    ),
  )
  return { file, placeOf, read }
}
