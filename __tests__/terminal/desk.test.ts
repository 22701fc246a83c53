import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { openTerminalDesk } from '../../src/terminal/desk.ts'

function sit() {
  const [input, output, messages] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const read = (stream: PassThrough) => String(stream.read() ?? '')
  return { desk: openTerminalDesk({ input, output, messages }), input, output, messages, read }
}

test('what was asked for and what is said about it are two streams', () => {
  const { desk, output, messages, read } = sit()
  desk.output('verdict', 'passed')
  desk.line('prepare has begun')
  desk.warn('the disk is nearly full')
  expect(read(output)).toBe('verdict: passed\n')
  expect(read(messages)).toBe('prepare has begun\nwarning: the disk is nearly full\n')
})

test('an annotation begins with its place, as editors read it', () => {
  const { desk, messages, read } = sit()
  const properties = { title: 'benchmark.yaml', file: 'benchmark.yaml', startLine: 3 }
  desk.annotate({ kind: 'error', message: 'unknown key', properties })
  desk.annotate({ kind: 'warning', message: 'no gate' })
  expect(read(messages)).toBe('benchmark.yaml:3: error: unknown key\nwarning: no gate\n')
})

test('a stranger’s text moves no cursor', () => {
  const { desk, messages, read } = sit()
  desk.line('\u001b[2Jgone\r\nor not')
  expect(read(messages)).toBe('gone or not\n')
})

test.each([
  ['y\n', true],
  ['Yes\n', true],
  ['\n', false],
  ['yesterday\n', false],
])('the answer %j to a question is %s', async (answer, expected) => {
  const { desk, input } = sit()
  const asked = desk.question('Register it?')
  input.write(answer)
  expect(await asked).toBe(expected)
})

test('whoever is to sign in sees address and code', () => {
  const { desk, messages, read } = sit()
  desk.signIn({
    text: 'open https://login.example and confirm ABCD',
    title: 'Sign in',
    code: 'ABCD',
    page: '# Sign in',
  })
  expect(read(messages)).toBe('open https://login.example and confirm ABCD\n')
})
