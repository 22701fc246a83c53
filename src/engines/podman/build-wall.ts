import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { imageReferenceFault } from '../../containers/image-reference.ts'
import type { Build } from '../../facts/build.ts'
import { ExpectedError } from '../../facts/error.ts'
import { plainLine } from '../../words/text.ts'
import { readDockerfile } from '../docker/images/dockerfile.ts'
import { type Inspected, inspectImage } from '../docker/inspect.ts'
import { PLATFORM } from '../pull-size.ts'
import { parseStrictly } from '../saved/strict-json.ts'
import { type BuildBase, listPlainBases } from './bases.ts'
import type { Podman } from './info.ts'
import { readPlainLines } from './plain-lines.ts'
import { isBefore } from './version.ts'
import { isVolume, runsBehindVolume } from './volumes.ts'

const ConfigSchema = z.object({ config: z.object({ OnBuild: z.array(z.string()).nullish() }).nullish() })

const WHY =
  'Podman before 5.4 lets a build reach any folder of this machine. Or build with Docker or a newer Podman.'
const HINT = `Leave \`--mount\` and other options of RUN out: ${WHY}`
const ALIKE = `Leave out here-documents, an \`escape\` directive, and spaces and line ends other than the usual ones: ${WHY}`
const PLAIN = `Name each base in words, or by variables that \`ARG NAME=value\` gives on lines of their own, and each stage by plain letters: ${WHY}`
const LAST = `Put VOLUME behind all RUN lines of its stage: ${WHY}`
const ANOTHER = `Leave \`--platform\` out, or say ${PLATFORM}: ${WHY}`

/**
 * Looks at a build before Podman does: the mounts of RUN lines lead out of the build before 5.4 (CVE-2024-1753, CVE-2024-9675,
 * CVE-2024-11218), volumes do in some, and distributions that mended it do not say so in the version. Gives the Dockerfile that was looked at, with what it
 * begins with by its ID: Podman may read the one of the context otherwise, and get another image of that name. Undefined where the
 * one of the context will do. Throws an ExpectedError of kind `build`.
 */
export async function checkPodmanBuild(
  command: string,
  { version, store }: Pick<Podman, 'version' | 'store'>,
  build: Build,
): Promise<string | undefined> {
  if (!isBefore(version, 5, 4)) return undefined
  const dockerfile = readDockerfile(build)
  if (dockerfile === '') throw refuse('it has no Dockerfile that can be looked at before the build')
  const instructions = [...expectPlain(dockerfile, 'its Dockerfile')]
  if (runsBehindVolume(instructions)) throw refuse('its Dockerfile has a RUN behind a VOLUME', LAST)
  const bases = listPlainBases(instructions, build.args)
  if (bases === undefined) throw refuse('its Dockerfile does not plainly say what it begins with', PLAIN)
  for (const base of bases) {
    const begin = base.isOwn ? base.name : await expectBase(command, store, base)
    instructions[base.at] = `FROM ${begin}${base.stage === undefined ? '' : ` AS ${base.stage}`}`
  }
  return `${instructions.join('\n')}\n`
}

/** The ID of an image that a build may begin with. */
async function expectBase(command: string, store: string | undefined, base: BuildBase): Promise<string> {
  const shown = plainLine(base.name, 200)
  if (imageReferenceFault(base.name) !== undefined)
    throw refuse(`it begins with ${shown}, which cannot be looked at before the build`, PLAIN)
  const found = await inspectImage(command, base.name)
  const triggers = found && (await readTriggers(store, found))
  if (found === undefined || triggers === undefined)
    throw refuse(`its base ${shown} cannot be looked at before the build`)
  if (!isOf(found, base))
    throw refuse(`it begins with ${shown} for another platform than ${PLATFORM}`, ANOTHER)
  const done = `what its base ${shown} has done (ONBUILD)`
  if (expectPlain(triggers.join('\n'), done).some(isVolume)) throw refuse(`${done} has a VOLUME`, LAST)
  return found.Id.replace(/^sha256:/, '')
}

/** The instructions in a text, none of which may mount anything; Podman reads all that a base has done as one text too. */
function expectPlain(text: string, what: string): readonly string[] {
  const instructions = readPlainLines(text)
  if (instructions === undefined) throw refuse(`${what} has lines that not every builder reads alike`, ALIKE)
  if (instructions.some(mayMount))
    throw refuse(`${what} has a line with \`--mount\`, or with an option that may be it`)
  return instructions
}

/** Options of RUN that mount nothing. Podman puts in variables and takes quotes away before it reads an option's name. */
const HARMLESS = /^--(?:network=(?:none|default)|security=sandbox)$/

/** Whether an instruction has an option that could be read as `--mount`. Go has a capital letter outside of ASCII for `i`. */
function mayMount(line: string): boolean {
  if (/^ONBU.LD[ \t]+[^a-z]/i.test(line) || (/^(?:ONBU.LD|RUN)\b/i.test(line) && /--mount=/i.test(line)))
    return true
  const [, rest = ''] = /^(?:ONBU.LD[ \t]+)*RUN[ \t]+(.*)$/is.exec(line) ?? []
  for (const word of rest.split(/[ \t]+/)) {
    if (!/^["'\\`]*-/.test(word)) return false
    if (!HARMLESS.test(word)) return true
  }
  return false
}

/** Whether Podman takes the image that was looked at: of another platform it would get another one. */
const isOf = ({ Os, Architecture }: Inspected, { platform }: BuildBase): boolean =>
  platform === undefined ||
  (`${Os}/${Architecture}` === PLATFORM &&
    (platform === PLATFORM || /^\$(?:\{(?:BUILD|TARGET)PLATFORM\}|(?:BUILD|TARGET)PLATFORM)$/.test(platform)))

/** What a base has done in the builds that begin with it, which Podman tells nobody; undefined where it cannot be found out. */
async function readTriggers(
  store: string | undefined,
  { Id }: Inspected,
): Promise<readonly string[] | undefined> {
  const config = store === undefined ? '' : await readConfig(store, Id)
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

const refuse = (why: string, hint = HINT) =>
  new ExpectedError('build', `the image cannot be built with this Podman: ${why}`, {
    hint,
    code: 'podman-build',
  })
