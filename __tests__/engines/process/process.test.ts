import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { passEnvironment } from '../../../src/engines/process/environment.ts'
import { runProcess } from '../../../src/engines/process/process.ts'
import { tempFolder } from '../../../stand-ins/workspace.ts'

const sh = (script: string, options: Parameters<typeof runProcess>[2] = {}) =>
  runProcess('sh', ['-c', script], options)

test('streams and exit code are told apart', async () => {
  expect(await sh('echo out; echo err >&2; exit 3')).toEqual({
    code: 3,
    signal: null,
    stdout: 'out\n',
    stderr: 'err\n',
  })
})

test('arguments reach the program as they are', async () => {
  const words = ['a b', '$HOME', "it's", '*', '']
  expect((await runProcess('printf', ['[%s]', ...words])).stdout).toBe(
    words.map((word) => `[${word}]`).join(''),
  )
})

test('a program that does not exist has the code 127', async () => {
  expect(await runProcess('no-such-program-here', [])).toMatchObject({
    code: 127,
    stderr: expect.stringContaining('ENOENT'),
  })
})

test.each(['/usr/bin:', ':/usr/bin', '/usr/bin::/bin', '', '.', 'bin'])(
  'neither a program nor a library of the folder that it runs in is taken, with PATH=%s',
  async (path) => {
    await using folder = await tempFolder()
    mkdirSync(join(folder.path, 'bin'))
    for (const name of ['planted', 'bin/planted'])
      writeFileSync(join(folder.path, name), '#!/bin/sh\necho planted\n', { mode: 0o755 })
    vi.stubEnv('PATH', path)
    vi.stubEnv('LD_LIBRARY_PATH', path)
    try {
      expect(await runProcess('planted', [], { cwd: folder.path })).toMatchObject({ code: 127 })
      const { stdout } = await runProcess('/bin/sh', ['-c', 'echo "[$LD_LIBRARY_PATH]"'])
      expect(stdout).toMatch(/^\[(?:\/[^:]+(?::\/[^:]+)*)?\]$/m)
    } finally {
      vi.unstubAllEnvs()
    }
  },
)

test('the login of a proxy is hidden in what is shown, and not in what is data', async () => {
  process.env['HTTPS_PROXY'] = 'http://svc:planted-password@proxy'
  try {
    const lines =
      'printf "svc:planted-pass"; sleep 0.1; echo word; printf "a planted-"; echo password >&2; echo end'
    const seen: Buffer[] = []
    const shown = await sh(lines, { onOutput: (chunk) => void seen.push(chunk) })
    // Where the two streams meet depends on the machine.
    const all = Buffer.concat(seen).toString()
    expect(all).toContain('***\n')
    expect(all).not.toContain('svc:planted')
    expect(shown.stdout).toBe('***\na planted-end\n')
    const data = await sh('echo planted-password; echo "no way to svc:planted-password@proxy" >&2')
    expect(data).toMatchObject({ stdout: 'planted-password\n', stderr: 'no way to ***@proxy\n' })
  } finally {
    delete process.env['HTTPS_PROXY']
  }
})

test('a variable that is undefined is taken away', async () => {
  process.env['MEDPERF_TAKEN'] = 'x'
  const { stdout } = await sh('echo "[$MEDPERF_TAKEN][$MEDPERF_SET]"; env | grep -c MEDPERF_TAKEN', {
    env: { MEDPERF_TAKEN: undefined, MEDPERF_SET: 'y' },
  })
  delete process.env['MEDPERF_TAKEN']
  expect(stdout).toBe('[][y]\n0\n')
})

test('only the end of a long output is kept', async () => {
  const { stdout } = await sh('yes | head -c 5000000; echo end')
  expect(stdout.length).toBeLessThan(300_000)
  expect(stdout.endsWith('end\n')).toBe(true)
})

test('a signal for our process group does not reach it', async () => {
  const { stdout } = await sh('ps -o pgid= -p $$ 2>/dev/null || cut -d" " -f5 /proc/$$/stat')
  const { stdout: ours } = await runProcess('sh', ['-c', `cut -d" " -f5 /proc/${process.pid}/stat`])
  expect(Number(stdout)).not.toBe(Number(ours))
})

describe('of the environment a program', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    passEnvironment([])
  })

  const SECRETS = ['INPUT_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_TOKEN', 'AWS_PROFILE', 'OTHER_SECRET']

  /** Names of variables, before a shell adds its own. */
  async function inherited(options: Parameters<typeof runProcess>[2] = {}) {
    for (const name of SECRETS) vi.stubEnv(name, 'planted')
    vi.stubEnv('DOCKER_HOST', 'ssh://somewhere')
    const { stdout } = await sh('tr "\\0" "\\n" </proc/$$/environ', options)
    return Object.fromEntries(stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('=', 2)])))
  }

  test('is given what it needs, and no secret', async () => {
    const given = await inherited()
    expect(given).toMatchObject({ PATH: process.env['PATH'], DOCKER_HOST: 'ssh://somewhere' })
    for (const name of SECRETS) expect(given).not.toHaveProperty(name)
    expect(Object.values(given)).not.toContain('planted')
  })

  test('is given what was named besides, but nothing of our own', async () => {
    passEnvironment([...SECRETS.slice(0, 3), 'AWS_*'])
    const given = await inherited()
    expect(given).toMatchObject({ AWS_PROFILE: 'planted' })
    expect(Object.values(given).filter((value) => value === 'planted')).toHaveLength(1)
  })

  test('is given what is set for it alone, and not what is taken away', async () => {
    const given = await inherited({ env: { OWN: 'word', DOCKER_HOST: undefined } })
    expect(given).toMatchObject({ OWN: 'word', PATH: process.env['PATH'] })
    expect(given).not.toHaveProperty('DOCKER_HOST')
  })
})

test('no other file of the house starts programs', () => {
  const starting = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) =>
      /['"](?:node:)?(?:child_process|cluster)['"]|@actions\/exec/.test(
        readFileSync(join('src', name), 'utf8'),
      ),
    )
  expect(starting).toEqual(['engines/process/process.ts'])
})

describe('ending it', () => {
  test('by a signal that aborts', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 100)
    expect(await sh('sleep 60', { signal: stop.signal })).toMatchObject({ code: null, signal: 'SIGTERM' })
  })

  test('by a signal that had aborted', async () => {
    expect(await sh('sleep 60', { signal: AbortSignal.abort() })).toMatchObject({
      code: null,
      signal: 'SIGTERM',
    })
  })

  test('by its time, though it ignores SIGTERM and a child of it holds the streams', async () => {
    const since = performance.now()
    // Time enough to start on a busy machine.
    const ended = await sh('trap "" TERM; sleep 600 & echo started; wait', { timeout: 5_000 })
    expect(ended).toMatchObject({ code: null, signal: 'SIGKILL', stdout: 'started\n' })
    expect(performance.now() - since).toBeLessThan(50_000)
  })
})

describe('what it reads', () => {
  async function* words(...all: readonly string[]) {
    for (const word of all) yield Buffer.from(word)
  }

  test('comes whole, however slowly it is read', async () => {
    const { stdout } = await sh('sleep 0.2; wc -c', { input: words('a'.repeat(1e6), 'b'.repeat(1e6)) })
    expect(stdout.trim()).toBe('2000000')
  })

  test('may be left unread, and its end is the end of the program', async () => {
    expect(await sh('exit 3', { input: words('a'.repeat(1e6), 'b') })).toMatchObject({ code: 3 })
  })

  test('that breaks off ends the program before it can take that for the whole', async () => {
    async function* broken() {
      yield* words('half')
      throw new Error('it is damaged')
    }
    const left = await tempFolder()
    await expect(
      sh(`cat > /dev/null; sleep 5; touch ${left.path}/taken`, { input: broken() }),
    ).rejects.toThrow('it is damaged')
    expect(existsSync(`${left.path}/taken`)).toBe(false)
    await left[Symbol.asyncDispose]()
  })
})

describe('a consumer', () => {
  test('gets the chunks of both streams', async () => {
    const chunks: string[] = []
    await sh('echo out; echo err >&2', { onOutput: (chunk) => void chunks.push(chunk.toString()) })
    expect(chunks.sort()).toEqual(['err\n', 'out\n'])
  })

  test('that is slow gets one chunk at a time, and all of them', async () => {
    let bytes = 0
    let working = 0
    let most = 0
    const onOutput = async (chunk: Buffer) => {
      most = Math.max(most, ++working)
      await sleep(2)
      bytes += chunk.length
      working--
    }
    await sh('yes | head -c 3000000', { onOutput })
    expect({ bytes, most }).toEqual({ bytes: 3_000_000, most: 1 })
  })

  test('that throws ends the program, and its error is thrown', async () => {
    const onOutput = () => {
      throw new Error('no room')
    }
    await expect(sh('echo x; sleep 60', { onOutput })).rejects.toThrow('no room')
  })

  test('that rejects ends the program, and its error is thrown', async () => {
    await expect(
      sh('echo x; sleep 60', { onOutput: () => Promise.reject(new Error('no room')) }),
    ).rejects.toThrow('no room')
  })
})
