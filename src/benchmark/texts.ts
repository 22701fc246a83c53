import { type Finding, wrongValue } from '../containers/finding.ts'
import type { YamlPath } from '../yaml/yaml.ts'

/** What the server takes as a name, in characters (docs/medperf.md 4.2, 6.1). */
export const LONGEST_NAME = 128

// What Unicode draws nothing for, the Braille pattern without a dot, and marks of notes: no two names may differ in such alone.
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u

/** UTF-16 units that are looked at: what is longer is too long for a server. */
const LOOKED_AT = 1_000

/** Where the same characters change what is seen. */
const SEEN = new RegExp(
  [
    // Signs made of several, and the plain form of one; forms of Han and Mongolian letters.
    /\p{RGI_Emoji}|\p{Extended_Pictographic}\ufe0e/v,
    /\p{scx=Han}[\ufe00-\ufe02\u{e0100}-\u{e01ef}]|\p{scx=Mongolian}[\u180b-\u180f]/v,
    // What joins or parts letters, in scripts whose letters join.
    /(?<=[[\p{L}\p{M}]--[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Common}\p{scx=Inherited}]])[\u200c\u200d](?=[\p{L}\p{M}])/v,
    // The end of a word, in scripts without spaces.
    /(?<=[\p{scx=Khmer}\p{scx=Thai}\p{scx=Lao}\p{scx=Myanmar}])\u200b(?=[\p{scx=Khmer}\p{scx=Thai}\p{scx=Lao}\p{scx=Myanmar}])/v,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gv',
)

/**
 * Checks a name as the server would: not blank, not too long, nothing that it trims or refuses (docs/medperf.md 2.7, 6.1).
 */
export function checkName(name: string, path: YamlPath): readonly Finding[] {
  const key = `\`${path.join('.')}\``
  const edges =
    name.trim() === ''
      ? [wrongValue(path, `${key} is empty`, 'Write a name.')]
      : name === name.trim()
        ? []
        : [wrongValue(path, `${key} begins or ends with a space, which the server removes`, 'Remove it.')]
  return [...edges, ...checkSeen(name, path), ...checkText(name, path, LONGEST_NAME)]
}

function checkSeen(name: string, path: YamlPath): readonly Finding[] {
  const [unseen] = UNSEEN.exec(name.slice(0, LOOKED_AT).replaceAll(SEEN, '')) ?? []
  if (unseen === undefined) return []
  const sign = `U+${unseen.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
  const why = `\`${path.join('.')}\` has a character that does not show, ${sign}, so nobody would see what is registered`
  return [wrongValue(path, why, 'Leave it out.')]
}

/** Checks the length of a text in characters, as the server counts them, and that it has none which the server refuses. */
export function checkText(text: string, path: YamlPath, most: number): readonly Finding[] {
  const { length } = [...text]
  const key = `\`${path.join('.')}\``
  const long = `${key} is ${length} characters long, and the server takes ${most}`
  return [
    ...(length > most ? [wrongValue(path, long, 'Shorten it.')] : []),
    ...(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text)
      ? [
          wrongValue(
            path,
            `${key} has control characters in it`,
            'Remove them: escapes such as `\\u0000` or `\\x1b` between double quotes.',
          ),
        ]
      : []),
    ...(text.isWellFormed()
      ? []
      : [
          wrongValue(
            path,
            `${key} has half of a surrogate pair in it`,
            'Write the character itself, or `\\U0001F600` for it, in place of `\\ud83d`.',
          ),
        ]),
  ]
}

/** Checks the text of an address, in which everything that does not show can be escaped. */
export const checkAddress = (url: string, path: YamlPath, most: number): readonly Finding[] => [
  ...checkSeen(url, path),
  ...checkText(url, path, most),
]
