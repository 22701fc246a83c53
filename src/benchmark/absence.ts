import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { toBytes } from '../files/byte-name.ts'
import { suggestName } from '../words/did-you-mean.ts'
import { listFolder, yamlFiles } from './repository.ts'

/** What to do when there is no benchmark.yaml at the path of the input `config`. */
export function missingHint(repository: string, config: string): string {
  const hasFiles = existsSync(repository) && (listFolder(toBytes(repository)) ?? []).length > 0
  if (!hasFiles || !existsSync(join(repository, '.git'))) {
    const others = hasFiles ? candidates(repository, config) : []
    const or = others.length === 0 ? '' : ` Or is it ${list(others)}? Then name it in the input \`config\`.`
    return `Is the step \`actions/checkout\` missing before this one?${or}`
  }
  const others = candidates(repository, config)
  if (others.length > 0) return `Is it ${list(others)}? Name it in the input \`config\`.`
  return 'The input `config` is its path in the repository, by default `benchmark.yaml`.'
}

const list = (paths: readonly string[]) => paths.map((path) => `\`${path}\``).join(' or ')

/** Files that may be meant: of the same name elsewhere, or of nearly the same. */
function candidates(repository: string, config: string): readonly string[] {
  const wanted = config.split('/').at(-1) ?? config
  return yamlFiles(repository)
    .filter((path) => {
      const name = path.split('/').at(-1) ?? path
      return (
        path !== config && (/^benchmark\.ya?ml$/i.test(name) || suggestName(name, [wanted]) !== undefined)
      )
    })
    .slice(0, 3)
}
