import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../stand-ins/action-file.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { secondDocker } from '../support/second-docker.ts'
import { runTiny } from '../support/tiny.ts'

const HINT = /set the input `work-directory` to a folder that both have under the same path/

const fetchOf = ({ report }: Awaited<ReturnType<typeof runTiny>>) => report?.steps[0]

/**
 * A program that runs Node in a container of this machine's Docker, as a runner that is a container itself: it has Docker's
 * socket, and its own files but for the checkout and the runner's temporary folder.
 */
async function nodeInContainer(folder: string): Promise<string> {
  await busyboxImage()
  const program = join(folder, 'node')
  const words = ['run', '--rm', '--network', 'host', '-v', '/var/run/docker.sock:/var/run/docker.sock']
  const mounts = ['/usr', '/lib', '/lib64', ROOT, process.execPath].map((path) => `${path}:${path}:ro`)
  // Not a shell's script: shells drop variables such as INPUT_WORK-DIRECTORY.
  writeFileSync(
    program,
    `#!${process.execPath}
const { spawnSync } = require('node:child_process')
const { env, argv } = process
const shared = [env.RUNNER_TEMP, env.GITHUB_WORKSPACE].map((path) => path + ':' + path)
const mounts = [...${JSON.stringify(mounts)}, ...shared].flatMap((mount) => ['-v', mount])
const variables = Object.keys(env).flatMap((name) => ['-e', name])
const command = ['${BUSYBOX}', '${process.execPath}', ...argv.slice(2)]
const args = [...${JSON.stringify(words)}, ...mounts, ...variables, '-w', env.GITHUB_WORKSPACE, ...command]
process.exitCode = spawnSync('docker', args, { stdio: 'inherit' }).status
`,
  )
  chmodSync(program, 0o755)
  return program
}

test('a runner in a container whose work directory Docker does not have says what to change', async () => {
  await using folder = await tempFolder()
  const run = await runTiny({
    node: await nodeInContainer(folder.path),
    inputs: { 'work-directory': '/only-here' },
  })
  expect(fetchOf(run)).toMatchObject({
    status: 'failed',
    failure: {
      kind: 'engine',
      message: expect.stringMatching(
        /^Docker \S+ does not have the files of this job: what is at \/only-here\/medperf-benchmark-\w+ here is not there for it$/,
      ),
      hint: expect.stringMatching(HINT),
    },
  })
  expect(run.comments[0]).toContain('does not have the files of this job')
  expect(run.left).toEqual([])
})

test('a runner in a container that shares its folders with Docker under the same path passes', async () => {
  await using folder = await tempFolder()
  const run = await runTiny({ node: await nodeInContainer(folder.path) })
  expect(run.report?.verdict).toBe('passed')
  expect(run.left).toEqual([])
})

test('a daemon with files of its own is told by the first folder that it lacks', async () => {
  await using hidden = await tempFolder()
  await using daemon = await secondDocker({ hidden: hidden.path })
  await busyboxImage()
  const apart = await runTiny({ inputs: { 'work-directory': hidden.path } })
  expect(fetchOf(apart)?.failure).toMatchObject({
    kind: 'engine',
    message: expect.stringContaining(`what is at ${hidden.path}/medperf-benchmark-`),
    hint: expect.stringMatching(HINT),
  })
  expect(apart.left).toEqual([])
  const together = await runTiny({ inputs: { 'work-directory': daemon.folder } })
  expect(together.report?.verdict).toBe('passed')
  expect(execFileSync('docker', ['ps', '-aq'], { encoding: 'utf8' })).toBe('')
})
