import { expect, test } from 'vitest'
import type { ContainerRun } from '../../src/containers/run.ts'
import { checkRun } from '../../src/engines/check-run.ts'
import { ExpectedError } from '../../src/facts/error.ts'
import { containerRun } from '../../stand-ins/container.ts'

const GOOD: readonly Partial<ContainerRun>[] = [
  { image: 'ghcr.io/lab/prep:1.0' },
  { image: '[::1]:5000/lab/prep@sha256:5e82' },
  { image: 'sha256:5e82' },
  { image: '/runner/a: b,c/medperf.sif' },
  {
    environment: [
      ['OMP_NUM_THREADS', '2'],
      ['_a.b-c', 'two\nlines "$HOME" ,:='],
    ],
  },
  { command: ['--privileged', '-v', '/:/x', '', 'a b', '\u001b[31m'] },
  { entrypoint: '--help' },
  { entrypoint: '' },
  { shmSize: '2 GiB' },
]
test.each(GOOD)('%j may be run', (change) => {
  expect(() => checkRun(containerRun(['true'], change))).not.toThrow()
})

const BAD: readonly Partial<ContainerRun>[] = [
  ...['-v', '--privileged', '', 'a b', 'a\nb', 'relative/../x y', '/a/docker://x', '/a\0b'].map((image) => ({
    image,
  })),
  ...['', 'A=B', 'A B', 'A;id', 'A$(id)', 'A\n', '*', 'A*', '1a', '-e', 'ü', 'A\0'].map((name) => ({
    environment: [[name, 'x']] as const,
  })),
  { environment: [['A', 'x\0y']] },
  { environment: [['A', 'x'.repeat(200_000)]] },
  { command: ['a', 'b\0'] },
  { command: ['ü'.repeat(100_000)] },
  { entrypoint: '\0' },
  ...['', '0', '2g --privileged', '-1', '2g,size=1', 'Infinity', '9'.repeat(40)].map((shmSize) => ({
    shmSize,
  })),
]
test.each(BAD)('%j is never given to an engine', (change) => {
  expect(() => checkRun(containerRun(['true'], change))).toThrow(ExpectedError)
  expect(() => checkRun(containerRun(['true'], change))).toThrow(/^cannot be started: .{3,}/)
})
