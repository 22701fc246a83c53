import { runProcess } from '../process.ts'

const ANSWER_TIMEOUT = 20_000

/** The layers of all images that Docker or Podman has, by the digests of what they unpack to; none where it does not say. */
export async function readLocalLayers(command: string): Promise<ReadonlySet<string>> {
  const options = { timeout: ANSWER_TIMEOUT }
  const listed = await runProcess(command, ['image', 'ls', '--quiet', '--no-trunc'], options)
  const ids = [...new Set(listed.stdout.split('\n').filter(Boolean))]
  if (listed.code !== 0 || ids.length === 0) return new Set()
  const args = ['image', 'inspect', '--format', '{{range .RootFS.Layers}}{{println .}}{{end}}', ...ids]
  const { stdout } = await runProcess(command, args, options)
  return new Set(stdout.split('\n').filter(Boolean))
}
