import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { ROOT } from '../../stand-ins/action-file.ts'

const read = (path: string) => readFileSync(join(ROOT, 'examples/breast-cancer-wdbc', path), 'utf8')

interface Feature {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly std: number
}

const { features } = load(read('prep/parameters.yaml')) as { readonly features: readonly Feature[] }
const weights = JSON.parse(read('model/additional_files/weights.json')) as {
  readonly intercept: number
  readonly coefficients: Readonly<Record<string, number>>
}
const { threshold } = load(read('metrics/parameters.yaml')) as { readonly threshold: number }

/** Rows of a CSV file as objects; nothing in these files is quoted. */
function table(path: string): Record<string, string>[] {
  const [header = [], ...rows] = read(path)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
}

const cases = { demo: table('demo/raw/cases.csv'), training: table('training/raw/cases.csv') }
const diagnoses = [...table('demo/labels/diagnoses.csv'), ...table('training/labels/diagnoses.csv')]

test('the demo dataset holds 114 of the 569 cases and the training cases are the others', () => {
  const names = [...cases.demo, ...cases.training].map((row) => row['case_id'])
  expect(cases.demo).toHaveLength(114)
  expect(names).toHaveLength(569)
  expect(new Set(names).size).toBe(569)
})

test('each case has one diagnosis, 212 malignant and 357 benign', () => {
  expect(diagnoses.map((row) => row['case_id'])).toEqual(
    [...cases.demo, ...cases.training].map((row) => row['case_id']),
  )
  expect(diagnoses.filter((row) => row['diagnosis'] === 'M')).toHaveLength(212)
  expect(diagnoses.filter((row) => row['diagnosis'] === 'B')).toHaveLength(357)
})

test('the columns of the data, the parameters and the weights name the same 30 features', () => {
  const names = features.map(({ name }) => name)
  expect(names).toHaveLength(30)
  expect(Object.keys(cases.demo[0] ?? {})).toEqual(['case_id', ...names])
  expect(Object.keys(weights.coefficients)).toEqual(names)
})

test.each(features)('every case is inside the accepted range of $name', ({ name, min, max }) => {
  const outside = [...cases.demo, ...cases.training].filter(
    (row) => !(Number(row[name]) >= min && Number(row[name]) <= max),
  )
  expect(outside).toEqual([])
})

test.each(['prep', 'model', 'metrics'])('%s: the image has every script that a task starts', (folder) => {
  const { tasks } = load(read(`${folder}/container_config.yaml`)) as {
    readonly tasks: Readonly<Record<string, { readonly run_args: { readonly command: string } }>>
  }
  const copied = /^COPY (.*) \/app\/$/m.exec(read(`${folder}/Dockerfile`))?.[1]?.split(' ') ?? []
  for (const file of copied)
    expect(existsSync(join(ROOT, 'examples/breast-cancer-wdbc', folder, file))).toBe(true)
  const started = Object.values(tasks).map(({ run_args }) => run_args.command.replace('python3 /app/', ''))
  expect(copied).toEqual(expect.arrayContaining(started))
})

// The intervals by their definition, pair by pair and not by ranks as in measures.py.
test('README.md shows the metrics that data, parameters and weights give', () => {
  const shown = load(/```yaml\n(AUC[\s\S]*?)```/.exec(read('README.md'))?.[1] ?? '') as Record<
    string,
    unknown
  >
  const malignantCases = new Set(
    diagnoses.filter((row) => row['diagnosis'] === 'M').map((row) => row['case_id']),
  )
  const scores = cases.demo.map((row) => ({
    malignant: malignantCases.has(row['case_id']),
    score: predict(row),
  }))
  const malignant = scores.filter((row) => row.malignant).map(({ score }) => score)
  const benign = scores.filter((row) => !row.malignant).map(({ score }) => score)
  const found = malignant.filter((score) => score >= threshold).length
  const spared = benign.filter((score) => score < threshold).length

  expect(shown).toEqual({
    AUC: rounded(mean(malignant.map((score) => mean(benign.map((other) => wins(score, other)))))),
    sensitivity: rounded(found / malignant.length),
    specificity: rounded(spared / benign.length),
    accuracy: rounded((found + spared) / scores.length),
    interval: {
      AUC: delong(malignant, benign),
      sensitivity: wilson(found, malignant.length),
      specificity: wilson(spared, benign.length),
      accuracy: wilson(found + spared, scores.length),
    },
    cases: { malignant: malignant.length, benign: benign.length },
  })
})

const Z = 1.959963984540054 // 95 %

const rounded = (value: number) => Number(value.toFixed(6))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const wins = (score: number, other: number) => (score > other ? 1 : score === other ? 0.5 : 0)

function variance(values: readonly number[]): number {
  const centre = mean(values)
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
}

function predict(row: Readonly<Record<string, string>>): number {
  const score = features.reduce((sum, { name, mean, std }) => {
    return sum + rounded((Number(row[name]) - mean) / std) * (weights.coefficients[name] ?? Number.NaN)
  }, weights.intercept)
  return rounded(1 / (1 + Math.exp(-score)))
}

function delong(positives: readonly number[], negatives: readonly number[]) {
  const above = positives.map((score) => mean(negatives.map((other) => wins(score, other))))
  const below = negatives.map((other) => mean(positives.map((score) => wins(score, other))))
  const area = mean(above)
  const deviation = Math.sqrt(variance(above) / above.length + variance(below) / below.length)
  const width = (Z * deviation) / (area * (1 - area))
  const atLogit = (shift: number) => rounded(1 / (1 + (1 / area - 1) * Math.exp(-shift)))
  return { low: atLogit(-width), high: atLogit(width) }
}

/** The two shares at which the count lies exactly Z standard deviations away. */
function wilson(count: number, total: number) {
  const a = 1 + Z ** 2 / total
  const b = -(2 * (count / total) + Z ** 2 / total)
  const root = Math.sqrt(b ** 2 - 4 * a * (count / total) ** 2)
  return { low: rounded((-b - root) / (2 * a)), high: rounded((-b + root) / (2 * a)) }
}
