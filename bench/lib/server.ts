import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Files served on loopback by a process of its own, under their base names. */
export async function serve(
  paths: readonly string[],
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const script = fileURLToPath(new URL('file-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script, ...paths], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { url: line.toString().trim(), stop: () => child.stdin.end() }
}
