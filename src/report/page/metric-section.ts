import { countNoun, formatChange, formatCount, formatNumber } from '../format.ts'
import type { Gate, Metric, Report } from '../report.ts'
import { commitLink } from './links.ts'
import { type Column, escapeProse, foldDetails, joinParagraphs, quoteCode, renderTable } from './markdown.ts'
import type { View } from './room.ts'

type Row = Pick<Metric, 'name'> & Partial<Metric>

/** The table of metrics: with the base's values, the change and the gates where there are any; what is many is folded. */
export function metricSection(report: Report, { room, links }: View): string {
  const { metrics, gates, base } = report
  const gatesOf = Map.groupBy(gates, ({ metric }) => metric)
  const names = new Set(metrics.map(({ name }) => name))
  const absent: readonly Row[] = [...gatesOf.keys()]
    .filter((name) => !names.has(name))
    .map((name) => ({ name }))
  const rows = metrics.length === 0 ? [] : [...absent, ...metrics]
  const isOpen = chooseOpen(rows, gatesOf, room.metrics)
  const open = rows.filter((_, at) => isOpen(at))
  const folded = rows.filter((_, at) => !isOpen(at))
  const draw = (some: readonly Row[]) => drawTable(some, gatesOf, base && commitLink(base.commit, links))
  return joinParagraphs([draw(open), fold(folded, room.foldedMetrics, draw)])
}

// Gated metrics first, then as many of the others as there is room for; the order stays the results' own.
function chooseOpen(rows: readonly Row[], gatesOf: ReadonlyMap<string, unknown>, most: number) {
  if (rows.length <= most) return () => true
  const isGated = ({ name }: Row) => gatesOf.has(name)
  const gated = rows.flatMap((row, at) => (isGated(row) ? [at] : []))
  const others = rows.flatMap((row, at) => (isGated(row) ? [] : [at]))
  const open = new Set([...gated, ...others].slice(0, most))
  return (at: number) => open.has(at)
}

function fold(rows: readonly Row[], most: number, draw: (rows: readonly Row[]) => string): string {
  if (rows.length === 0) return ''
  const rest = rows.length - most
  const more = `${formatCount(rest)} more are in report.json.`
  if (most === 0) return `${countNoun(rows.length, 'more metric is', 'more metrics are')} in report.json.`
  return foldDetails(
    countNoun(rows.length, 'more metric'),
    joinParagraphs([draw(rows.slice(0, most)), rest > 0 ? more : '']),
  )
}

function drawTable(
  rows: readonly Row[],
  gatesOf: ReadonlyMap<string, readonly Gate[]>,
  base: string | undefined,
): string {
  const hasGates = gatesOf.size > 0
  const columns: readonly Column[] = [
    { title: 'metric', align: 'left' },
    { title: base === undefined ? 'value' : 'this change', align: 'right' },
    ...(base === undefined
      ? []
      : ([
          { title: `base ${base}`, align: 'right' },
          { title: 'change', align: 'right' },
        ] as const)),
    ...(hasGates ? ([{ title: 'gate', align: 'left' }] as const) : []),
  ]
  return renderTable(
    columns,
    rows.map((row) => [
      quoteCode(row.name, 100),
      row.value === undefined ? '–' : showValue(row.value, row.type),
      ...(base === undefined ? [] : [row.base === undefined ? '–' : showBase(row), showMove(row)]),
      ...(hasGates ? [(gatesOf.get(row.name) ?? []).map(showGate).join('<br>')] : []),
    ]),
  )
}

const WIDEST = 60

function showValue(value: string, type: Metric['type'] | undefined): string {
  if (type !== 'number') return type === 'text' ? quoteCode(value, WIDEST) : escapeProse(value, WIDEST)
  const number = Number(value)
  // Integers of any size are exact; NaN and the infinities are words.
  if (/^-?\d{1,30}$/.test(value) || !Number.isFinite(number)) return escapeProse(value, WIDEST)
  return formatNumber(number)
}

// The base's value may be of another type than this change's.
const showBase = ({ base = '', type, number }: Row) =>
  showValue(base, number !== undefined && Number.isFinite(Number(base)) ? 'number' : type)

function showMove({ value, number, base, change }: Row): string {
  if (value === undefined) return '–'
  if (base === undefined) return 'new'
  if (change !== undefined && number !== undefined) return formatChange(change, number)
  return value === base ? '0' : 'changed'
}

const GATE_ICONS = { kept: '✅', broken: '❌', 'not judged': '(not judged)' } as const

const showGate = ({ text, status }: Gate) => `${escapeProse(text, 100)} ${GATE_ICONS[status]}`
