import type { YamlPath } from '../../yaml/yaml.ts'
import { type Finding, wrongValue } from '../finding.ts'

/** Why words of an MLCube's arguments for its engine are not taken over. */
export type Why = 'isolation' | 'privileges' | 'value' | 'stray' | 'shell' | 'split' | 'unknown'

/** Words that are refused, and why. */
export interface RefusedWords {
  readonly words: string
  readonly why: Why
}

const WHY: Readonly<Record<Why, string>> = {
  isolation: 'would undo the isolation of the container',
  privileges: 'asks for privileges that no container gets here',
  value: 'has a value that cannot be taken over',
  stray: 'is no option, so that it would be taken for the image',
  shell: 'has what the shell, or `mlcube`, of whoever runs it replaces or splits',
  split: 'cannot be split into words: check its quotes',
  unknown: 'is not known here',
}

const PLAIN = 'Write the value itself: no spaces, no $, no variables, and none of ; & | < > ( ).'

/** Where arguments are written, and the options that are taken over, for a hint. */
export interface ArgumentsAt {
  readonly key: string
  readonly path: YamlPath
  readonly known: string
}

/** The finding for words that are refused. */
export function refuseWords({ words, why }: RefusedWords, { key, path, known }: ArgumentsAt): Finding {
  const isText = why === 'shell' || why === 'split' || why === 'stray'
  const hint = words.startsWith('--ipc')
    ? 'Leave it out; for more shared memory write `--shm-size`.'
    : isText
      ? PLAIN
      : `Known are ${known}.`
  return wrongValue(path, `\`${words}\` in \`${key}\` ${WHY[why]}`, hint, `engine-argument-${why}`)
}
