import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildImage } from '../../../src/engines/docker/images/build.ts'
import { usePodman } from '../../../stand-ins/podman.ts'
import { buildOf } from '../../support/build-of.ts'
import { freshName } from '../../support/loading.ts'
import { testFolder } from '../../support/test-folder.ts'

usePodman()
const signal = new AbortController().signal

test.each(['.dockerignore', '.containerignore', 'Containerfile'])(
  'no build shows a file of the host that %s leads to',
  async (name) => {
    const secret = join(testFolder('home-'), 'config.json')
    writeFileSync(secret, 'auth-of-the-runner\n')
    const context = testFolder('context-')
    writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY nothing /\n')
    symlinkSync('/nowhere/at/all', join(context, 'nothing'))
    symlinkSync(secret, join(context, name))
    const output: string[] = []
    const onOutput = (chunk: Buffer) => void output.push(chunk.toString())
    const options = { signal, label: `org.medperf.test=links-${process.pid}`, onOutput }
    const error: unknown = await buildImage('podman', buildOf(context), freshName(), options).catch(
      (why: unknown) => why,
    )
    expect(`${String(error)}${output.join('')}`).not.toMatch(/auth-of-the-runner/i)
    expect(String(error)).toContain(`${name} of the build context is no file of that folder`)
  },
  60_000,
)

test('a context is built by its Dockerfile on every engine, whatever else lies there', async () => {
  const context = testFolder('context-')
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\nENV BUILT_BY=Dockerfile\n')
  writeFileSync(
    join(context, 'Containerfile'),
    'FROM scratch\nCOPY Dockerfile /\nENV BUILT_BY=Containerfile\n',
  )
  const name = freshName()
  await buildImage('podman', buildOf(context), name, {
    signal,
    label: 'org.medperf.test=which',
    onOutput: () => {},
  })
  const inspect = ['image', 'inspect', '--format', '{{.Config.Env}}', name]
  expect(execFileSync('podman', inspect, { encoding: 'utf8' })).toContain('BUILT_BY=Dockerfile')
  execFileSync('podman', ['rmi', '--force', name], { stdio: 'pipe' })
}, 60_000)
