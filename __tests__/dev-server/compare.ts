import type { Answer, Step } from './exchange.ts'

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/
const PARSE_ERROR = 'JSON parse error - '

/** Says how an answer differs from the recorded one; an empty list where it does not. */
export function differences(step: Step, answer: Answer, url: string): readonly string[] {
  const origins = [url, url.replace('http:', 'https:')]
  return [
    ...(step.status === answer.status ? [] : [`status ${answer.status} instead of ${step.status}`]),
    ...bodyDifferences(step, answer, origins),
    ...headerDifferences(step, answer, origins),
  ]
}

function bodyDifferences(step: Step, answer: Answer, origins: readonly string[]): readonly string[] {
  const isJson = String(answer.headers['content-type'] ?? '').startsWith('application/json')
  if (isMark(step.response, 'empty')) return answer.text === '' ? [] : ['a body instead of none']
  if (isMark(step.response, 'html')) return answer.text !== '' && !isJson ? [] : ['no page']
  if (!isJson) return [`no JSON: ${answer.text.slice(0, 200)}`]
  const body: unknown = JSON.parse(answer.text)
  const [expected, found] = [fullDetail(step), body].map(sortMembers)
  const seen = step.partial ? recordedOnly(expected, found) : found
  return step.unordered
    ? compare(sorted(expected), sorted(seen), 'body', origins)
    : compare(expected, seen, 'body', origins)
}

/** The members of a committee have no defined order. */
function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers)
  if (!isObject(value)) return value
  const pairs = Object.entries(value).map(([key, inner]) => [
    key,
    /^committee_member(s|_emails)$/.test(key) && Array.isArray(inner)
      ? [...inner].sort()
      : sortMembers(inner),
  ])
  return Object.fromEntries(pairs)
}

/** Of every object the keys that were recorded. */
function recordedOnly(expected: unknown, found: unknown): unknown {
  if (!isObject(expected) || !isObject(found)) return found
  const keys = Object.keys(expected).filter((key) => key in found)
  return Object.fromEntries(keys.map((key) => [key, recordedOnly(expected[key], found[key])]))
}

const isMark = (response: unknown, mark: 'empty' | 'html'): boolean =>
  JSON.stringify(response) === JSON.stringify({ [mark]: true })

/** The words of the JSON parser stand in the notes. */
function fullDetail({ response, notes }: Step): unknown {
  const [, detail] = /^full text: (.*)$/s.exec(notes ?? '') ?? []
  return detail?.startsWith(PARSE_ERROR) ? { detail } : response
}

function compare(
  expected: unknown,
  found: unknown,
  at: string,
  origins: readonly string[],
): readonly string[] {
  if (typeof expected === 'string')
    return textMatches(expected, found, origins) ? [] : [differs(at, expected, found)]
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((item, index) => compare(item, found[index], `${at}[${index}]`, origins))
  }
  if (isObject(expected) && isObject(found)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)])
    return [...keys].flatMap((key) => compare(expected[key], found[key], `${at}.${key}`, origins))
  }
  return Object.is(expected, found) ? [] : [differs(at, expected, found)]
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function textMatches(expected: string, found: unknown, origins: readonly string[]): boolean {
  if (typeof found !== 'string') return false
  if (expected === '<time>') return TIME.test(found)
  if (!expected.startsWith('<host>')) return expected === found
  return origins.some((origin) => expected.replace('<host>', origin) === found)
}

const differs = (at: string, expected: unknown, found: unknown): string =>
  `${at} is ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`

function headerDifferences(step: Step, { headers }: Answer, origins: readonly string[]): readonly string[] {
  return Object.entries(step.responseHeaders ?? {}).flatMap(([name, value]) =>
    compare(value, headers[name], `header ${name}`, origins),
  )
}

/** The rows of a list in an order that both sides have, since times are the same text for each. */
function sorted(body: unknown): unknown {
  if (Array.isArray(body)) return [...body].sort(byText)
  return isObject(body) && Array.isArray(body['results'])
    ? { ...body, results: sorted(body['results']) }
    : body
}

const byText = (left: unknown, right: unknown): number => (textOf(left) < textOf(right) ? -1 : 1)

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  if (isObject(value))
    return Object.keys(value)
      .sort()
      .map((key) => `${key}:${textOf(value[key])}`)
      .join()
  return typeof value === 'string' && TIME.test(value) ? '<time>' : String(value)
}
