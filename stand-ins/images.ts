import { execFile } from 'node:child_process'
import { chmod, copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { tempFolder } from './workspace.ts'

const run = promisify(execFile)

/** The smallest image with a shell: a static busybox, all its commands in /bin. */
export const BUSYBOX = 'medperf-test/busybox:1'

const DOCKERFILE = `FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
ENV PATH=/bin
CMD ["/bin/sh"]
`

/**
 * Builds `BUSYBOX` without a network unless Docker has it, and gives its name. Docker is the one that DOCKER_HOST names.
 * Throws where this machine has no static busybox (Debian's busybox-static).
 */
export async function busyboxImage(): Promise<string> {
  if (!(await hasImage(BUSYBOX)))
    await buildImage(BUSYBOX, DOCKERFILE, [await which('busybox')], once(BUSYBOX))
  return BUSYBOX
}

const BUILD = ['docker', 'build', '--force-rm', '--network', 'none', '--tag']

/** Test files that run at once wait here for one of them: a second image would take the name from the first. */
const once = (tag: string) => [
  'flock',
  import.meta.filename,
  'sh',
  '-c',
  'docker image inspect "$0" >/dev/null 2>&1 || exec "$@"',
  tag,
]

/** Builds an image from a Dockerfile and files that it may copy by their base name. Nothing is fetched. */
export async function buildImage(
  tag: string,
  dockerfile: string,
  files: readonly string[] = [],
  before: readonly string[] = [],
): Promise<string> {
  await using context = await tempFolder()
  await writeFile(join(context.path, 'Dockerfile'), dockerfile)
  for (const file of files) {
    const copy = join(context.path, file.slice(file.lastIndexOf('/') + 1))
    await copyFile(file, copy)
    await chmod(copy, 0o755)
  }
  const [command = '', ...args] = [...before, ...BUILD, tag, context.path]
  await run(command, args)
  return tag
}

export async function hasImage(tag: string): Promise<boolean> {
  return run('docker', ['image', 'inspect', tag]).then(
    () => true,
    () => false,
  )
}

async function which(command: string): Promise<string> {
  try {
    return (await run('sh', ['-c', 'command -v "$1"', 'sh', command])).stdout.trim()
  } catch {
    throw new Error(`${command} was not found: script/ci/test-tools installs what these tests need`)
  }
}
