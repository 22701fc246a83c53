const RECIPES = ['Dockerfile', 'Containerfile'] as const
const IGNORES = ['.dockerignore', '.containerignore'] as const

/**
 * What clients of builders read of a build context themselves, on the runner, wherever a link in its place leads: to `/dev/zero`
 * without end, or to a file of the host that an error then shows. `.rego` is a policy of buildx's for the sources of a build.
 */
const BUILD_FILES: readonly string[] = [
  ...RECIPES,
  ...IGNORES,
  ...RECIPES.flatMap((recipe) => [...IGNORES, '.rego'].map((end) => `${recipe}${end}`)),
]

/** The same of a context whose Dockerfile has another name, which may lie in a folder of it. */
export const listBuildFiles = (dockerfile: string): readonly string[] => [
  ...new Set([...BUILD_FILES, dockerfile, ...[...IGNORES, '.rego'].map((end) => `${dockerfile}${end}`)]),
]

/** What to do about one of them that is no file of the context. */
export const OWN_FILE_HINT = 'Put the file itself there: a link that leads out of the folder is not followed.'
