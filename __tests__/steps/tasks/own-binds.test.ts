import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectOwnBinds } from '../../../src/steps/tasks/own-binds.ts'
import { testFolder } from '../../support/test-folder.ts'

/** A run beside a repository, with links between them. */
function machine() {
  const folder = realpathSync(testFolder('binds-'))
  for (const path of ['work/data', 'work-of-another/data', 'repository'])
    mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(join(folder, 'work', 'results.yaml'), '')
  symlinkSync(join(folder, 'repository'), join(folder, 'work', 'out'))
  symlinkSync('data', join(folder, 'work', 'in'))
  symlinkSync(join(folder, 'work'), join(folder, 'repository', 'way-in'))
  symlinkSync(join(folder, 'work'), join(folder, 'alias'))
  return (mode: 'ro' | 'rw', source: string, work = 'work') =>
    expectOwnBinds([{ source: join(folder, source), target: '/x', mode }], join(folder, work))
}

test.each([
  ['rw', 'work/data'],
  ['rw', 'work/results.yaml'],
  ['rw', 'work/in'],
  ['rw', 'repository/way-in/data'],
  ['ro', 'work/data'],
  ['ro', 'repository'],
  ['ro', 'work-of-another/data'],
] as const)('a bind may be %s of %s', (mode, source) => {
  expect(() => machine()(mode, source)).not.toThrow()
})

test('so it may where the work directory is reached by a link', () => {
  expect(() => machine()('rw', 'alias/data', 'alias')).not.toThrow()
  expect(() => machine()('rw', 'work/data', 'alias')).not.toThrow()
})

test.each([
  ['rw', 'repository'],
  ['rw', 'repository/way-in'],
  ['rw', 'work'],
  ['rw', 'work/../repository'],
  ['rw', 'work/out'],
  ['rw', 'work/missing'],
  ['rw', 'work-of-another/data'],
  ['rw', '.'],
  ['ro', 'work/out'],
  ['ro', 'work/out/way-in/../../repository'],
] as const)('no bind is %s of %s', (mode, source) => {
  expect(() => machine()(mode, source)).toThrow(
    expect.objectContaining({
      kind: 'internal',
      message: expect.stringMatching(
        /^what belongs at \/x in the container is .* not in the folder of this run$/,
      ),
    }),
  )
})
