import { expect, test } from 'vitest'
import { readCommand, UsageError } from '../../dev-server/command.ts'
import { usage } from '../../dev-server/usage.ts'

test('every option reaches the server', () => {
  const line =
    '--era container --host ::1 --port 0 --db x.db --seed data --auto-approve a@b.example,c@d.example --reset-path /reset --login-interval 1 --login-expiry 30 --login-lifetime 60'
  expect(readCommand(line.split(' '))).toEqual({
    kind: 'serve',
    options: {
      era: 'container',
      host: '::1',
      port: 0,
      db: 'x.db',
      seed: 'data',
      autoApprove: ['a@b.example', 'c@d.example'],
      resetPath: '/reset',
      loginInterval: 1,
      loginExpiry: 30,
      loginLifetime: 60,
    },
  })
})

test('what makes the rules besides the era reaches the server', () => {
  const line = '--era mlcube --with policies,long-names --demand mlcubes.a,benchmarks.b --schema page'
  expect(readCommand(line.split(' '))).toEqual({
    kind: 'serve',
    options: {
      era: 'mlcube',
      with: ['policies', 'long-names'],
      demand: ['mlcubes.a', 'benchmarks.b'],
      schema: 'page',
    },
  })
})

test('what is not said is left to the server', () => {
  expect(readCommand(['--era', 'mlcube'])).toEqual({ kind: 'serve', options: { era: 'mlcube' } })
})

test('a token is asked for by name and file', () => {
  const command = readCommand(['--era', 'model', '--db', 'x.db', '--token', 'testbo'])
  expect(command).toEqual({ kind: 'token', user: 'testbo', options: { era: 'model', db: 'x.db' } })
})

test('the help names every option', () => {
  expect(readCommand(['--help'])).toEqual({ kind: 'help' })
  for (const flag of [
    'era',
    'with',
    'demand',
    'schema',
    'host',
    'port',
    'db',
    'seed',
    'public-key',
    'reset-path',
    'token',
    'auto-approve',
  ]) {
    expect(usage).toContain(`--${flag} `)
  }
})

test.each([
  [[], '--era is missing'],
  [['--era', 'old'], '--era old'],
  [['--era', 'old'], 'mlcube, container, model, topology'],
  [
    ['--era', 'container', '--with', 'policies'],
    'the container era cannot have policies: it can have nothing',
  ],
  [['--era', 'mlcube', '--with', 'policies,names'], 'cannot have names: it can have policies, long-names'],
  [['--era', 'model', '--demand', 'people.name'], 'cannot demand people.name'],
  [['--era', 'model', '--demand', 'models.name'], 'cannot demand models.name: it is there'],
  [['--era', 'model', '--schema', '500'], '--schema 500: there are 403, 404, page'],
  [['--era', 'model', '--port', '80a'], '--port 80a'],
  [['--era', 'model', '--port', '70000'], '0 to 65535'],
  [['--era', 'model', '--sed', 'data'], '--sed'],
  [['--era', 'model', 'extra'], 'extra'],
  [['--era', 'mlcube', '--seed', 'tutorial'], 'benchmark, model, data'],
  [['--era', 'model', '--reset-path', 'reset'], '--reset-path reset'],
  [['--era', 'model', '--reset-path', '/reset?now'], '--reset-path /reset?now'],
  [['--era', 'model', '--token', 'testbo'], '--token needs --db'],
  [['--era', 'model', '--public-key', '/does/not/exist.pem'], '--public-key /does/not/exist.pem'],
  [['--era', 'model', '--login-interval', '-1'], '--login-interval'],
  [['--era', 'model', '--login-expiry', '0'], '--login-expiry'],
])('refuses %j', (args, words) => {
  const read = (): unknown => readCommand(args)
  expect(read).toThrow(UsageError)
  expect(read).toThrow(words)
})
