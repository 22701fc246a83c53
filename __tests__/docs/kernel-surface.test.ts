import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listKernelCells } from '../support/kernel-surface.ts'

const HEADING = '### What a container finds of the kernel'

test('the table of the threat model is the one that hostile containers are held to', () => {
  const [, section = ''] = readFileSync('docs/threat-model.md', 'utf8').split(`${HEADING}\n`)
  const rows = (section.split(/^#+ /m)[0] ?? '').split('\n').filter((line) => line.startsWith('|'))
  const cells = rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  expect(cells[0]).toEqual(['a program tries', 'Docker', 'Podman', 'Apptainer'])
  expect(cells.slice(2)).toEqual(listKernelCells())
})
