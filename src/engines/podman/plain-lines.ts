import { readInstructions } from '../docker/images/dockerfile.ts'

/**
 * Characters that Go takes for a space, or JavaScript, or both at other places, and what stands for bytes that are no text: Go looks
 * for spaces among single bytes too.
 */
const ODD = /[^\P{Cc}\t]|(?! )\p{Z}|[\ufeff\ufffd]/u
const COMMENT = /^[ \t]*(?:#|$)/
const ESCAPE = /^[ \t]*#[ \t]*escape[ \t]*=/i
/** Only some versions of Podman know here-documents; to others their lines are instructions. */
const HERE = /^(?:ONBU.LD[ \t]+)*(?:RUN|COPY|ADD)[ \t].*<</i
/** `<<<` hands on a word, and behind a word `<<` is an operator. */
const NO_HERE = /<<<|[^\s\d"'<]\d*<</g
/** Bytes of a line: Podman reads no longer ones, and nothing behind them, without a word. */
const LONGEST = 60_000

/**
 * The instructions of a Dockerfile, each on a line, where every version of Podman reads the same ones; undefined where what is a space, a
 * line's end or an instruction is up to the builder.
 */
export function readPlainLines(dockerfile: string): readonly string[] | undefined {
  const all = dockerfile
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
  const lines = all.filter((line) => !COMMENT.test(line))
  // Where no line is odd, these are the same to everybody.
  const instructions = readInstructions(lines.join('\n'), '\\').map(({ text }) => text.trim())
  const isPlain =
    !all.some((line) => ESCAPE.test(line)) &&
    !lines.some((line) => ODD.test(line)) &&
    !instructions.some((one) => Buffer.byteLength(one) > LONGEST || HERE.test(one.replaceAll(NO_HERE, '')))
  return isPlain ? instructions.filter((one) => one !== '') : undefined
}
