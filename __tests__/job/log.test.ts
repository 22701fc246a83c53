import { describe, expect, test } from 'vitest'
import { createLog } from '../../src/job/log.ts'

/** Reads a log as GitHub's runner does: commands behind spaces, none while they are stopped, `##[…]` anywhere. */
function readAsRunner(text: string) {
  const commands: string[] = []
  const shown: string[] = []
  let stopped: string | undefined
  for (const line of text.split(/\r\n|\r|\n/)) {
    const command = /^\s*::([^: ]+)[^:]*::(.*)$/.exec(line) ?? /##\[([^\] ]+)[^\]]*\](.*)$/.exec(line)
    const [, name, data = ''] = command ?? []
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined
      else shown.push(line)
    } else if (name === 'stop-commands') stopped = data
    else if (name !== undefined) commands.push(`${name} ${data}`.trim())
    else shown.push(line)
  }
  return { commands, shown: shown.filter((line) => line !== ''), stopped }
}

function start() {
  let text = ''
  const print = (part: string) => {
    text += part
  }
  const log = createLog(print)
  return { log, print, text: () => text, read: () => readAsRunner(text) }
}

const write = (group: { write(chunk: Buffer): void }, text: string) => group.write(Buffer.from(text))

test('a step is a group that is open and closed while commands work', () => {
  const { log, text, read } = start()
  log.say('before')
  const group = log.group('prepare')
  write(group, 'working\n')
  group.end('prepare: passed')
  log.say('after')
  expect(text()).toMatch(
    /^before\n::group::prepare\n::stop-commands::([0-9a-f]{32})\nworking\n::\1::\nprepare: passed\n::endgroup::\nafter\n$/,
  )
  expect(read()).toMatchObject({ commands: ['group prepare', 'endgroup'], stopped: undefined })
})

test('output is shown while it comes, an unfinished line when it is over', () => {
  const { log, text } = start()
  const group = log.group('infer')
  write(group, 'one\ntw')
  expect(text()).toContain('\none\n')
  expect(text()).not.toContain('tw')
  group.end('infer: passed')
  expect(text()).toContain('\ntw\n::')
})

describe('what a package prints by itself', () => {
  test('is a command between a stranger’s chunks, which wait until it is over, in their order', async () => {
    const { log, print, text, read } = start()
    const group = log.group('fetch')
    write(group, 'Step 1/2\n')
    let end = () => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const aside = log.aside(async () => {
      print('::debug::caching\n')
      await ended
      print('::debug::cached\n')
      return 'value'
    })
    write(group, '::error::Step 2/2\n')
    group.say('demo dataset: 3 files')
    expect(text()).not.toContain('Step 2/2')
    end()
    expect(await aside).toBe('value')
    write(group, 'built\n')
    group.end('fetch: passed')
    expect(read()).toEqual({
      commands: ['group fetch', 'debug caching', 'debug cached', 'endgroup'],
      shown: ['Step 1/2', '::error::Step 2/2', 'demo dataset: 3 files', 'built', 'fetch: passed'],
      stopped: undefined,
    })
  })

  test('holds the log until the last of several is over, also of one that fails', async () => {
    const { log, print, read } = start()
    const group = log.group('fetch')
    let fail = () => {}
    const failing = log.aside(
      () => new Promise<void>((_, reject) => (fail = () => reject(new Error('full')))),
    )
    write(group, 'one\n')
    await log.aside(() => print('::debug::second\n'))
    write(group, 'two\n')
    print('::debug::first\n')
    fail()
    await expect(failing).rejects.toThrow('full')
    group.end('fetch: passed')
    expect(read()).toEqual({
      commands: ['group fetch', 'debug second', 'debug first', 'endgroup'],
      shown: ['one', 'two', 'fetch: passed'],
      stopped: undefined,
    })
  })
})

const HOSTILE = [
  '::error::x',
  '  ::set-output name=verdict::passed',
  '::add-mask::a',
  '::stop-commands::guess',
  '::guess::',
  '::endgroup::',
  '##[endgroup]',
  'x ##[error]y',
  '\r::warning::behind a carriage return',
  '\u001b[2J::warning::behind an escape',
]
test.each(HOSTILE)('the line %j of a container is no command', (line) => {
  const { log, text, read } = start()
  const group = log.group('infer')
  write(group, `${line}\n`)
  group.end('infer: passed')
  expect(read().commands).toEqual(['group infer', 'endgroup'])
  expect(text()).not.toContain('##[')
  expect(text()).not.toMatch(/[\u001b\r]/)
})

test('every group has a token of its own', () => {
  const { log, text } = start()
  for (const name of ['a', 'b', 'c']) {
    const group = log.group(name)
    write(group, 'working\n')
    group.end('done')
  }
  expect(new Set(text().match(/::stop-commands::\w+/g)).size).toBe(3)
})

test('commands work in a group until a stranger writes, and again from our next words on', () => {
  const { log, text, read } = start()
  const group = log.group('fetch')
  group.say('looking')
  write(group, 'building\n::error::of the build\n')
  group.say('built')
  write(group, '::warning::of the next\n')
  group.end('fetch: passed')
  const shape = text()
    .replaceAll(/[0-9a-f]{32}/g, 'TOKEN')
    .split('\n')
  expect(shape).toEqual([
    ...['::group::fetch', 'looking', '::stop-commands::TOKEN', 'building', '::error::of the build'],
    ...['::TOKEN::', 'built', '::stop-commands::TOKEN', '::warning::of the next', '::TOKEN::'],
    ...['fetch: passed', '::endgroup::', ''],
  ])
  expect(new Set(text().match(/[0-9a-f]{32}/g)).size).toBe(2)
  expect(read()).toMatchObject({ commands: ['group fetch', 'endgroup'], stopped: undefined })
})

test('what waits for its turn keeps apart whose words it was', () => {
  const { log, read } = start()
  const first = log.group('first')
  const group = log.group('second')
  group.say('ours')
  write(group, '::error::theirs\n')
  group.end('second: passed')
  first.end('first: passed')
  expect(read().commands).toEqual(['group first', 'endgroup', 'group second', 'endgroup'])
  expect(read().shown).toEqual(['first: passed', 'ours', '::error::theirs', 'second: passed'])
})

test.each([
  ['a line of ours', (log: ReturnType<typeof start>['log'], words: string) => log.say(words)],
  [
    'a line of ours in a group',
    (log: ReturnType<typeof start>['log'], words: string) => log.group('fetch').say(words),
  ],
  ['a title', (log: ReturnType<typeof start>['log'], words: string) => log.group(words).end('done')],
  ['a last line', (log: ReturnType<typeof start>['log'], words: string) => log.group('infer').end(words)],
])("%s that carries a stranger's words is no command and stays one line", (_, print) => {
  for (const words of [
    '::error::x',
    ' \u200b::error::x',
    'a\n::error::x',
    'a\r::error::x',
    '##[error]x',
    'a%0A::error::x',
  ]) {
    const { log, read } = start()
    print(log, words)
    expect(read().commands.filter((command) => !/^(group|endgroup)\b/.test(command))).toEqual([])
    expect(
      read()
        .commands.filter((command) => command.startsWith('group'))
        .every((one) => !/%0A/i.test(one.replaceAll('%25', ''))),
    ).toBe(true)
  }
})

describe('steps side by side', () => {
  test('do not mix: the first is shown as it goes, the others when their turn comes', () => {
    const { log, read } = start()
    const [one, two, three] = ['one', 'two', 'three'].map((name) => log.group(name))
    if (one === undefined || two === undefined || three === undefined) throw new Error('no groups')
    write(two, 'b1\n')
    write(one, 'a1\n')
    write(three, 'c1\n')
    three.end('three: passed')
    write(two, 'b2\n')
    write(one, 'a2\n')
    expect(read().shown).toEqual(['a1', 'a2'])
    one.end('one: passed')
    expect(read().shown).toEqual(['a1', 'a2', 'one: passed', 'b1', 'b2'])
    write(two, 'b3\n')
    two.end('two: passed')
    expect(read().shown).toEqual([
      'a1',
      'a2',
      'one: passed',
      'b1',
      'b2',
      'b3',
      'two: passed',
      'c1',
      'three: passed',
    ])
    expect(read()).toMatchObject({
      commands: ['group one', 'endgroup', 'group two', 'endgroup', 'group three', 'endgroup'],
      stopped: undefined,
    })
  })

  test('our own words wait for the end of the open group', () => {
    const { log, read } = start()
    const one = log.group('one')
    const two = log.group('two')
    log.say('a remark')
    one.end('one: passed')
    expect(read().shown).toEqual(['one: passed', 'a remark'])
    two.end('two: passed')
    log.say('at last')
    expect(read().shown).toEqual(['one: passed', 'a remark', 'two: passed', 'at last'])
  })
})

describe('a flood', () => {
  const flood = Buffer.from('y\n'.repeat(32_768))

  test('is printed up to 4 MiB, with a word about where the rest is', () => {
    const { log, text } = start()
    const group = log.group('infer')
    for (let at = 0; at < 200; at++) group.write(flood)
    group.end('infer: passed')
    expect(text().length).toBeLessThan(4.2 * 1024 ** 2)
    expect(text().match(/the log of this step goes on in its file/g)).toHaveLength(1)
    expect(text()).toMatch(/\ninfer: passed\n::endgroup::\n$/)
  })

  test('of a step that waits for its turn is kept up to the same size, and says the same', () => {
    const { log, text } = start()
    const first = log.group('first')
    const group = log.group('infer')
    for (let at = 0; at < 200; at++) group.write(flood)
    group.end('infer: passed')
    first.end('first: passed')
    expect(text().length).toBeLessThan(4.2 * 1024 ** 2)
    expect(text().match(/the log of this step goes on in its file/g)).toHaveLength(1)
  })
})
