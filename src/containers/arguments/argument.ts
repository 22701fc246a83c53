/* What engines read alike: whatever a stranger wrote is held to it before it becomes an argument. */

// Nothing that cannot be seen, and no space but the plain one.
const HIDDEN = /\p{C}|[^\P{Z} ]/u

/** Whether a text has control characters, line breaks, or others that do not show. */
export const hasHidden = (text: string): boolean => HIDDEN.test(text)

/** What engines, now or in another of their ways to write a mount, take for a separator or an escape. */
const SEPARATORS: Readonly<Record<string, string>> = {
  ':': 'a colon',
  ',': 'a comma',
  '^': 'a caret',
  '\\': 'a backslash',
  '"': 'a double quote',
}

/** Why no engine is given a path for a mount inside a container, as a sentence; undefined for one that is clean. */
export function mountPathFault(path: string): string | undefined {
  if (HIDDEN.test(path)) return 'a mount path cannot have control characters, or others that do not show'
  if (!path.startsWith('/')) return `the mount path "${path}" should be absolute`
  const separator = Object.keys(SEPARATORS).find((character) => path.includes(character))
  if (separator !== undefined) {
    return `the mount path "${path}" has ${SEPARATORS[separator]}, which engines take for a separator`
  }
  if (path.endsWith(' ')) return `the mount path "${path}" ends with a space, which engines cut off`
  const parts = listParts(path)
  if (parts.length === 0) return 'nothing can be mounted at `/`'
  if (parts.includes('..')) return `the mount path "${path}" should not go up with \`..\``
  return undefined
}

/** The names in a path, without those that lead nowhere. */
export const listParts = (path: string): readonly string[] =>
  path.split('/').filter((part) => part !== '' && part !== '.')

/** What engines and programs agree on, without what a shell or an option reads; a dot and a dash are Docker's alone. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,254}$/

/** Whether a text can be the name of an environment variable. */
export const isVariableName = (text: string): boolean => NAME.test(text)

/** Whether Singularity and Apptainer hand a variable on, which a shell has to be able to name. */
export const isShellName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)

/** Linux takes no longer word or variable, in bytes, with its name. */
const LONGEST = 128 * 1024 - 1_024

/** Why a text cannot be a word of a command or the value of a variable, as the second half of a sentence. */
export function findTextFault(text: string): string | undefined {
  if (text.includes('\0')) return 'a text with a NUL character ends there for every program'
  const bytes = Buffer.byteLength(text)
  return bytes > LONGEST ? `a text of ${bytes} bytes is longer than a program can be given` : undefined
}

/** Linux takes 2 MiB of words and variables in all; the half of it is left for what an engine's own client adds, in bytes. */
const LONGEST_IN_ALL = 1024 * 1024
/** What each takes besides its bytes. */
const POINTER = 9

/** Why words and variables cannot be given to a program together, as a whole sentence. */
export function findWordsFault(texts: readonly string[]): string | undefined {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + POINTER, 0)
  if (bytes <= LONGEST_IN_ALL) return undefined
  return `command, entrypoint and environment take ${bytes} bytes together, and a program can be given ${LONGEST_IN_ALL}`
}
