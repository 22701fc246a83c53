import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readToy, TOY } from './toy.ts'

const text = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')
const MODEL = 'config: model/container_config.yaml'
const END = /$/

test.each([
  [/name: .*/, 'name: [tumours]', 'Write `name: tumours`.'],
  [/demo_dataset:\n.*\n/, 'demo_dataset: { path: Demo }\n', 'Did you mean `demo`?'],
  [/demo_dataset:\n.*\n/, 'demo_dataset: { path: "https://a.org/x" }\n', 'goes under `url`'],
  [MODEL, 'config: model/container_config.yml', 'Did you mean `model/container_config.yaml`?'],
  [MODEL, 'config: model/', 'Is `model/container_config.yaml` meant?'],
  [MODEL, 'config: [model/container_config.yaml]', 'Write `config: model/container_config.yaml`.'],
  [MODEL, 'uid: "12"', 'Write `uid: 12`, without quotes.'],
  [MODEL, `${MODEL}\n  parameters: { threshold: 1 }`, 'a YAML file of their own'],
  [MODEL, `${MODEL}\n  parameters: { path: a.yaml }`, 'Write `parameters: a.yaml`.'],
  [/data_preparator:\n(.*\n){2}/, 'data_preparator: "#12"\n', '{uid: 12}'],
  [/data_preparator:\n(.*\n){2}/, 'data_preparator: "uid: 12"\n', '{uid: 12}'],
  [/data_preparator:\n(.*\n){2}/, 'data_preparator: 1.5\n', 'It has the keys'],
  [END, 'metrics: { right: { min: "0.5" } }', 'Write `min: 0.5`, without quotes.'],
  [END, 'metrics: { right: { min: 90% } }', 'Write `min: 0.9`.'],
])('%s as %j comes with what to write', async (from, to, hint) => {
  const { problems } = await readToy({ 'benchmark.yaml': text.replace(from, to) })
  expect(problems.filter((one) => one.hint === undefined)).toEqual([])
  expect(problems[0]?.hint).toContain(hint)
})

test('what is secret in an address is not shown, wherever it was written', async () => {
  const secret = 'https://b.s3.amazonaws.com/x?X-Amz-Date=20260101T000000Z&X-Amz-Signature=5ec2e7'
  const places = [`demo_dataset: ${secret}`, `demo_dataset: { path: "${secret}" }`]
  for (const place of places) {
    const { said } = await readToy({ 'benchmark.yaml': text.replace(/demo_dataset:\n.*/, place) })
    expect(said).toHaveLength(1)
    expect(said[0]).not.toContain('5ec2e7')
  }
})
