import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runTiny, TINY } from '../support/tiny.ts'

const isRoot = process.getuid?.() === 0
const USER = isRoot
  ? { uid: 65_534, gid: 65_534, insteadOfRoot: true }
  : { uid: process.getuid?.(), gid: process.getgid?.() }

const INFER = `
echo user $(id -u):$(id -g)
for f in /rooted /etc/rooted; do touch $f && echo did write $f; done
set -e
cat /more/closed/w.txt /data/closed/more.txt
touch /tmp/x
while read n; do if [ $((n % 2)) = 0 ]; then echo even; else echo odd; fi; done < /data/numbers.txt > /predictions/parity.txt
chmod 700 /predictions`

/** The model of the fixture, with a folder of the repository as its additional files. */
const MODEL = {
  container_type: 'DockerImage',
  image: 'medperf-test/busybox:1',
  tasks: {
    infer: {
      run_args: { command: ['sh', '-c', INFER] },
      input_volumes: {
        data_path: { mount_path: '/data', type: 'directory' },
        additional_files: { mount_path: '/more', type: 'directory' },
      },
      output_volumes: { output_path: { mount_path: '/predictions', type: 'directory' } },
    },
  },
}

const withWeights = () =>
  readFileSync(join(TINY, 'benchmark.yaml'), 'utf8').replace(
    'model/container_config.yaml',
    'model/container_config.yaml\n  additional_files: { path: model/weights/ }',
  )

/** What is made meanwhile is closed to all others. */
async function closed<T>(work: () => Promise<T>): Promise<T> {
  const before = process.umask(0o077)
  try {
    return await work()
  } finally {
    process.umask(before)
  }
}

test('containers run as an ordinary user whoever the runner is, also with files that are closed to others, and the report names the user', async () => {
  const { report, comments, left } = await closed(() =>
    runTiny({
      files: {
        'demo/data/closed/more.txt': 'more\n',
        'model/weights/closed/w.txt': 'weights\n',
        'model/container_config.yaml': JSON.stringify(MODEL),
        'benchmark.yaml': withWeights(),
      },
      scripts: {
        prepare:
          'cat /in/closed/more.txt && cp -r /in/. /out/data/ && cp /in-labels/parity.txt /out/labels/ && chmod -R go= /out/data /out/labels',
      },
    }),
  )
  expect(report?.verdict).toBe('passed')
  expect(report?.host.user).toEqual(USER)
  const lines = report?.steps.find(({ name }) => name === 'infer')?.logTail ?? []
  expect(lines).toEqual(expect.arrayContaining([`user ${USER.uid}:${USER.gid}`, 'weights', 'more']))
  expect(lines.filter((line) => line.startsWith('did'))).toEqual([])
  expect(comments[0]).toContain(
    isRoot ? ' as user 65534 (nobody), because the runner is root, on ' : ` as user ${USER.uid} on `,
  )
  expect(left).toEqual([])
})
