import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readContainerConfig } from '../../../src/containers/container-config.ts'
import type { ContainerRun } from '../../../src/containers/run.ts'
import type { TaskSpec } from '../../../src/containers/spec.ts'
import { findPlace, type Place } from '../../../src/containers/volumes.ts'
import { apptainerArguments } from '../../../src/engines/apptainer/arguments.ts'
import { dockerArguments } from '../../../src/engines/docker/arguments.ts'
import { ROLE_OF, TASKS, type Task } from '../../../src/facts/task.ts'
import { onSingularity } from '../../../src/steps/tasks/mlcube-platform.ts'
import { composeRun, volumesFor } from '../../../src/steps/tasks/task-run.ts'
import type { Value } from '../../../src/yaml/value.ts'
import { parseYaml } from '../../../src/yaml/yaml.ts'
import { withMedperfMounts } from '../../support/mount-words.ts'

/*
 * Each recorded.json is what the official `mlcube` of PyPI (0.0.9) gave to docker and singularity, written by
 * script/ci/mlcube-oracle.ts. That release ignores MedPerf's `--mount=ro`: which folders are read-only is
 * told by docs/medperf.md 16.4, not by the recording.
 */

interface Recorded {
  readonly given: Readonly<Record<string, string>>
  readonly docker: readonly string[]
  readonly singularity: readonly string[]
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/mlcube-oracle/', import.meta.url))

const CASES = readdirSync(FIXTURES).flatMap((name) => {
  const recorded: Readonly<Partial<Record<Task, Recorded>>> = JSON.parse(
    readFileSync(join(FIXTURES, name, 'recorded.json'), 'utf8'),
  )
  return TASKS.flatMap((task) => (recorded[task] === undefined ? [] : [{ name, task, ...recorded[task] }]))
})

/** How a task of a recorded MLCube is run here; `change` rewrites its mlcube.yaml first. */
function runOf(
  name: string,
  task: Task,
  given: Recorded['given'],
  change = (document: Value): Value => document,
  on = (spec: TaskSpec): TaskSpec => spec,
): ContainerRun {
  const parsed = parseYaml(readFileSync(join(FIXTURES, name, 'mlcube.yaml')))
  if (!parsed.ok) throw new Error(parsed.error)
  const spec = on(readSpec(change(parsed.value), task))
  // The case of the corners has the tasks of all three roles in one file.
  const workspace = join(FIXTURES, name, 'workspace')
  const paths = Object.fromEntries(
    Object.entries(given).map(([parameter, path]) => [findPlace(task, parameter), path]),
  ) as Record<Place, string>
  const volumes = volumesFor(task, spec, { ...paths, workspace })
  return composeRun({
    task,
    spec,
    volumes,
    limits: {},
    tmp: '/case/tmp',
    image: imageOf(parsed.value),
    label: 'a=b',
    id: '00ff',
    user: { uid: 5, gid: 6 },
  })
}

const shown = (name: string, words: readonly string[]) =>
  words.map((word) => word.replaceAll(join(FIXTURES, name, 'workspace'), '/case/workspace'))

/** Our docker arguments for a task of a recorded MLCube. */
const ours = (name: string, task: Task, given: Recorded['given']): readonly string[] =>
  shown(name, withMedperfMounts(dockerArguments(runOf(name, task, given), '/case/id'), '--volume'))

/** Our arguments for Apptainer, of the same MLCube with a section `singularity` alone, or beside `docker`, as recorded. */
function oursOnApptainer(
  name: string,
  task: Task,
  given: Recorded['given'],
  sections: 'alone' | 'both',
): readonly string[] {
  const withSingularity = (document: Value): Value => {
    const { docker, ...others } = document as Readonly<Record<string, Value>>
    const singularity = { image: 'image.sif', run_args: '-eC' }
    return { ...others, ...(sections === 'alone' || docker === undefined ? {} : { docker }), singularity }
  }
  const run = {
    ...runOf(name, task, given, withSingularity, onSingularity),
    image: '/case/workspace/.image/image.sif',
  }
  const words = apptainerArguments(run, { hasLimits: false, hasGpuTool: true, uid: 5, flavour: 'apptainer' })
  return shown(name, withMedperfMounts(words, '--bind'))
}

function readSpec(document: Value, task: Task) {
  const { spec, findings } = readContainerConfig(document, { role: ROLE_OF[task], hasImageFile: false })
  const found = spec?.tasks[task]
  if (found === undefined) throw new Error(findings.map(({ message }) => message).join('\n'))
  return found
}

const imageOf = (document: unknown) => (document as { docker: { image: string } }).docker.image

/** What this action adds where no GPUs were asked for. */
const NO_GPUS = 'NVIDIA_VISIBLE_DEVICES=void'

/** What the two argument vectors have in common: mounts without their mode, entrypoint, image and its words. */
function essence(words: readonly string[]) {
  const volumes = words.flatMap((word, at) => (words[at - 1] === '--volume' ? [word] : []))
  const entrypoint = words.flatMap((word, at) => {
    if (word.startsWith('--entrypoint=')) return [word.slice('--entrypoint='.length)]
    return words[at - 1] === '--entrypoint' ? [word] : []
  })
  const image = words.findIndex((word, at) => at > 0 && /^(registry|lab)\.example/.test(word))
  return {
    volumes: volumes.map((volume) => volume.replace(/:r[ow]$/, '')),
    entrypoint,
    imageAndWords: words.slice(image),
    options: ['--shm-size', '-e', '--env']
      .flatMap((flag) => valuesOf(words.slice(0, image), flag))
      .filter((option) => option !== NO_GPUS),
  }
}

const valuesOf = (words: readonly string[], flag: string) =>
  words.flatMap((word, at) => {
    if (word.startsWith(`${flag}=`)) return [word.slice(flag.length + 1)]
    return words[at - 1] === flag ? [word] : []
  })

test('there are recordings of all five tasks', () => {
  expect(new Set(CASES.map(({ task }) => task))).toEqual(new Set(TASKS))
})

test.each(CASES)('$name $task gets the arguments that mlcube gives', ({ name, task, given, docker }) => {
  expect(essence(ours(name, task, given))).toEqual(essence(docker))
})

test.each(CASES.flatMap((one) => (['alone', 'both'] as const).map((sections) => ({ ...one, sections }))))(
  '$name $task gets on Apptainer what mlcube gives to Singularity ($sections)',
  ({ name, task, given, singularity, sections }) => {
    const found = oursOnApptainer(name, task, given, sections)
    expect(found.slice(0, 2)).toEqual(singularity.slice(0, 2))
    expect(found.join(' ')).toContain(' --net --network none /case')
    const plain = (words: readonly string[]) =>
      words
        .slice(2)
        .filter((word) => !/^(--net|--network|none|--network=none)$/.test(word))
        .map((word) => word.replace(/:r[ow]$/, ''))
    expect(plain(found)).toEqual(plain(singularity))
  },
)

test.each(CASES)('$name $task has its inputs read-only and no /tmp', ({ name, task, given }) => {
  const volumes = valuesOf(ours(name, task, given), '--volume')
  const document = parseYaml(readFileSync(join(FIXTURES, name, 'mlcube.yaml')))
  if (!document.ok) throw new Error(document.error)
  const { inputs = [] } = readSpec(document.value, task).mlcube ?? {}
  const read = volumes.filter((volume) => volume.endsWith(':ro'))
  expect(volumes.findLastIndex((volume) => volume.endsWith(':ro'))).toBe(read.length - 1)
  expect(read.length).toBeGreaterThan(0)
  expect(read.length).toBeLessThanOrEqual(inputs.length)
  expect(volumes.some((volume) => volume.includes(':/tmp'))).toBe(false)
})

test('the whole vector of the preparator is MedPerf’s, with what this action adds', () => {
  const { given } = CASES.find((one) => one.name === 'preparator' && one.task === 'statistics') ?? {}
  expect(ours('preparator', 'statistics', given ?? {}).join(' ')).toBe(
    'run --name medperf-statistics-00ff --rm --label a=b --cidfile /case/id --cap-drop ALL ' +
      '--security-opt no-new-privileges --init --pull never --log-driver none --no-healthcheck --pids-limit 4096 -u 5:6 ' +
      '--volume /case/dataset/data:/mlcube_io0:ro --volume /case/dataset/labels:/mlcube_io1:ro ' +
      '--volume /case/dataset/metadata:/mlcube_io2:ro --volume /case/statistics:/mlcube_io3:rw ' +
      '--network none --shm-size 256m --env NVIDIA_VISIBLE_DEVICES=void registry.example.org/toy/prep:1.0.0 statistics ' +
      '--data_path=/mlcube_io0 --labels_path=/mlcube_io1 --metadata_path=/mlcube_io2 ' +
      '--output_path=/mlcube_io3/statistics.yaml',
  )
})
