export interface RepositoryFile {
  /** GITHUB_SERVER_URL: `https://github.com`. */
  readonly serverUrl: string
  /** `owner/name`. */
  readonly repository: string
  /** The whole SHA of a commit: what a branch holds changes, and what the server stores must not. */
  readonly sha: string
  /** Relative to the repository, with `/` between its parts. */
  readonly path: string
}

/** The address of a file as it is in one commit, for whoever may read the repository; throws a TypeError for a branch. */
export function makeRawUrl({ serverUrl, repository, sha, path }: RepositoryFile): string {
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha))
    throw new TypeError('a raw address needs the SHA of a commit')
  const server = new URL(serverUrl)
  const file = path.split('/').map(encodeURIComponent).join('/')
  return server.hostname === 'github.com'
    ? `https://raw.githubusercontent.com/${repository}/${sha}/${file}`
    : `${server.origin}${server.pathname.replace(/\/$/, '')}/${repository}/raw/${sha}/${file}`
}
