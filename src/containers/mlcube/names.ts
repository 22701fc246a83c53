import type { Task } from '../../facts/task.ts'
import { suggestName } from '../../words/did-you-mean.ts'
import type { YamlPath } from '../../yaml/yaml.ts'
import { type Finding, wrongValue } from '../finding.ts'
import { findPlace, listGiven } from '../volumes.ts'

/** What a shell leaves alone; `mlcube` hands its whole command to one, without quotes (docs/medperf.md 16.2). */
const PLAIN = /^[\w@%+=,./-]*$/

/** Checks a text that `mlcube` puts into a shell command; `what` names it in the message. */
export function checkPlain(text: string, what: string, path: YamlPath): readonly Finding[] {
  if (PLAIN.test(text)) return []
  const why = `${what} "${text}" has characters that \`mlcube\` hands to a shell without quotes`
  return [wrongValue(path, why, 'Use letters, digits and `_ - . / = + , % @`.')]
}

/** A path relative to `workspace/` without `.` and empty parts; undefined for one that leads out of it. */
export function insideWorkspace(written: string): string | undefined {
  const parts: string[] = []
  for (const part of written.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return written.startsWith('/') || written.startsWith('~') ? undefined : parts.join('/')
}

/** Whether MedPerf brings what lies at a place of `workspace/` to a data owner (docs/medperf.md 16.1). */
export const isBrought = (place: string): boolean =>
  /^(?:$|parameters\.yaml$|additional_files(?:\/|$))/.test(place)

/** What MedPerf passes to a task in place of a name that it knows nothing of; undefined where the task declares all of that. */
export function hintGiven(
  task: Task,
  list: 'inputs' | 'outputs',
  name: string,
  declared: readonly string[],
): string | undefined {
  if (findPlace(task, name) !== undefined) return undefined
  const given = listGiven(task, list)
  const left = given.filter((one) => !declared.includes(one))
  const meant = left.length === 1 ? left[0] : guessName(name, left)
  if (left.length === 0) return undefined
  const to = meant === undefined ? 'one of these' : `\`${meant}\``
  return `MedPerf passes ${quoteAll(given)} to ${task}: rename \`${name}\` to ${to}.`
}

/** `preds_csv` and `pred` for `predictions`, `labels_csv` and `ground_truth_labels` for `labels`. */
function guessName(name: string, left: readonly string[]): string | undefined {
  const words = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 3)
  const alike = left.filter((one) => {
    const own = one.split('_')[0] ?? one
    return words.some(
      (word) => own.startsWith(word.replace(/s$/, '')) || word.startsWith(own.replace(/s$/, '')),
    )
  })
  return suggestName(name, left) ?? (alike.length === 1 ? alike[0] : undefined)
}

const quoteAll = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(' and ')
