/*
 * MedPerf splits commands with Python's `shlex.split` (docs/medperf.md 12.2). The package `shlex` differs
 * from it where commands of containers are at stake: it also knows `$'…'` and `$"…"`, and drops a line break
 * after a backslash, which Python keeps.
 */

/** The words of a command, or why Python cannot split it. */
export type Words = { readonly words: readonly string[] } | { readonly wrong: string }

/** Splits a command like Python's `shlex.split`: quotes and backslashes are honoured, nothing is expanded. */
export function shellWords(command: string): Words {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  let escaped = false
  for (const character of command) {
    if (escaped) {
      // In double quotes a backslash escapes only itself and the quote.
      word =
        (word ?? '') + (quote === '' || character === '\\' || character === quote ? '' : '\\') + character
      escaped = false
    } else if (character === '\\' && quote !== "'") {
      escaped = true
      word ??= ''
    } else if (quote !== '') {
      if (character === quote) quote = ''
      else word += character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (!/[ \t\r\n]/.test(character)) {
      word = (word ?? '') + character
    } else if (word !== undefined) {
      words.push(word)
      word = undefined
    }
  }
  if (escaped) return { wrong: 'No escaped character' }
  if (quote !== '') return { wrong: 'No closing quotation' }
  return { words: word === undefined ? words : [...words, word] }
}
