import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { imageReferenceFault } from '../../containers/image-reference.ts'
import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import { joinLines, LINE_ENDS, listFroms, readDockerfile } from '../docker/images/dockerfile.ts'
import { inspectImage } from '../docker/inspect.ts'
import { parseStrictly } from '../saved/strict-json.ts'
import type { Podman } from './info.ts'
import { isBefore } from './version.ts'

const ConfigSchema = z.object({ config: z.object({ OnBuild: z.array(z.string()).nullish() }).nullish() })

const HINT =
  'Podman before 5.4 lets such lines of a build mount any folder of this machine, also for writing: leave `--mount` out, or build with Docker or a newer Podman.'

/**
 * Looks at a build before Podman does: the mounts of RUN lines lead out of the build before 5.4 (CVE-2024-1753, CVE-2024-9675,
 * CVE-2024-11218), and distributions that mended them do not say so in the version. Throws an ExpectedError of kind `build`.
 */
export async function checkPodmanBuild(
  command: string,
  { version, store }: Pick<Podman, 'version' | 'store'>,
  context: string,
): Promise<void> {
  if (!isBefore(version, 5, 4)) return
  const dockerfile = readDockerfile(context)
  if (dockerfile === '') throw refuse('it has no Dockerfile that can be looked at before the build')
  if (mayMount(dockerfile))
    throw refuse('its Dockerfile has a line with `--mount`, or with an option that may be it')
  for (const base of listFroms(dockerfile)) {
    const shown = plainLine(base, 200)
    if (imageReferenceFault(base) !== undefined)
      throw refuse(`it begins with ${shown}, which cannot be looked at before the build`)
    const triggers = await readTriggers(command, store, base)
    if (triggers === undefined) throw refuse(`its base ${shown} cannot be looked at before the build`)
    if (triggers.some(mayMount))
      throw refuse(
        `its base ${shown} brings a line with \`--mount\`, or with an option that may be it (ONBUILD)`,
      )
  }
}

/** However it is written: a line may be broken anywhere, and a comment stand in between. */
const mayMount = (text: string): boolean =>
  /--mount/i.test(text.replaceAll(/^\s*#.*$/gm, '').replaceAll(/[\s\\`]/g, '')) ||
  LINE_ENDS.some((mark) => joinLines(text, mark).some(hasOddOption))

/** Options of RUN that mount nothing. Podman puts in variables and takes quotes away before it reads an option's name. */
const HARMLESS = /^--(?:network|security)=[\w-]+$/

/** Whether an option of a RUN line could be read as `--mount`. Go counts U+0085 as a space. */
function hasOddOption(line: string): boolean {
  const [, rest] = /^[\s\u0085]*(?:ONBUILD[\s\u0085]+)*RUN[\s\u0085]+(.*)$/is.exec(line) ?? []
  for (const word of (rest ?? '').split(/[\s\u0085]+/)) {
    if (!/^["'\\`]*-/.test(word)) return false
    if (!HARMLESS.test(word)) return true
  }
  return false
}

/** What a base has done in the builds that begin with it, which Podman tells nobody; undefined where it cannot be found out. */
async function readTriggers(
  command: string,
  store: string | undefined,
  base: string,
): Promise<readonly string[] | undefined> {
  const found = await inspectImage(command, base)
  if (found === undefined || store === undefined) return undefined
  const config = await readConfig(store, found.Id)
  const parsed = ConfigSchema.safeParse(parseStrictly(config, ['config', 'OnBuild'], 'these'))
  return parsed.success ? (parsed.data.config?.OnBuild ?? []) : undefined
}

/** The configuration of an image from Podman's store, under its digest; empty where it is not there. */
async function readConfig(store: string, id: string): Promise<string> {
  const name = `=${Buffer.from(id).toString('base64')}`
  for (const driver of await readdir(store).catch(() => [])) {
    const path = join(store, driver, id.replace(/^sha256:/, ''), name)
    if (driver.endsWith('-images') && existsSync(path)) return readFile(path, 'utf8')
  }
  return ''
}

const refuse = (why: string) =>
  new ExpectedError('build', `the image cannot be built with this Podman: ${why}`, { hint: HINT })
