import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { imageReferenceFault } from '../../../containers/image-reference.ts'
import type { Build } from '../../../facts/build.ts'
import { known } from '../../../facts/known.ts'
import { cutLines } from '../../../words/text.ts'

/** Bytes of a Dockerfile that is looked at here. */
const LARGEST = 4 * 1024 ** 2

/** The Dockerfile of a build; empty where there is none to read, which the builder will say. */
export function readDockerfile({ context, dockerfile }: Pick<Build, 'context' | 'dockerfile'>): string {
  const path = join(context, dockerfile)
  try {
    // What is no file, such as a pipe, never ends; what is larger is left to the builder.
    const stats = statSync(path)
    return stats.isFile() && stats.size <= LARGEST ? readFileSync(path, 'utf8') : ''
  } catch {
    return ''
  }
}

/** One instruction of a Dockerfile on one line, comments and line breaks gone, spaces as they are, and the line it begins on. */
export interface Instruction {
  readonly text: string
  readonly line: number
}

/** What may break a line: the second one where the file says so. */
const LINE_ENDS = ['\\', '`'] as const

/**
 * The instructions of a Dockerfile as a builder puts them together, where this mark at the end of a line breaks it; a heredoc's lines
 * count as instructions, which does no harm when one is looked up.
 */
export function readInstructions(
  dockerfile: string,
  mark: (typeof LINE_ENDS)[number] = findMark(dockerfile),
): readonly Instruction[] {
  const found: Instruction[] = []
  let open: Instruction | undefined
  for (const [index, line] of dockerfile.split(/\r?\n/).entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue
    const text = line.trimEnd()
    const goesOn = text.endsWith(mark)
    const part = goesOn ? text.slice(0, -1) : text
    open = { text: (open?.text ?? '') + part, line: open?.line ?? index + 1 }
    if (goesOn) continue
    found.push(open)
    open = undefined
  }
  return open === undefined ? found : [...found, open]
}

const findMark = (dockerfile: string) => (/^#\s*escape\s*=\s*`\s*$/im.test(dockerfile) ? '`' : '\\')

/**
 * The images that a build begins with, as far as the file and `args` say them, its lines broken by either mark: no stage of its own, no `scratch`,
 * and nothing that is no image reference.
 */
export const listBases = (dockerfile: string, args: Build['args'] = []): readonly string[] =>
  [...new Set(LINE_ENDS.flatMap((mark) => listBasesBy(mark, dockerfile, args)))].filter(
    (base) => imageReferenceFault(base) === undefined,
  )

function listBasesBy(
  mark: (typeof LINE_ENDS)[number],
  dockerfile: string,
  args: Build['args'],
): readonly string[] {
  const given = new Map(args)
  const stages = new Set(['scratch'])
  const said = new Map<string, string>()
  const bases: string[] = []
  let isBegun = false
  for (const { text: line } of readInstructions(dockerfile, mark)) {
    const [, name, value = ''] =
      /^\s*ARG\s+(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*))\s*$/i.exec(line)?.filter(Boolean) ?? []
    // Which of two counts is up to the builder, and behind the first FROM none does.
    if (name !== undefined && !isBegun) said.set(name, said.has(name) ? '$' : (given.get(name) ?? value))
    const [, bare] = /^\s*ARG\s+(\w+)\s*$/i.exec(line) ?? []
    const own = bare === undefined || isBegun ? undefined : given.get(bare)
    if (bare !== undefined && own !== undefined) said.set(bare, own)
    const [, written = '', stage] = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?\s*$/i.exec(line) ?? []
    const base = written.replaceAll(
      /\$(?:\{(\w+)\}|(\w+))/g,
      (one, braced, bare) => said.get(braced ?? bare) ?? one,
    )
    isBegun ||= base !== ''
    if (base !== '' && !stages.has(base.toLowerCase())) bases.push(base)
    if (stage !== undefined) stages.add(stage.toLowerCase())
  }
  return bases
}

/** Where a failed build stopped: what the builder said of it. */
export interface Failed {
  readonly line?: number
  /** The instruction. */
  readonly text?: string
}

/** Finds the failed instruction in the output of the classic builder (`Step 4/5 : RUN …`), of Podman (`STEP 4/5: RUN …`) or of BuildKit (` > [3/4] RUN …`). */
export function findFailed(stdout: string, stderr: string, dockerfile: string): Failed {
  const [out, err] = [cutLines(stdout), cutLines(stderr)]
  const named = findPart(err.filter(isBeforeRule), NAMED) ?? findPart(err, PARSE_ERROR)
  const shown =
    findPart(err.toReversed(), BUILDKIT)?.replace(/:$/, '') ??
    findPart(out.toReversed(), CLASSIC) ??
    findPart(err.toReversed(), PODMAN)
  const text = shown && squeeze(shown)
  const base = findPart(err.toReversed(), BASE)
  const instructions = readInstructions(dockerfile)
  const line =
    named === undefined
      ? instructions.find((one) => isOne(squeeze(one.text), { text, base }))?.line
      : begin(instructions, Number(named))
  return known({ line, text })
}

/** Whether an instruction is what failed: these words, or what begins with that base. */
const isOne = (
  instruction: string,
  { text, base }: { readonly text: string | undefined; readonly base: string | undefined },
): boolean =>
  text === undefined
    ? base !== undefined && /^FROM /i.test(instruction) && instruction.split(' ').includes(base)
    : instruction === text

/** BuildKit's excerpt of a Dockerfile stands between two rules, and its name, whatever that is, above the first. */
const isBeforeRule = (_: string, at: number, lines: readonly string[]): boolean =>
  /^-{10,}$/.test(lines[at + 1] ?? '')

const NAMED = /^\S.{0,4000}:(\d{1,9})$/
/** What BuildKit looks up before it builds. */
const BASE = /^ > \[internal\] load metadata for (\S+):$/
const PODMAN = /building at STEP "([^"\n]+)"/
const PARSE_ERROR = /dockerfile parse error (?:on )?line (\d{1,9})/i
// What stands before the number of the step is a stage and a platform, or nothing; digits alone do not take turns with it.
const BUILDKIT = /^ > \[(?:[^\]]*[^\]\d])?\d{1,9}\/\d{1,9}\] (.+)$/
const CLASSIC = /^(?:Step \d{1,9}\/\d{1,9} |STEP \d{1,9}\/\d{1,9}): (.+)$/
const RUNNING = /^ ---> Running in ([0-9a-f]{12,64})$/

/** The container in which the classic builder ran a line last, by its words; a line may have said so itself. */
export const findRunning = (stdout: string): string | undefined =>
  findPart(cutLines(stdout).toReversed(), RUNNING)

/** What the first of the lines that match has in its brackets. */
function findPart(lines: readonly string[], pattern: RegExp): string | undefined {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1]
    if (found !== undefined) return found
  }
  return undefined
}

/** BuildKit may name any line of an instruction. */
const begin = (instructions: readonly Instruction[], line: number) =>
  instructions.findLast((one) => one.line <= line)?.line ?? line

const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
