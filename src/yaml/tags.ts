/** What to write in place of something that is wrong. */
export interface Advice {
  readonly hint: string
  /** Finer than the words, such as `yaml-date`; stable. */
  readonly code: string
}

const YAML = 'tag:yaml.org,2002:'

/** What is wrong with a tag that PyYAML's safe loader has nothing for (docs/medperf.md 17.1). */
export function refuseTag(tag: string): Advice & { readonly message: string } {
  const written = tag.startsWith(YAML) ? `!!${tag.slice(YAML.length)}` : tag
  return { message: `the tag \`${written}\` cannot be used here`, ...adviseOn(written) }
}

function adviseOn(tag: string): Advice {
  if (/numpy/.test(tag))
    return {
      hint: 'It is written for NumPy’s own types: let the program turn them into plain ones first, with `float(x)` or `int(x)`, and with `x.tolist()` where it is an array.',
      code: 'numpy-tag',
    }
  if (tag.startsWith('!!python/tuple'))
    return { hint: 'Let the program write a list: `list(x)`.', code: 'python-tag' }
  if (tag.startsWith('!!python/'))
    return {
      hint: 'It is written for Python’s own types: let the program turn them into plain values first, with `float(x)`, `str(x)` or `list(x)`, and write them with `yaml.safe_dump`.',
      code: 'python-tag',
    }
  return { hint: 'Remove the tag, or write the value as text, in quotes.', code: 'yaml-tag' }
}
