import { expect, test } from 'vitest'
import { adviseOnText, suggestNumber } from '../../../src/report/advice/number-text.ts'
import { readNumber } from '../../../src/yaml/json.ts'
import { parseYaml } from '../../../src/yaml/yaml.ts'

test.each([
  ['1e-05', '1.0e-05'],
  ['9e-1', '0.9'],
  ['1E5', '100000'],
  ['1.5e3', '1500'],
  ['1e300', '1.0e+300'],
  ['-2.5e-7', '-2.5e-7'],
  ['-25e-7', '-2.5e-06'],
  ['+1e-2', '0.01'],
  ['-.5', '-0.5'],
  ['08', '8'],
  ['007', '7'],
  ['0.93', '0.93'],
  ['.5', '.5'],
  ['12', '12'],
  ['-1.0e+3', '-1.0e+3'],
  ['nan', '.nan'],
  ['NaN', '.nan'],
  ['inf', '.inf'],
  ['-inf', '-.inf'],
  ['-Infinity', '-.inf'],
  ['1e999', '.inf'],
  ['95%', '0.95'],
  ['12.5 %', '0.125'],
  ['0,95', '0.95'],
  ['1,234', '1234'],
  ['1,234,567', '1234567'],
  ['np.float64(0.93)', '0.93'],
  ['tensor(0.9312)', '0.9312'],
  ['tensor(1e-05, dtype=torch.float64)', '1.0e-05'],
  ['numpy.float32(nan)', '.nan'],
])('%s is meant to be %s, which YAML 1.1 reads as that number', (text, meant) => {
  expect(suggestNumber(text)).toBe(meant)
  const read = parseYaml(meant)
  expect(readNumber(read.ok ? read.value : null)).toBeTypeOf('number')
})

test.each([
  ...[
    '',
    'good',
    '1.2.3',
    '1-2',
    '1:30',
    '2024-01-01',
    '0x1f',
    'e5',
    '.',
    '-',
    'abc(1)x',
    'f(a)',
    'int()',
    'fold(3)',
    'array([1, 2])',
    '[]',
    '{}',
  ],
  ...['1,2,3', '%', '12 ms', 'None', '١', `1e-${'0'.repeat(60)}5`],
])('%s is no number', (text) => {
  expect(suggestNumber(text)).toBeUndefined()
  expect(adviseOnText(text)).toBeUndefined()
})

test('what is to be written is said, and whether it is the quotes', () => {
  expect(adviseOnText('1e-05')).toBe('`1e-05` is text in YAML 1.1: write `1.0e-05`.')
  expect(adviseOnText('0.93')).toBe('`0.93` stands in quotes, which make it text: write it without them.')
})
