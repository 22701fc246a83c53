import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { podmanBusybox } from '../../stand-ins/podman.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { runTiny, TINY } from '../support/tiny.ts'

const noApptainer = useApptainer()

/** What engines read as separators, in names of folders that are nobody's fault. */
const ODD = 'wörk a,b c:d^e \\\\f =g '
/** Apptainer's own build cannot take quotes in the path of its images; mounts can. */
const QUOTED = `${ODD}"h" 'i' `

const demoFiles = readdirSync(join(TINY, 'demo'), { recursive: true, withFileTypes: true }).flatMap(
  (entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(join(TINY, 'demo').length + 1)] : [],
)

test.for(['docker', 'podman', 'apptainer'])(
  '%s runs a benchmark whose folders have odd names',
  {
    timeout: 180_000,
  },
  async (runtime, context) => {
    if (runtime === 'apptainer' && noApptainer !== undefined) context.skip(noApptainer)
    if (runtime === 'podman') await podmanBusybox()
    await using home = await tempFolder()
    await using work = await tempFolder(runtime === 'apptainer' ? ODD : QUOTED)
    const moved = Object.fromEntries(
      demoFiles.map((name) => [`${QUOTED}/${name}`, readFileSync(join(TINY, 'demo', name))]),
    )
    const yaml = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
    const run = await runTiny({
      prefix: `${QUOTED}-`,
      inputs: { runtime, 'work-directory': work.path },
      // Apptainer leaves a folder in the home folder.
      env: { HOME: home.path, CONTAINERS_CONF: process.env['CONTAINERS_CONF'] },
      files: {
        demo: null,
        ...moved,
        'benchmark.yaml': yaml.replace('path: demo/', `path: ${JSON.stringify(QUOTED)}`),
      },
    })
    expect(run.annotations.filter((line) => line.startsWith('error'))).toEqual([])
    expect(run.outputs['verdict']).toBe('passed')
    expect(run.left).toEqual([])
    expect(readdirSync(work.path)).toEqual([])
  },
)
