import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runTiny, TINY_IMAGE } from '../support/tiny.ts'

const RUNNER = 1234

/** Who may talk to the daemon besides root. */
const dockerGroup = () => statSync('/var/run/docker.sock').gid

/** Makes a folder and a file of root's, which nobody else may enter, in what a container just wrote. */
function plant(container: string): void {
  const format = '{{ range .Mounts }}{{ if eq .Destination "/predictions" }}{{ .Source }}{{ end }}{{ end }}'
  const folder = execFileSync('docker', ['inspect', '--format', format, container], {
    encoding: 'utf8',
  }).trim()
  execFileSync('docker', [
    ...['run', '--rm', '--network', 'none', '-u', '0:0', '--volume', `${folder}:/predictions`, TINY_IMAGE],
    ...[
      'sh',
      '-c',
      'mkdir -m 700 /predictions/roots && echo secret > /predictions/roots/file && chmod 600 /predictions/roots/file',
    ],
  ])
}

test('files of another user, in folders nobody else may enter, are taken back and removed', async () => {
  let planted = false
  const run = await runTiny({
    scripts: {
      infer: 'echo ready; while [ ! -e /predictions/roots ]; do sleep 0.1; done; cp -r /data/. /predictions/',
    },
    ...(process.getuid?.() === 0 ? { user: { uid: RUNNER, gid: dockerGroup() } } : {}),
    onOutput(text) {
      if (planted || !text.includes('ready')) return
      planted = true
      const name = execFileSync(
        'docker',
        ['ps', '--filter', 'name=medperf-infer-', '--format', '{{.Names}}'],
        { encoding: 'utf8' },
      )
      plant(name.trim().split('\n')[0] ?? '')
    },
  })
  expect(planted).toBe(true)
  expect(run.report?.steps.find(({ name }) => name === 'infer')?.status).toBe('passed')
  expect(run.left).toEqual([])
})
