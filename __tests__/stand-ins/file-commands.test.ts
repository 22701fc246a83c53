import { expect, test } from 'vitest'
import { parseCommands, parseFileCommands } from '../../stand-ins/file-commands.ts'

test('values on one line, values of several lines and the last of two values are read', () => {
  const text = 'a=1=2\nb<<END\nfirst\nc=3\nEND\na=4\n'
  expect(parseFileCommands(text)).toEqual({ a: '4', b: 'first\nc=3' })
})

test.each(['nonsense\n', 'a<<END\nnever ends\n'])('what a runner would refuse is refused: %j', (text) => {
  expect(() => parseFileCommands(text)).toThrow()
})

test('commands are obeyed, with their properties', () => {
  expect(parseCommands('text\n::error file=a%2Cb,line=3::no%0Away\n')).toEqual([
    { name: 'error', properties: { file: 'a,b', line: '3' }, message: 'no\nway' },
  ])
})

test('between stop-commands and its token nothing is obeyed', () => {
  const log = '::stop-commands::secret\n::error::hidden\n::other::\n::secret::\n::notice::shown\n'
  expect(parseCommands(log)).toEqual([{ name: 'notice', properties: {}, message: 'shown' }])
})
