import { randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Engine } from '../../src/engines/engine.ts'
import { findContainerUser } from '../../src/files/container-user.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { type Aftermath, type Attack, attack, MARK } from './attack.ts'
import { archiveWithVariables } from './changed-image.ts'
import { checkoutPromisesOf } from './checkout-promises.ts'
import type { Tried } from './engine-promises.ts'
import { ANSWERS, KERNEL_SURFACE, type KernelColumn, writeTries } from './kernel-surface.ts'
import { loadOptions } from './loading.ts'
import { plantVariables } from './planted.ts'

const MIB = 1024 ** 2
const TIMEOUT = 120_000

interface Hostile extends Attack {
  readonly what: string
  /** What its step comes to: `passed`, or the kind of the failure and the words of its message. */
  readonly end: 'passed' | readonly [kind: string, words: RegExp]
  /** A line that it prints, by which it is known to have tried. */
  readonly prints?: string | RegExp
  /** A line that it would print if it had got what it is after. */
  readonly never?: string
}

/** Variables that an engine or a shell makes, of which none is the runner's. */
const ENGINES_OWN =
  /^(PATH|HOME|HOSTNAME|PWD|OLDPWD|SHLVL|_|LANG|PS1|PROMPT_COMMAND|LD_LIBRARY_PATH|NVIDIA_VISIBLE_DEVICES|(APPTAINER|SINGULARITY)_(APPNAME|BIND|COMMAND|CONTAINER|ENVIRONMENT|NAME|NO_EVAL|MESSAGELEVEL)|ENGINE_CONFIG\w*)$/

const ENDLESS = 'while :; do head -c 4000000 /dev/zero >> "$file"; sleep 0.1; done'
const OUT = /^wrote the link "l", which leads out of its folder$/
const NOWHERE = /^wrote the link "[abl]", which leads nowhere$/

const HOSTILE: readonly Hostile[] = [
  {
    what: 'writes, moves, removes and opens its inputs',
    lines:
      'cd /data; for a in "touch case.txt" "mv case.txt x" "rm -f case.txt" "chmod 777 case.txt" "mount -o remount,rw /data"; do $a 2>&1 && echo "did $a"; done; echo x > case.txt',
    end: ['exit', /exit code 1/],
    prints: /Read-only file system/,
  },
  {
    what: 'looks for the labels during infer',
    lines: 'find / -name "labels.txt" -not -path "/proc/*" -not -path "/sys/*" 2>/dev/null; echo looked',
    end: 'passed',
    prints: 'looked',
  },
  {
    what: 'looks for processes of the host',
    lines: `for p in /proc/[0-9]*; do cat $p/cmdline; done 2>/dev/null | tr "\\\\0" "\\\\n" | grep '[v]itest'; kill -9 ${process.pid} 2>/dev/null; echo looked`,
    end: 'passed',
    prints: 'looked',
  },
  {
    what: 'has a mount path that is a list of mounts',
    parent: '/var/tmp',
    // Apptainer's `--bind` would have bound the folder of the host, also for writing.
    mountPath: (folder) => {
      writeFileSync(join(folder, 'p:ro'), '')
      return `/data,${folder}/open,${folder}/p\\`
    },
    lines: 'echo hacked >> "$2/open/file"; ls "$2/open"; exit 3',
    end: [
      'internal',
      /^cannot be started: the mount path ".+" has a comma, which engines take for a separator$/,
    ],
  },
  {
    what: 'has a mount path that ends in another mode',
    mountPath: () => '/data:rw',
    lines: 'exit 3',
    end: ['internal', /^cannot be started: the mount path "\/data:rw" has a colon/],
  },
  {
    what: 'has a folder whose name is a list of mounts',
    parent: '/var/tmp',
    // Apptainer's `--bind` would have been cut at the caret, and bound the folder of the host.
    extra: (folder) => {
      mkdirSync(join(folder, 'demo'))
      return `${folder}/demo^${folder}/open`
    },
    lines: 'ls /extra; ls "$2/open" 2>/dev/null || true',
    end: 'passed',
    prints: 'own',
    never: 'file',
  },
  {
    what: 'has a folder whose name ends in a mount of another folder',
    extra: (folder) => `${folder}/demo,source=${folder}/open`,
    lines: 'ls /extra; ls "$2/open" 2>/dev/null || true',
    end: 'passed',
    prints: 'own',
    never: 'file',
  },
  {
    what: 'fills its outputs',
    lines: `file=/predictions/zero; ${ENDLESS}`,
    limits: { disk: 8 * MIB },
    end: ['output', /^wrote [\d.]+ MiB, more than the 8\.0 MiB that its outputs and \/tmp may take$/],
  },
  {
    what: 'fills /tmp',
    lines: `file=/tmp/zero; ${ENDLESS}`,
    limits: { disk: 8 * MIB },
    end: ['output', /^wrote [\d.]+ MiB, more than the 8\.0 MiB that its outputs and \/tmp may take$/],
  },
  {
    what: 'fills a file whose name is not UTF-8',
    lines: `file=$(printf '/predictions/\\377\\376'); ${ENDLESS}`,
    limits: { disk: 8 * MIB },
    end: ['output', /^wrote [\d.]+ MiB, more than the 8\.0 MiB/],
  },
  {
    what: 'fills a file that lies too deep to be looked at',
    lines: `cd /predictions; i=0; while [ $i -lt 60 ]; do mkdir ${'d'.repeat(100)}; cd -P ${'d'.repeat(100)}; i=$((i + 1)); done 2>/dev/null; file=zero; ${ENDLESS}`,
    limits: { disk: 8 * MIB, maxTime: 60 },
    end: ['output', /^wrote folders so deep in one another that their size cannot be looked up$/],
  },
  {
    what: 'forks without end',
    // Apptainer's own program counts into the limit too: a bomb can leave it no thread, and then takes it along.
    lines: `sleep 1; b() { sh -c 'sleep ${MARK}' & b | b & }; b; sleep ${MARK}`,
    limits: { pids: 64, maxTime: 10 },
    end: ['timeout|engine', /still running after 10 s and was stopped|had reached its limit of processes$/],
    prints: /can't fork|Resource temporarily unavailable/,
  },
  {
    what: 'leaves daemons behind',
    lines: `(setsid sh -c 'sleep ${MARK} & sleep ${MARK}' &); (setsid sleep ${MARK} </dev/null >/dev/null 2>&1 &); trap "" TERM HUP; sleep 0.5; echo started`,
    end: 'passed',
    prints: 'started',
  },
  {
    what: 'makes devices',
    lines: 'for f in "c 1 3" "b 7 0"; do mknod /predictions/dev $f 2>&1; done; ls /predictions',
    end: 'passed',
    prints: /Operation not permitted/,
  },
  {
    what: 'becomes another user',
    lines:
      'cp /bin/busybox /predictions/su; chown 4242 /predictions/su 2>/dev/null && echo given; chmod 6755 /predictions/su; mount -t tmpfs none /predictions 2>/dev/null && echo mounted; chroot / id 2>/dev/null && echo rooted; echo tried',
    end: 'passed',
    prints: 'tried',
    look: (folder) => expect(statSync(join(folder, 'su')).mode & 0o7000).toBe(0),
  },
  {
    what: 'does what only root may, however much the runner is root',
    // With core_pattern the host's kernel would run a program of the container's as root.
    lines:
      'echo "user $(id -u):$(id -g)"; for f in /rooted /bin/rooted /etc/rooted; do touch $f && echo did write $f; done 2>/dev/null; touch /predictions/o; chown 0:0 /predictions/o 2>/dev/null && echo did give; chmod u+w /bin 2>/dev/null && echo did change; renice -n -5 $$ 2>/dev/null && echo did hurry; cd /proc/sys/kernel; p=$(cat core_pattern); (echo "$p" >core_pattern) 2>/dev/null && echo did set; true',
    end: 'passed',
    prints: `user ${findContainerUser().uid}:${findContainerUser().gid}`,
    look: (folder) => expect(statSync(join(folder, 'o'))).toMatchObject(findContainerUser()),
  },
  {
    what: 'leaves files that nobody but their owner may read, in folders that nobody else may enter',
    lines:
      'umask 077; mkdir -p /predictions/a/b; echo x >/predictions/a/b/c; chmod 000 /predictions/a/b/c; chmod 500 /predictions/a/b /predictions/a',
    end: 'passed',
    look: (folder) => expect(statSync(join(folder, 'a', 'b', 'c')).mode & 0o400).toBe(0o400),
  },
  { what: 'leaves a link to a file of the host', lines: 'ln -s "$1" /predictions/l', end: ['output', OUT] },
  {
    what: 'leaves a relative link to a file of the host',
    lines: 'ln -s ../../secret /predictions/l',
    end: ['output', OUT],
  },
  {
    what: 'leaves a link to a folder of the host',
    lines: 'ln -s ../../open /predictions/l',
    end: ['output', OUT],
  },
  {
    what: 'leaves a link to its inputs',
    lines: 'ln -s ../data/data/case.txt /predictions/l',
    end: ['output', OUT],
  },
  { what: 'leaves a link to nothing', lines: 'ln -s absent /predictions/l', end: ['output', NOWHERE] },
  {
    what: 'leaves links that lead in a circle',
    lines: 'cd /predictions; ln -s a b; ln -s b a',
    end: ['output', NOWHERE],
  },
  {
    what: 'leaves a link out whose name is not UTF-8',
    lines: `ln -s "$1" "$(printf '/predictions/\\377')"`,
    end: ['output', /^wrote the link "\ufffd", which leads out of its folder$/],
  },
  {
    what: 'leaves hard links to its inputs',
    lines: 'ln /data/case.txt /predictions/hard 2>&1',
    end: ['exit', /exit code 1/],
    prints: /Invalid cross-device link/,
  },
  {
    what: 'leaves a FIFO',
    lines: 'mkfifo /predictions/f',
    end: ['output', /^wrote "f", which is neither a file nor a folder$/],
  },
  {
    what: 'leaves 100,000 files',
    lines: 'i=0; while [ $i -lt 100000 ]; do : > /predictions/$i; i=$((i + 1)); done',
    end: 'passed',
  },
  {
    what: 'leaves folders deeper than a path may be long',
    lines: `cd /predictions; i=0; while [ $i -lt 60 ]; do mkdir ${'d'.repeat(100)}; cd -P ${'d'.repeat(100)}; i=$((i + 1)); done 2>/dev/null; echo x > f; cd /predictions; chmod 000 ${'d'.repeat(100)}`,
    end: ['output', /^wrote a path of more than \d+ bytes, which cannot be opened: "ddd/],
  },
  {
    what: 'leaves names of line breaks, control characters, dashes and no UTF-8',
    lines:
      "cd /predictions; for n in '\\n' 'a\\n::error::b' '\\033[31m' '-rf' '--' ' ' '\\377\\376' '%%0A'; do echo x > \"./$(printf -- \"$n.\")\"; done",
    end: 'passed',
    look: (folder) => expect(readdirSync(folder)).toHaveLength(8),
  },
  {
    what: 'leaves a link out whose name is a command',
    lines: 'ln -s / "$(printf \'/predictions/\\n::error::x\\033[31m\')"',
    end: ['output', /^wrote the link "\\n::error::x\\u001b\[31m", which leads out of its folder$/],
  },
  {
    what: 'closes all its folders and files',
    lines:
      'mkdir -p /predictions/a/b; echo x > /predictions/a/b/c; chmod -R 000 /predictions/a; chmod 000 /predictions',
    end: 'passed',
    look: (folder) => expect(lstatSync(join(folder, 'a', 'b', 'c')).isFile()).toBe(true),
  },
]

/** What becomes of hostile containers on an engine, as tests; a test's name is what the container does. */
export function hostilePromisesOf({
  reason,
  open,
  busybox,
  column,
}: Pick<Tried, 'reason' | 'open' | 'busybox'> & { readonly column: KernelColumn }): void {
  beforeEach((context) => {
    if (reason !== undefined) context.skip(reason)
  })
  let engine: Engine
  let image: string
  beforeAll(async () => {
    if (reason !== undefined) return
    engine = await open()
    image = await busybox(engine)
  }, TIMEOUT)
  afterAll(() => engine?.close())

  checkoutPromisesOf(() => ({ engine, image }))

  describe('nothing is left of a container that', () => {
    test.each(HOSTILE)('$what', { timeout: TIMEOUT }, async ({ end, prints, never, ...hostile }) => {
      const after = await attack(engine, image, hostile)
      expectEnd(after, end)
      if (prints !== undefined)
        expect(after.printed).toContainEqual(
          typeof prints === 'string' ? prints : expect.stringMatching(prints),
        )
      expect(
        after.printed.filter((line) => /^(did|given|mounted|rooted)|labels\.txt|vitest/.test(line)),
      ).toEqual([])
      expect(after.printed).not.toContain(never)
      expect(after.left).toEqual([])
    })

    test('reaches for the network, loopback and sockets of the host', { timeout: TIMEOUT }, async () => {
      const name = `medperf-${randomBytes(8).toString('hex')}`
      let reached = 0
      const servers = [{ port: 0 }, { path: `\0${name}` }].map((where) =>
        createServer((socket) => {
          reached++
          socket.destroy()
        }).listen(where),
      )
      const address = servers[0]?.address()
      const port = typeof address === 'object' ? address?.port : undefined
      const own = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
      const hosts = own.filter(({ family }) => family === 'IPv4').map((one) => one.address)
      const { step, printed, left } = await attack(engine, image, {
        lines: `for h in ${hosts.join(' ')} 192.0.2.1; do nc -w 2 $h ${port} </dev/null && echo reached $h; done; echo sockets $(grep -c ${name} /proc/net/unix); ls /var/run/docker.sock /run/podman/podman.sock 2>/dev/null; echo tried`,
      })
      for (const server of servers) server.close()
      expect(hosts).toContain('127.0.0.1')
      expect(step.status).toBe('passed')
      expect(printed.filter((line) => /reached|\.sock/.test(line))).toEqual([])
      expect(printed).toContain('sockets 0')
      expect(printed).toContain('tried')
      expect(reached).toBe(0)
      expect(left).toEqual([])
    })
  })

  test('a container is gone before anything it wrote is looked at, though its client was killed', {
    timeout: TIMEOUT,
  }, async () => {
    const attacked = attack(engine, image, {
      lines: `trap "" TERM HUP; while :; do echo x >> /predictions/file; sleep ${MARK}; done`,
    })
    await vi.waitFor(() => expect(commandLines(`sleep ${MARK}`)).toHaveLength(1), { timeout: TIMEOUT / 3 })
    // Whoever runs it is a child of ours.
    for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL')
    const { step, left } = await attacked
    expect(step.failure).toMatchObject({
      kind: 'engine',
      message: expect.stringContaining('ended by SIGKILL'),
    })
    expect(left).toEqual([])
  })

  test('of the variables of the runner a container finds none, wherever it looks', {
    timeout: TIMEOUT,
  }, async () => {
    await using settings = await tempFolder()
    const takeBack = plantVariables(settings.path)
    try {
      const { step, printed, left } = await attack(engine, image, {
        environment: [['SAID', 'by the configuration']],
        lines:
          'env; for p in /proc/[0-9]*; do tr "\\\\0" "\\n" <$p/environ; done 2>/dev/null; ls -d /plan[t]* 2>/dev/null; echo "[$HTTPS_PROXY$http_proxy$TERM]"',
      })
      expect(step.status).toBe('passed')
      expect(printed.filter((line) => /planted/i.test(line))).toEqual([])
      expect(printed).toContain('SAID=by the configuration')
      // A variable that does not exist is not the same as an empty one.
      expect(printed.filter((line) => /_proxy=/i.test(line))).toEqual([])
      const names = new Set(printed.flatMap((line) => /^([A-Za-z_]\w*)=/.exec(line)?.[1] ?? []))
      expect([...names].filter((name) => !ENGINES_OWN.test(name))).toEqual(['SAID'])
      expect(left).toEqual([])
    } finally {
      takeBack()
    }
  })

  test('an image that asks for variables of the runner by name, or for all, gets none', {
    timeout: TIMEOUT,
  }, async () => {
    await using folder = await tempFolder()
    const tag = `medperf-test/asks:${randomBytes(8).toString('hex')}`
    const asks = ['PATH=/bin', 'OWN=of the image', 'PLANTED_SECRET', 'HTTPS_PROXY', 'PLANTED_*', '*']
    const archive = await archiveWithVariables(folder.path, tag, asks)
    const takeBack = plantVariables(folder.path)
    try {
      const options = loadOptions(folder.path)
      const { runBy } = await engine.load(archive, options)
      const { step, printed, left } = await attack(engine, runBy, { lines: 'env' })
      await engine.removeImages([options.as])
      expect(step.status).toBe('passed')
      expect(printed).toContain('OWN=of the image')
      expect(printed.filter((line) => /=.*planted/.test(line))).toEqual([])
      const names = printed.flatMap((line) => /^([A-Za-z_]\w*)=./.exec(line)?.[1] ?? [])
      expect(names.filter((name) => !ENGINES_OWN.test(name))).toEqual(['OWN'])
      expect(left).toEqual([])
    } finally {
      takeBack()
    }
  })

  test('of the kernel a container finds what the table says', { timeout: TIMEOUT }, async (context) => {
    if (!['x64', 'arm64'].includes(process.arch)) context.skip(`no programs for ${process.arch}`)
    const { lines, files } = writeTries()
    const extra = (folder: string) => join(folder, 'programs')
    const { step, printed, left } = await attack(engine, image, {
      lines: `${lines}\ngrep Seccomp: /proc/self/status`,
      extra,
      programs: files,
      parent: '/var/tmp',
    })
    expect(step.failure).toBeUndefined()
    expect(printed).toContain('Seccomp:\t2')
    const answers = KERNEL_SURFACE.map(({ what, [column]: expected }, at) => {
      const number = printed.flatMap((line) => new RegExp(`^try ${at} (\\d+)$`).exec(line)?.[1] ?? [])[0]
      const answer = ANSWERS[number ?? ''] ?? number
      return { what, answer: answer !== undefined && /older versions/.test(expected) ? expected : answer }
    })
    expect(answers).toEqual(KERNEL_SURFACE.map(({ what, [column]: answer }) => ({ what, answer })))
    expect(left).toEqual([])
  })

  test('strange names count for the folder hash like all others', { timeout: TIMEOUT }, async () => {
    const { hash } = await attack(engine, image, {
      lines: `cd /predictions; for n in '\\n' '-rf' '\\377\\376'; do echo x > "./$(printf -- "$n.")"; done`,
    })
    await using folder = await tempFolder()
    for (const file of ['a', 'b', 'c']) writeFileSync(join(folder.path, file), 'x\n')
    expect(hash).toBe(await hashFolder([folder.path]))
  })
}

const programs = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name))

const readProc = (path: string) => {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}

const commandLines = (line: string) =>
  programs().filter((pid) => readProc(`${pid}/cmdline`).replaceAll('\0', ' ').trim() === line)

const childrenOf = (parent: number) =>
  programs().flatMap((pid) => {
    const [, of] = readProc(`${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(of) === parent ? Number(pid) : []
  })

function expectEnd({ step: { status, failure } }: Aftermath, end: Hostile['end']): void {
  if (end === 'passed') {
    expect(failure).toBeUndefined()
    expect(status).toBe('passed')
    return
  }
  const [kind, words] = end
  expect(failure).toEqual(
    expect.objectContaining({
      kind: expect.stringMatching(`^(${kind})$`),
      message: expect.stringMatching(words),
      hint: expect.any(String),
    }),
  )
}
