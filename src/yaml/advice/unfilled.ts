/** What to do about a text that is no YAML because it is not yet what it is to be. */
export interface Unfinished {
  readonly message: string
  readonly hint: string
  readonly code: string
}

/** `{{ name }}` and `{% if … %}`; a mapping in two braces has a colon behind its first word. */
const TEMPLATE = /\{\{(?!\s*["']?[\w.-]*["']?\s*:\s)[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}/

/** Marks that Git leaves where two changes meet. */
const CONFLICT = /^(<{7}|={7}|>{7})(?: |$)/

/** UTF-16 units of a text that people write: what is longer came out of a program. */
const LONGEST = 1_000_000

/** What the line of a problem shows besides: a template that nobody filled in, or a merge that nobody ended; undefined for any other. */
export function findUnfinished(text: string, line: number): Unfinished | undefined {
  if (text.length > LONGEST) return undefined
  const lines = text.split(/\r\n?|\n/)
  const own = lines[line - 1] ?? ''
  const [template] = TEMPLATE.test(bareOf(own)) ? (TEMPLATE.exec(own) ?? []) : []
  if (template !== undefined) {
    return {
      message: `${template} is a placeholder that nobody filled in`,
      hint: 'Write what it stands for; if it is meant as text, put the whole value in quotes.',
      code: 'template-not-filled',
    }
  }
  // The reader may stumble lines behind the mark that it took for text.
  const mark = lines.slice(0, line).some((one) => one.startsWith('<<<<<<< '))
  if (!mark || !lines.some((one) => CONFLICT.test(one))) return undefined
  return {
    message: 'it has the marks of a merge with a conflict (`<<<<<<<`)',
    hint: 'Keep what is right of the two sides, and remove the marks.',
    code: 'merge-conflict',
  }
}

/** A line without its texts in quotes and its comment, which stumble over nothing. */
const bareOf = (line: string): string =>
  line.replaceAll(/(^|[\s:,[-])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g, '$1').replace(/(^|\s)#.*$/, '')
