import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder for the test that runs, gone after it whatever lies in it: `rm` goes as deep as any. */
export function testFolder(prefix: string): string {
  const path = mkdtempSync(join(tmpdir(), prefix))
  onTestFinished(() => void spawnSync('rm', ['-rf', path]))
  return path
}
