import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { runTiny, TINY_IMAGE } from '../support/tiny.ts'

const RUNNER = 1234

/** Who may talk to the daemon besides root. */
const dockerGroup = () => statSync('/var/run/docker.sock').gid

const docker = (...args: readonly string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim()

/** What the container of infer has as `/predictions`; other jobs on this machine may have one too. */
function predictionsBelow(temp: string): string {
  const format = '{{ range .Mounts }}{{ if eq .Destination "/predictions" }}{{ .Source }}{{ end }}{{ end }}'
  const ids = docker('ps', '--quiet', '--filter', 'name=medperf-infer-').split('\n').filter(Boolean)
  const folders = ids.map((id) => docker('inspect', '--format', format, id))
  return folders.find((folder) => folder.startsWith(`${temp}/`)) ?? ''
}

/** Makes a folder and a file of root's, which nobody else may enter; it has its name once all is there. */
function plant(folder: string): void {
  execFileSync('docker', [
    ...['run', '--rm', '--network', 'none', '-u', '0:0', '--volume', `${folder}:/predictions`, TINY_IMAGE],
    ...[
      'sh',
      '-c',
      'cd /predictions && mkdir -m 700 new && echo secret > new/file && chmod 600 new/file && mv new roots',
    ],
  ])
}

test.each(process.getuid?.() === 0 ? ['an ordinary user', 'root'] : ['an ordinary user'])(
  'files of another user, in folders nobody else may enter, are taken back and removed: %s',
  async (who) => {
    let planted = false
    await using temp = await tempFolder('medperf-runner-')
    const run = await runTiny({
      temp: temp.path,
      scripts: {
        infer:
          'echo ready; while [ ! -e /predictions/roots ]; do sleep 0.1; done; cp -r /data/. /predictions/',
        evaluate: 'cat /predictions/roots/file && echo accuracy: 1.0 > /results.yaml',
      },
      ...(process.getuid?.() === 0 && who !== 'root' ? { user: { uid: RUNNER, gid: dockerGroup() } } : {}),
      onOutput(text) {
        if (planted || !text.includes('ready')) return
        planted = true
        plant(predictionsBelow(temp.path))
      },
    })
    expect(planted).toBe(true)
    expect(run.report?.steps.find(({ name }) => name === 'infer')?.status).toBe('passed')
    // Also whoever reads them next.
    expect(run.report?.steps.find(({ name }) => name === 'evaluate')?.logTail).toContain('secret')
    expect(run.left).toEqual([])
  },
)
