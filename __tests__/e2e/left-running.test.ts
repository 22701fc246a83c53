import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProgram } from '../../src/engines/process/program.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { containersOf, runTiny, TINY_IMAGE } from '../support/tiny.ts'

test('a container that still runs at the end of a run is removed, though nobody cancelled it', async () => {
  await using folder = await tempFolder()
  const docker = findProgram('docker')
  // Beside each container it starts one that does not end, as an engine may that lost sight of it.
  const lines = `for word; do
  case $before in --label) label=$word;; esac
  before=$word
done
if [ "$1" = run ]; then
  '${docker}' run -d --network none --label "$label" ${TINY_IMAGE} sleep 600 >/dev/null
fi
exec '${docker}' "$@"`
  writeFileSync(join(folder.path, 'docker'), `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  let left: readonly string[] = ['not looked']
  const run = await runTiny({
    env: { PATH: `${folder.path}:${process.env['PATH']}` },
    between: async (main) => {
      left = await containersOf(main)
    },
  })
  expect(run.outputs['verdict']).toBe('passed')
  expect(left).toEqual([])
})
