import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder that is gone when its scope ends. */
export interface TempFolder extends AsyncDisposable {
  readonly path: string
}

export async function tempFolder(prefix = 'medperf-test-', parent = tmpdir()): Promise<TempFolder> {
  const path = await realpath(await mkdtemp(join(parent, prefix)))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/**
 * A checkout in a temporary folder: a copy of `folder` (when given) with `files` written over it by their relative path;
 * `null` removes what the copy brought. Its name begins with `prefix`.
 */
export async function tempWorkspace(
  folder: string | undefined,
  files: Readonly<Record<string, string | Uint8Array | null>> = {},
  prefix = 'medperf-workspace-',
): Promise<TempFolder> {
  const workspace = await tempFolder(prefix)
  if (folder !== undefined) await cp(folder, workspace.path, { recursive: true, verbatimSymlinks: true })
  for (const [name, content] of Object.entries(files)) {
    const path = join(workspace.path, name)
    if (content === null) {
      await rm(path, { recursive: true, force: true })
      continue
    }
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }
  return workspace
}
