/** A text and where it stands. */
export interface CitingText {
  readonly path: string
  readonly text: string
}

/** A citation that leads nowhere: where it stands, and what it cites. */
export interface DanglingCitation {
  readonly at: string
  readonly cited: string
}

interface Cited {
  readonly index: number
  readonly section: string
}

// Inside a comment a line may end in the midst of a citation.
const GAP = String.raw`\s+(?:(?:\*|//|#)\s+)?`
const SECTION = String.raw`\d+(?:\.\d+)*`
const CITATION = new RegExp(
  String.raw`docs/medperf\.md${GAP}(${SECTION}(?:,?${GAP}(?:(?:and|to)${GAP})?${SECTION}(?![\w-]))*)`,
  'g',
)

/** References of the page to itself: sections in brackets; a larger number is a length. */
const OWN = /\(([1-9]\d?(?:\.\d+)*(?:,\s+\d+(?:\.\d+)*)*)(?=\)|,\s+rows?\s)/g

/** What is no part of this repository, so that nobody can look it up. */
const ELSEWHERE = new RegExp(
  [
    String.raw`\b(?:medperf-)?contract,?${GAP}(?:section\s+|correction\s+)?\d[\d.]*`,
    String.raw`\bcorrections?\s\d+`,
    String.raw`\bdesign\s(?:section\s)?\d[\d.]*`,
    String.raw`\bera-topology\b`,
  ].join('|'),
  'gi',
)

/** The numbers of the headings of a page, such as `8` and `8.2`. */
export function findSections(page: string): ReadonlySet<string> {
  const headings = page.matchAll(/^#{2,} (\d+(?:\.\d+)*)\.? /gm)
  return new Set([...headings].map(([, number = '']) => number))
}

/** The citations that lead to no heading of the page, or to something that is not in the repository. */
export function findDanglingCitations(
  texts: readonly CitingText[],
  page: CitingText,
): readonly DanglingCitation[] {
  const sections = findSections(page.text)
  const within = (source: CitingText, pattern: RegExp) =>
    findCited(source.text, pattern)
      .filter(({ section }) => !sections.has(section))
      .map(({ index, section }) => ({ at: placeOf(source, index), cited: `${page.path} ${section}` }))
  return [
    ...texts.flatMap((source) => [...within(source, CITATION), ...findElsewhere(source)]),
    ...within(page, OWN),
  ]
}

const findCited = (text: string, pattern: RegExp): readonly Cited[] =>
  [...text.matchAll(pattern)].flatMap(({ index, 1: list = '' }) =>
    (list.match(/\d+(?:\.\d+)*/g) ?? []).map((section) => ({ index, section })),
  )

const findElsewhere = (source: CitingText): readonly DanglingCitation[] =>
  [...source.text.matchAll(ELSEWHERE)].map(({ 0: cited, index }) => ({
    at: placeOf(source, index),
    cited: cited.replaceAll(/\s+/g, ' '),
  }))

const placeOf = ({ path, text }: CitingText, index: number): string =>
  `${path}:${text.slice(0, index).split('\n').length}`
