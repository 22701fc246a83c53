/** What templates leave where nobody filled them in: of GitHub’s workflows, of Jinja and its like, of ERB. */
const TEMPLATE = /\$?\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|<%[^<>]{0,200}%>/

/** What people and scaffolds write for others to replace. */
const BLANK = /<[A-Za-z][\w .:/-]{0,60}>|\$\{[A-Za-z_]\w*\}|\bYOUR[-_][A-Z][A-Z_-]*\b/
const BLANK_WORD =
  /^[\s<[({_-]*(TODO|TBD|FIXME|CHANGE[-_ ]?ME|REPLACE[-_ ]?ME|FILL[-_ ]?ME|FILL[-_ ]?IN)[\s>\])}_:.!-]*$/

/** The template in a text that was not filled in, as it is written there. */
export const findTemplate = (text: string): string | undefined => TEMPLATE.exec(text)?.[0]

/** The same, or a word that stands for what somebody was to write: for names, addresses and paths, where neither is honest. */
export const findPlaceholder = (text: string): string | undefined =>
  findTemplate(text) ?? BLANK.exec(text)?.[0] ?? findBlankWord(text)

/** A whole text that is such a word: `TODO`. */
export const findBlankWord = (text: string): string | undefined =>
  BLANK_WORD.test(text) ? text.trim() : undefined

/**
 * A template in a text that may well hold one, as prompts and shell scripts do: only GitHub’s own, which means nothing to them, or one
 * that is the whole of it.
 */
export function findStrayTemplate(text: string): string | undefined {
  const found = findTemplate(text)
  if (found === undefined) return findBlankWord(text)
  return found.startsWith('${{') || found === text.trim() ? found : undefined
}

/** What to do about one. */
export const FILL_IN = 'It is a placeholder: write what it stands for.'
