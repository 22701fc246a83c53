import type { Build } from '../../facts/build.ts'

/** What a build begins with, or a stage of it. */
export interface BuildBase {
  /** Which of the instructions says it. */
  readonly at: number
  /** With the variables put in that the file gives; what is left of one is no image. */
  readonly name: string
  /** Whether it is a stage of the file, or `scratch`. */
  readonly isOwn: boolean
  readonly platform: string | undefined
  readonly stage: string | undefined
}

const FROM = /^FROM[ \t]+(?:--platform=(\S+)[ \t]+)?(\S+)(?:[ \t]+AS[ \t]+([a-z0-9][\w.-]*))?$/i
const ARG = /^ARG[ \t]+([a-z_]\w*)=(?:"([^"'\\$]*)"|'([^"'\\$]*)'|([^\s"'\\$]*))$/i
/** Podman has values of its own for these. */
const ITS_OWN = /^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$|_proxy$/i
const VARIABLE = /\$(?:\{(\w+)\}|(\w+))/g

/** All that the instructions of a plain Dockerfile begin with; undefined where one of them may begin with something else. */
export function listPlainBases(
  instructions: readonly string[],
  args: Build['args'] = [],
): readonly BuildBase[] | undefined {
  const said = readVariables(instructions, new Map(args))
  const stages = new Set(['scratch'])
  const bases: BuildBase[] = []
  for (const [at, line] of instructions.entries()) {
    if (!isFrom(line)) continue
    const [, platform, written = '', stage] = FROM.exec(line) ?? []
    const name = written.replaceAll(VARIABLE, (one, braced, bare) => said.get(braced ?? bare) ?? one)
    if (name === '') return undefined
    bases.push({ at, name, isOwn: stages.has(name), platform, stage })
    if (stage !== undefined) stages.add(stage)
  }
  return bases
}

const isFrom = (line: string) => /^FROM(?:[ \t]|$)/i.test(line)

/** What nothing is put into, and no quote or escape is taken out of. */
const PLAIN = /^[^\s"'\\$]*$/

/** What variables stand for in front of the first FROM; none where it is not plain which of them does. */
function readVariables(
  instructions: readonly string[],
  given: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const first = instructions.findIndex(isFrom)
  const said = new Map<string, string>()
  for (const line of instructions.slice(0, Math.max(first, 0))) {
    const [, bare] = /^ARG[ \t]+(\w+)$/i.exec(line) ?? []
    if (bare !== undefined && !given.has(bare)) continue
    const [, written, ...values] = ARG.exec(line) ?? []
    const name = bare ?? written
    if (name === undefined || said.has(name) || ITS_OWN.test(name)) return new Map()
    const value = given.get(name) ?? values.find((one) => one !== undefined) ?? ''
    if (!PLAIN.test(value)) return new Map()
    said.set(name, value)
  }
  return said
}
