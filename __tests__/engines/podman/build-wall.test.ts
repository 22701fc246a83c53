import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPodman } from '../../../src/engines/podman/podman.ts'
import type { Build } from '../../../src/facts/build.ts'
import { BUSYBOX } from '../../../stand-ins/images.ts'
import { podmanBusybox, usePodman } from '../../../stand-ins/podman.ts'
import { type TempFolder, tempFolder } from '../../../stand-ins/workspace.ts'
import { buildOf } from '../../support/build-of.ts'
import { freshName } from '../../support/loading.ts'

usePodman()
const TIMEOUT = 60_000
const LABEL = `org.medperf.test=podman-wall-${process.pid}`
const run = (...args: string[]) => execFileSync('podman', args, { encoding: 'utf8', stdio: 'pipe' }).trim()
let folder: TempFolder
let theirs: string

beforeEach(async () => {
  await podmanBusybox()
  folder = await tempFolder()
  theirs = join(folder.path, 'theirs')
  await mkdir(theirs)
})
afterEach(() => folder[Symbol.asyncDispose]())

/** Builds a Dockerfile, of which each character is a byte, and tells what became of it. */
async function build(
  dockerfile: string,
  files: Readonly<Record<string, string>> = {},
  more: Partial<Build> = {},
) {
  const context = await mkdtemp(join(folder.path, 'context-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(context, name), text)
  await writeFile(join(context, more.dockerfile ?? 'Dockerfile'), dockerfile, 'latin1')
  const engine = await openPodman()
  const as = freshName()
  const lines: string[] = []
  const options = {
    signal: new AbortController().signal,
    label: LABEL,
    onOutput: (chunk: Buffer) => void lines.push(chunk.toString()),
  }
  const failure = await engine.build(buildOf(context, more), as, options).then(
    () => undefined,
    (error: Error) => error.message,
  )
  await engine.removeImages([as])
  return { failure, output: lines.join(''), isOwned: existsSync(join(theirs, 'owned')) }
}

/** An image that orders these lines of the builds that begin with it, as only a hand can write them. */
async function makeBase(name: string, triggers: readonly string[]) {
  const at = await mkdtemp(join(folder.path, 'base-'))
  run('save', '--format', 'docker-archive', '--output', join(at, 'image.tar'), BUSYBOX)
  const tar = (...args: string[]) => execFileSync('tar', ['-C', at, ...args])
  tar('-xf', join(at, 'image.tar'))
  const [manifest] = JSON.parse(await readFile(join(at, 'manifest.json'), 'utf8'))
  const config = JSON.parse(readFileSync(join(at, manifest.Config), 'utf8'))
  const text = JSON.stringify({ ...config, config: { ...config.config, OnBuild: triggers } })
  const Config = `${hash('sha256', text)}.json`
  await writeFile(join(at, Config), text)
  await writeFile(join(at, 'manifest.json'), JSON.stringify([{ ...manifest, Config, RepoTags: [name] }]))
  tar('-cf', join(at, 'base.tar'), Config, 'manifest.json', ...manifest.Layers)
  run('load', '--input', join(at, 'base.tar'))
}

const mount = () => `type=cache,id=${'../'.repeat(16)}${theirs},target=/mnt`
const OWN = 'echo owned > /mnt/owned'
/** As `--mount` is written where nobody should find it. */
const hidden = () => `--"mo"unt=${mount()} ${OWN}\n`
const START = `FROM ${BUSYBOX} AS first\n`

describe('no line of a build reaches a folder of the machine', () => {
  const cached = () => `--mount=${mount()}`
  const LINES: readonly (readonly [string, () => string])[] = [
    ['by the name of a cache', () => `${START}RUN ${cached()} ${OWN}\n`],
    [
      'by a link in a stage',
      () =>
        `${START}RUN ln -s ${theirs} /link\nFROM first AS next\nRUN --mount=type=bind,from=first,source=/link,target=/mnt,rw ${OWN}\n`,
    ],
    ['by a word that a variable makes', () => `${START}ARG M=mount\nRUN --$M${cached().slice(7)} ${OWN}\n`],
    ['by a word in quotes', () => `${START}RUN --mo"u"nt${cached().slice(7)} ${OWN}\n`],
    ['by a word of the environment', () => `${START}ENV M=mount\nRUN --\${M}${cached().slice(7)} ${OWN}\n`],
    ['by a word that is broken', () => `${START}RUN --mo\\\n# why\n\n${cached().slice(4)} ${OWN}\n`],
  ]
  test.each(LINES)('%s', { timeout: TIMEOUT }, async (_, write) => {
    const { failure } = await build(write())
    expect(readdirSync(theirs)).toEqual([])
    expect(failure).toMatch(/^the image cannot be built/)
  })

  test('by what its base brings, however that is named', { timeout: TIMEOUT }, async () => {
    const base = `medperf-test/triggers-${process.pid}:1`
    const context = await mkdtemp(join(folder.path, 'base-'))
    await writeFile(join(context, 'Dockerfile'), `${START}ONBUILD RUN ${cached()} ${OWN}\n`)
    run('build', '--format', 'docker', '--tag', base, context)
    for (const words of [`FROM ${base}\n`, `ARG B=${base}\nFROM $B\n`, `ARG B=${base}\nFROM \${B:-x}\n`]) {
      const { failure } = await build(words)
      expect(readdirSync(theirs)).toEqual([])
      expect(failure).toMatch(/^the image cannot be built/)
    }
    run('rmi', '--force', base)
  })

  test('a build with nothing of it goes on, also from a base that a variable names', {
    timeout: TIMEOUT,
  }, async () => {
    const { failure } = await build(
      `ARG B=${BUSYBOX}\nFROM \${B} AS one\nRUN echo npm run --silent "$B" -- --x\nFROM one\n`,
    )
    expect(failure).toBeUndefined()
  })

  test('a Containerfile, which Docker does not read, is not read', { timeout: TIMEOUT }, async () => {
    const { output } = await build(`${START}RUN echo it is Docker\n`, {
      Containerfile: `${START}RUN echo it is another\n`,
    })
    expect(output).toContain('\nit is Docker\n')
    expect(output).not.toContain('another')
  })
})

describe('no line that Podman reads otherwise reaches a folder of the machine', () => {
  const LINES: readonly (readonly [string, () => string])[] = [
    ['a byte that Go takes for a space', () => `${START}RUN \x85${hidden()}`],
    ['another one', () => `${START}RUN \xa0${hidden()}`],
    ['a line that only JavaScript takes for broken', () => `${START}ENV A=b\\\xc2\xa0\nRUN \\\n${hidden()}`],
    ['one with a carriage return too many', () => `${START}ENV A=b\\\r\r\nRUN \\\n${hidden()}`],
    ['one with a form feed', () => `${START}ENV A=b\\\f\nRUN \\\n${hidden()}`],
    ['a comment that begins with NEL', () => `${START}\xc2\x85# why \\\nRUN \\\n${hidden()}`],
    ['a word that is broken in itself', () => `${START}ENV A=b\\\xc2\xa0\nR\\\nUN ${hidden()}`],
    ['an escape mark of its own', () => `# escape=\`\n${START}ENV A=b\\\nRUN \`\n${hidden()}`],
    ['a here-document that not every Podman knows', () => `${START}RUN <<"A\\"\nA\\\nRUN \\\n${hidden()}`],
    ['ONBUILD with a letter that Go lowers', () => `${START}ONBU\xc4\xb0LD RUN ${hidden()}FROM first\n`],
    ['ONBUILD of a stage', () => `${START}ONBUILD RUN \\\n${hidden()}FROM first\n`],
  ]
  test.each(LINES)('%s', { timeout: TIMEOUT }, async (_, write) => {
    const built = await build(write())
    expect(built.isOwned).toBe(false)
  })
})

describe('no base that Podman finds otherwise', () => {
  const evil = `medperf-test/evil-${process.pid}`
  const TRIGGERS = {
    one: () => [`RUN --mount=${mount()} ${OWN}`],
    broken: () => ['RUN \\', hidden().trim()],
    brokenTwice: () => ['RUN \\', '--\\', hidden().trim().slice(2)],
    nested: () => [`ENV A=b\nRUN \\\n${hidden().trim()}`],
  }
  afterEach(() => void run('rmi', '--force', '--ignore', `${evil}:1`, `${evil}:amd64`, `${evil}:linux`))
  const FROMS: readonly (readonly [string, keyof typeof TRIGGERS, string, string])[] = [
    ['triggers that make a line together', 'broken', '1', `FROM ${evil}:1\n`],
    ['three of them', 'brokenTwice', '1', `FROM ${evil}:1\n`],
    ['lines in a trigger', 'nested', '1', `FROM ${evil}:1\n`],
    [
      'a stage of the name of a variable',
      'one',
      'linux',
      `FROM ${BUSYBOX} AS ${evil}:\${TARGETOS}\nFROM ${evil}:\${TARGETOS}\n`,
    ],
    [
      'a stage with the name of two variables',
      'one',
      '1',
      `ARG V=2\nARG V=1\nFROM ${BUSYBOX} AS ${evil}:$\nFROM ${evil}:$V\n`,
    ],
    [
      'a variable that Podman sets',
      'one',
      'amd64',
      `ARG TARGETARCH=x\nFROM ${BUSYBOX} AS ${evil}:x\nFROM ${evil}:$TARGETARCH\n`,
    ],
    ['two variables on a line', 'one', '1', `ARG B=${BUSYBOX}\nARG A=x B=${evil}:1\nFROM $B\n`],
    ['a FROM that is broken', 'one', '1', `${START}RUN echo x\\\xc2\xa0\nFR\\\nOM ${evil}:1\n`],
    [
      'an ARG that is broken',
      'one',
      '1',
      `ARG B=${BUSYBOX}\nARG Z=1\\\xc2\xa0\nAR\\\nG B=${evil}:1\nFROM $B\n`,
    ],
  ]
  test.each(FROMS)('%s', { timeout: TIMEOUT }, async (_, triggers, tag, words) => {
    await makeBase(`${evil}:${tag}`, TRIGGERS[triggers]())
    const built = await build(words)
    expect(built.isOwned).toBe(false)
  })
})

/** A link that takes the place of a folder with a volume in it, behind the line that makes it one. */
const linked = (volume: string) =>
  `FROM ${BUSYBOX} AS links\nRUN mkdir -p /tree && ln -s ${theirs} /tree/a\n${volume}COPY --from=links /tree/ /\nRUN cat /a/b/secret\n`

test('no volume shows a folder of the machine', { timeout: TIMEOUT }, async () => {
  const base = `medperf-test/volumes-${process.pid}:1`
  await makeBase(base, ['RUN mkdir -p /a/b', 'VOLUME /a/b'])
  await mkdir(join(theirs, 'b'))
  await writeFile(join(theirs, 'b', 'secret'), 'OF THE HOST\n')
  for (const volume of [`FROM ${BUSYBOX}\nRUN mkdir -p /a/b\nVOLUME ["/a/b"]\n`, `FROM ${base}\n`]) {
    const { failure, output } = await build(linked(volume))
    expect(output).not.toContain('OF THE HOST')
    expect(failure).toMatch(/VOLUME$/)
  }
  run('rmi', '--force', base)
})

test('an image for another platform, which Podman would get anew, is none to begin with', async () => {
  const { failure } = await build(`FROM --platform=linux/s390x ${BUSYBOX}\nRUN true\n`)
  expect(failure).toContain('for another platform than linux/')
})

const OWN_PLATFORM = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`
const HONEST: readonly (readonly [string, string, string])[] = [
  [
    'lines of another language',
    'RUN echo "\\\nfrom torch import nn; \\\n    # why\n\nrun --x <<<1"\n',
    'from torch import nn; run --x',
  ],
  [
    'its own platform',
    `FROM --platform=${OWN_PLATFORM} ${BUSYBOX} AS b\nFROM --platform=$BUILDPLATFORM ${BUSYBOX}\n`,
    'COMMIT',
  ],
  [
    'a stage that a variable names',
    'FROM first AS first-gpu\nFROM first-$KIND\nRUN echo "is $((1 + 1))"\n',
    '\nis 2\n',
  ],
  ['letters of everywhere', 'RUN echo "Größe … 大 😀"\r\n# non\u00a0breaking\r\n', '\nGröße … 大 😀\n'],
  ['a volume at the end', 'RUN echo done\nVOLUME /data\nFROM first\nRUN echo next\n', '\nnext\n'],
  ['a mount of a program', 'RUN echo s3fs --mountpoint=/x\n', '\ns3fs --mountpoint=/x\n'],
]
test.each(HONEST)('%s build all the same', { timeout: TIMEOUT }, async (_, lines, words) => {
  const text = `ARG KIND=gpu\nARG UNUSED\n${START}${lines}`
  const built = await build(Buffer.from(text).toString('latin1'))
  expect(built).toMatchObject({ output: expect.stringContaining(words) })
  expect(built.failure).toBeUndefined()
})

test('what is left out of the context for the Dockerfile alone is left out', {
  timeout: TIMEOUT,
}, async () => {
  const files = { 'Dockerfile.dockerignore': 'secret\n', secret: 'x', shown: 'y' }
  const { output } = await build(`${START}COPY . /all\nRUN echo "in it: $(ls /all | tr '\\n' ' ')"\n`, files)
  expect(output).toMatch(/^in it: .*shown/m)
  expect(output).not.toMatch(/^in it: .*secret/m)
})

describe('a Dockerfile of another name, and values for its ARGs', () => {
  const FROM_ARG = 'ARG BASE=nowhere/else:1\nFROM $BASE\n'
  const gpu = (args: Build['args'] = []) => ({ dockerfile: 'Dockerfile.gpu', args })

  test('are what is built, with what is left out for it alone', { timeout: TIMEOUT }, async () => {
    const files = {
      Dockerfile: 'FROM nowhere/else:1\n',
      'Dockerfile.gpu.dockerignore': 'secret\n',
      secret: 'x',
      shown: 'y',
    }
    const lines = `${FROM_ARG}ARG WORD\nCOPY . /all\nRUN echo "in it: $(ls /all | tr '\\n' ' ')$WORD"\n`
    const { output, failure } = await build(lines, files, gpu([['BASE', BUSYBOX], ['WORD', 'two words $HOME']])) // biome-ignore format: pairs
    expect(failure).toBeUndefined()
    expect(output).toMatch(/^in it: .*shown .*two words \$HOME$/m)
    expect(output).not.toMatch(/^in it: .*secret/m)
  })

  test('are looked at: a mount in it is refused', { timeout: TIMEOUT }, async () => {
    const { failure, isOwned } = await build(
      `${START}RUN --mount=type=bind,source=/,target=/host touch /host/x\n`,
      { Dockerfile: `${START}RUN true\n` },
      gpu(),
    )
    expect(failure).toContain('its Dockerfile has a line with `--mount`')
    expect(isOwned).toBe(false)
  })

  test('a base that a value names is looked at like any other', { timeout: TIMEOUT }, async () => {
    const base = freshName()
    await makeBase(base, [`RUN --mount=type=bind,source=/,target=/host touch /host${theirs}/owned`])
    const { failure, isOwned } = await build(`${FROM_ARG}RUN true\n`, {}, gpu([['BASE', base]]))
    expect(failure).toContain('has done (ONBUILD) has a line with `--mount`')
    expect(isOwned).toBe(false)
    run('rmi', '--force', base)
  })

  test.each<[string, string, Build['args']]>([
    ['two words', FROM_ARG, [['BASE', `${BUSYBOX} AS x`]]],
    ['quotes', FROM_ARG, [['BASE', `"${BUSYBOX}"`]]],
    ['another variable', `ARG OTHER=${BUSYBOX}\n${FROM_ARG}`, [['BASE', '$OTHER']]],
    ['a backslash', FROM_ARG, [['BASE', `${BUSYBOX}\\`]]],
    ['nothing', FROM_ARG, [['BASE', '']]],
    ['what Podman has a value of its own for', 'ARG TARGETARCH\nFROM x:$TARGETARCH\n', [['TARGETARCH', '1']]],
    ['an ARG that the file says twice', `ARG BASE=a:1\n${FROM_ARG}`, [['BASE', BUSYBOX]]],
  ])('a base that is %s is not plain', { timeout: TIMEOUT }, async (_, lines, args) => {
    const { failure } = await build(`${lines}RUN true\n`, {}, gpu(args))
    expect(failure).toMatch(/does not plainly say what it begins with|cannot be looked at before the build/)
  })
})
