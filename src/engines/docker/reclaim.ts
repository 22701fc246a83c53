import { bindArguments } from '../bind.ts'
import { NO_GPUS } from '../walls.ts'
import { dockerStarter, type Helper, type HelperEnded, runHelper, type Starter } from './helper.ts'

const TARGET = '/reclaim'
const TIMEOUT = 120_000

/** Who alone may give files away. */
const ROOT = { uid: 0, gid: 0 }

/** For images without `chown`; like it, does not follow links. */
const PYTHON = `
import os, sys
target, uid, gid = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.lchown(target, uid, gid)
for folder, folders, files in os.walk(target):
    for name in folders + files:
        os.lchown(os.path.join(folder, name), uid, gid)
`

/** An entrypoint and its arguments: ways to change the owner of a tree, of which an image may have any. */
function ways(uid: number, gid: number): readonly Helper['command'][] {
  const chown = ['-R', '-h', `${uid}:${gid}`, TARGET] as const
  const python = ['-I', '-c', PYTHON, TARGET, String(uid), String(gid)] as const
  return [
    ['chown', ...chown],
    ['/bin/chown', ...chown],
    ['/usr/bin/chown', ...chown],
    ['/bin/busybox', 'chown', ...chown],
    ['python3', ...python],
    ['/usr/bin/python3', ...python],
  ]
}

/**
 * Makes the caller own everything below a folder, as root in a throw-away container of the first image that has a way to.
 * Never throws: whoever needs the files looks whether it helped. False where a container of it may still be at work: the image's
 * program has all rights there.
 */
export async function reclaim(
  folder: string,
  images: readonly string[],
  label: string,
  starter: Starter = dockerStarter(),
  timeout = TIMEOUT,
): Promise<boolean> {
  for (const image of new Set(images)) {
    for (const words of ways(process.getuid?.() ?? 0, process.getgid?.() ?? 0)) {
      const ended = await tryWay(folder, { label, image, command: words }, starter, timeout)
      // A place that cannot be mounted, or an image that may not be run.
      if (ended === undefined) break
      const { code, mayLive } = ended
      if (mayLive) return false
      if (code === 0) return true
      // This image lacks the program; every other failure is the same whatever the program is.
      if (code !== 126 && code !== 127) break
    }
  }
  return true
}

async function tryWay(
  folder: string,
  helper: Helper,
  starter: Starter,
  timeout: number,
): Promise<HelperEnded | undefined> {
  try {
    const options = [...reclaimOptions(folder), ...NO_GPUS]
    return await runHelper(starter, { ...helper, user: ROOT, options }, timeout)
  } catch {
    return undefined
  }
}

/** What is on top of a helper's walls, or taken from them: what changing the owner of a stranger's files needs, and no more. */
const reclaimOptions = (folder: string): readonly string[] => [
  ...['--cap-add', 'CHOWN', '--cap-add', 'DAC_OVERRIDE', '--read-only'],
  ...bindArguments({ source: folder, target: TARGET, mode: 'rw' }),
]
