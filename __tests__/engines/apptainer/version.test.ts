import { expect, test } from 'vitest'
import { parseProgram } from '../../../src/engines/apptainer/version.ts'
import { ExpectedError } from '../../../src/facts/error.ts'

test.each([
  ['apptainer version 1.4.5', 'Apptainer 1.4.5', 'apptainer'],
  ['apptainer version 1.0.0-rc.1', 'Apptainer 1.0.0', 'apptainer'],
  ['singularity-ce version 4.1.2-1.el9', 'SingularityCE 4.1.2', 'singularity'],
  ['singularity-ce version 3.9.0', 'SingularityCE 3.9.0', 'singularity'],
  ['singularity-ce version 3.11.4', 'SingularityCE 3.11.4', 'singularity'],
])('%j is %s', (words, title, flavour) => {
  expect(parseProgram(words)).toEqual({ title, flavour })
})

test.each(['', 'docker version 28', 'apptainer'])('%j is neither', (words) => {
  expect(parseProgram(words)).toBeUndefined()
})

test.each([
  'singularity version 3.8.7',
  'singularity-ce version 3.8.0',
  'singularity version 2.6.1-dist',
  'singularity version HEAD',
])('%j is refused, because it has no `--mount`', (words) => {
  expect(() => parseProgram(words)).toThrow(ExpectedError)
  expect(() => parseProgram(words)).toThrow(/^Singularity(CE)? \S+ is too old: it cannot mount paths/)
})
