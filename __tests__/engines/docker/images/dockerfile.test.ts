import { describe, expect, test } from 'vitest'
import { buildFailure } from '../../../../src/engines/docker/images/build.ts'
import { listBases, readInstructions } from '../../../../src/engines/docker/images/dockerfile.ts'
import { toFailure } from '../../../../src/facts/error.ts'

describe('instructions', () => {
  test('are joined over line breaks, without comments and blank lines between', () => {
    const text =
      '# syntax=docker/dockerfile:1\nFROM a\n\nRUN one && \\\n  # why\n\n  two\r\n  COPY  b c\nRUN open \\\n'
    expect(
      readInstructions(text).map(({ line, text: one }) => [line, one.replaceAll(/\s+/g, ' ').trim()]),
    ).toEqual([
      [2, 'FROM a'],
      [4, 'RUN one && two'],
      [8, 'COPY b c'],
      [9, 'RUN open'],
    ])
  })
  test('may be continued by a mark of their own', () => {
    expect(readInstructions('# escape=`\nFROM a\nRUN dir c:\\ `\n  more\n')).toHaveLength(2)
  })
})

const DIGEST = `sha256:${'0'.repeat(64)}`

test.each([
  [
    'FROM a:1\nFROM --platform=linux/amd64 b/c@sha256:0 AS Last\n'.replace('sha256:0', DIGEST),
    ['a:1', `b/c@${DIGEST}`],
  ],
  ['from a as base\nFROM base\nFROM Base AS next\nFROM scratch\n', ['a']],
  ['ARG X=1\nFROM a:$X\nARG B=b\nFROM $B\nFROM a\nFROM a\n', ['a:1', 'a']],
  [`ARG A="a/b:1"\nARG A2=x\nARG A2=y\nFROM \${A} AS A\nFROM \${A2}\nFROM \${A:-c}\n`, ['a/b:1']],
  ['FR\\\n# why\n\nOM \\\n  a:1\nRUN echo `date`\nFROM b\n', ['a:1', 'b']],
  ['# FROM x\nRUN echo FROM y\n', []],
  // Python in a line of its own is no base.
  ['FROM a:1\nRUN python -c "\\\nfrom torch import nn; \\\nfrom x import y"\n', ['a:1']],
  // Engines would take these for options.
  ['FROM --help\nFROM --platform=x --all\nFROM -f{{.Id}}\nFROM -- a\nFROM A:b\n', []],
])('the bases of %j are %j', (dockerfile, bases) => {
  expect(listBases(dockerfile)).toEqual(bases)
})

const DOCKERFILE =
  '# a comment\nARG X=1\nFROM medperf-test/busybox:1\n\nCOPY Dockerfile \\\n  /x\nRUN echo hello && \\\n    # inner comment\n    false\nRUN echo never\n'

/** What the builders really write. */
const CLASSIC =
  'Sending build context to Docker daemon  2.048kB\nStep 1/5 : ARG X=1\nStep 2/5 : FROM medperf-test/busybox:1\n ---> 2edeaaa50ccc\nStep 3/5 : COPY Dockerfile   /x\n ---> dd2435e67b6e\nStep 4/5 : RUN echo hello &&     false\n ---> Running in c6ae90a8200a\nhello\n'
const DEPRECATED = 'DEPRECATED: The legacy builder is deprecated and will be removed in a future release.\n'
const BUILDKIT =
  '#7 [3/4] RUN echo hello &&     false\n#7 0.228 hello\n#7 ERROR: process "/bin/sh -c echo hello &&     false" did not complete successfully: exit code: 1\n------\n > [3/4] RUN echo hello &&     false:\n0.228 hello\n------\n'
const LINES =
  'Dockerfile:8\n--------------------\n   6 |       /x\n   7 | >>> RUN echo hello && \\\n   8 | >>>     # inner comment\n--------------------\n'
const ENDED =
  'the image cannot be built: line 7 of the Dockerfile, `RUN echo hello && false`: the command ended with exit code 1'

const CASES: readonly (readonly [string, string, string, string])[] = [
  [
    'classic: a command',
    CLASSIC,
    `${DEPRECATED}The command '/bin/sh -c echo hello &&     false' returned a non-zero code: 1\n`,
    ENDED,
  ],
  [
    'BuildKit before it names lines: a command',
    '',
    `${BUILDKIT}ERROR: failed to solve: executor failed running [/bin/sh -c echo hello &&     false]: exit code: 1\n`,
    ENDED,
  ],
  [
    'BuildKit: a command',
    '',
    `${BUILDKIT}${LINES}ERROR: failed to solve: process "/bin/sh -c echo hello &&     false" did not complete successfully: exit code: 1\n`,
    ENDED,
  ],
  [
    'classic: no such instruction',
    '',
    `${DEPRECATED}Error response from daemon: dockerfile parse error line 2: unknown instruction: FOO\n`,
    'the image cannot be built: line 2 of the Dockerfile: dockerfile parse error line 2: unknown instruction: FOO',
  ],
  [
    'BuildKit: no such instruction',
    '',
    'ERROR: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: unknown instruction: FOO\n',
    'the image cannot be built: line 2 of the Dockerfile: dockerfile parse error line 2: unknown instruction: FOO',
  ],
  [
    'BuildKit: a file that is not there',
    '',
    '#6 [2/4] COPY Dockerfile   /x\n#6 ERROR: "/nope" not found: not found\n------\n > [2/4] COPY Dockerfile   /x:\n------\nERROR: failed to solve: failed to compute cache key: "/nope" not found: not found\n',
    'the image cannot be built: line 5 of the Dockerfile, `COPY Dockerfile /x`: failed to compute cache key: "/nope" not found: not found',
  ],
  [
    'BuildKit: a base that cannot be had',
    '',
    '------\n > [internal] load metadata for nope.invalid/x:1:\n------\nERROR: failed to solve: nope.invalid/x:1: no such host\n',
    'the image cannot be built: nope.invalid/x:1: no such host',
  ],
  [
    'BuildKit: a file of another name',
    '',
    `${BUILDKIT}${LINES.replace('Dockerfile:', 'docker/gpu.Dockerfile:')}ERROR: failed to solve: process "x" did not complete successfully: exit code: 1\n`,
    ENDED,
  ],
  [
    'BuildKit: a base of the file that cannot be had',
    '',
    '------\n > [internal] load metadata for medperf-test/busybox:1:\n------\nERROR: failed to solve: medperf-test/busybox:1: not found\n',
    'the image cannot be built: line 3 of the Dockerfile: medperf-test/busybox:1: not found',
  ],
  [
    'Podman: a command',
    'STEP 4/5: RUN echo hello &&     false\nhello\n',
    'Error: error building at STEP "RUN echo hello &&     false": error while running runtime: exit status 1\n',
    ENDED,
  ],
  [
    'Podman that says no steps: a command',
    '',
    'Error: building at STEP "RUN echo hello &&     false": while running runtime: exit status 1\n',
    ENDED,
  ],
  ['nothing is said', '', '', 'the image cannot be built: it gave no reason'],
]
test.each(CASES)('%s', (_, stdout, stderr, message) => {
  const said = { message, hint: 'The log of this step shows the whole build.', code: 'build-failed' }
  const line = /: line (\d+) of the Dockerfile/.exec(message)?.[1]
  const place = { file: 'Dockerfile', ...(line === undefined ? {} : { line: Number(line) }) }
  expect(toFailure(buildFailure({ stdout, stderr }, DOCKERFILE))).toEqual({
    kind: 'build',
    ...said,
    parts: [{ ...said, ...place }],
  })
})

test('a full disk is not the fault of the Dockerfile', () => {
  const stderr = 'Error processing tar file(exit status 1): write /x: no space left on device'
  expect(toFailure(buildFailure({ stdout: CLASSIC, stderr }, DOCKERFILE))).toEqual({
    kind: 'disk-full',
    message: `the image cannot be built: ${stderr}`,
    hint: 'Free disk space before this step, or use a runner with a larger disk.',
  })
})
