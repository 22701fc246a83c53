import { plainLine } from '../words/text.ts'
import { hideTokens } from '../words/tokens.ts'
import { isMapping, type Value } from '../yaml/value.ts'

const MOST = 30

/** What Django wraps a message in that belongs to no field (docs/medperf.md 2.6). */
const NO_FIELD = new Set(['non_field_errors', 'detail', 'error'])
/** Keys of token errors that say nothing to a person (docs/medperf.md 2.4). */
const NOISE = new Set(['code', 'token_class', 'token_type'])

/** The server's own sentences in an error body, every field named by its path; empty for a body without any. */
export function readReasons(body: Value): readonly string[] {
  const reasons = collect(body, [])
  const shown = reasons.slice(0, MOST)
  return reasons.length > MOST ? [...shown, `and ${reasons.length - MOST} more`] : shown
}

function collect(value: Value, path: readonly string[]): readonly string[] {
  if (typeof value === 'string') return [sentence(path, value)]
  if (Array.isArray(value)) return value.flatMap((entry: Value) => collect(entry, path))
  if (!isMapping(value)) return []
  return Object.entries(value).flatMap(([key, entry]) => {
    if (NOISE.has(key)) return []
    return collect(
      entry,
      NO_FIELD.has(key) || key === 'messages' || key === 'message' ? path : [...path, key],
    )
  })
}

function sentence(path: readonly string[], text: string): string {
  const words = plainLine(hideTokens(text))
  return path.length === 0 ? words : `${plainLine(path.join('.'), 100)}: ${words}`
}

/** What an owner can do about a refusal, by the server's words (docs/medperf.md 4.1 to 4.4, 6.3 to 6.5, 6.9, 6.10). */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /at most one pending benchmark/,
    'An administrator of the server must approve, reject or delete your pending benchmark first; nobody is told by the server, so write to them. One in DEVELOPMENT can be changed in place instead.',
  ],
  [
    /with this name already exists/,
    'Names are unique over all users and stay taken: choose another name in benchmark.yaml.',
  ],
  [
    /must make a unique set/,
    'Somebody registered exactly this container before. Reuse it with its `uid` in benchmark.yaml, or change the image, the configuration, the parameters or the additional files.',
  ],
  [
    /non editable fields in Operation mode/,
    'What is in OPERATION is frozen: register a new version under a new name.',
  ],
  [/cannot mark a benchmark as operational/, 'All components must be in OPERATION before the benchmark.'],
  [
    /benchmark requires a (CONTAINER|ASSET) reference model/,
    'The benchmark says another topology than its model is of. In DEVELOPMENT one change of topology, evaluator and script together repairs it; in OPERATION only an administrator can, who may delete it.',
  ],
  [
    /benchmark must (not )?define a (data_evaluator_mlcube|benchmark_script)/,
    'Topology, evaluator and script change together: run it again, which sends all of them.',
  ],
  [
    /Users not found: |owner cannot be a committee member/,
    'All else of the request was done: only the committee was not changed.',
  ],
  [
    /This field is required|is not a valid choice/,
    'The server takes other registrations than this version of the action knows: look for a newer one.',
  ],
  [/no more than \d+ characters/, 'Shorten the text in benchmark.yaml.'],
  [/require[s]? file hash|hash was provided without URL/, 'An address and its hash belong together.'],
]

/** What to do about the server's sentences; undefined where none is known. */
export function findHint(reasons: readonly string[]): string | undefined {
  return HINTS.find(([pattern]) => reasons.some((reason) => pattern.test(reason)))?.[1]
}
