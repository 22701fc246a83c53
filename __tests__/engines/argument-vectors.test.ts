import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readContainerConfig } from '../../src/containers/container-config.ts'
import type { ContainerRun } from '../../src/containers/run.ts'
import { apptainerArguments } from '../../src/engines/apptainer/arguments.ts'
import { apptainerEnvironment } from '../../src/engines/apptainer/environment.ts'
import { dockerArguments } from '../../src/engines/docker/arguments.ts'
import { podmanDialect } from '../../src/engines/podman/dialect.ts'
import { composeRun, volumesFor } from '../../src/steps/tasks/task-run.ts'
import { locatePlaces } from '../../src/steps/workspace.ts'
import { parseYaml } from '../../src/yaml/yaml.ts'
import { mountWords } from '../support/mount-words.ts'

/*
 * The six argument vectors side by side: the task infer, from its configuration file to the words that the engine gets. What
 * single options become is in docker-arguments, podman-dialect and apptainer-arguments.
 */

const FIXTURES = new URL('../fixtures/benchmark/', import.meta.url)

const CONTAINER_CONFIG = readFileSync(new URL('contract/reference_model/container_config.yaml', FIXTURES))
const MLCUBE = readFileSync(new URL('mlcube/reference_model/mlcube.yaml', FIXTURES))

/** The run of a task as its configuration file describes it. */
function runOf(config: Buffer): ContainerRun {
  const document = parseYaml(config)
  if (!document.ok) throw new Error(document.error)
  const { spec } = readContainerConfig(document.value, { role: 'reference_model', hasImageFile: false })
  const infer = spec?.tasks.infer
  if (spec === undefined || infer === undefined) throw new Error('no infer')
  const sources = {
    rawData: '/raw',
    rawLabels: '/raw-labels',
    additionalFiles: '/add/model',
  }
  return composeRun({
    task: 'infer',
    spec: infer,
    limits: {},
    tmp: '/w/tmp',
    image: spec.image,
    label: 'a=b',
    id: '0123456789abcdef',
    user: { uid: 1000, gid: 1001 },
    volumes: volumesFor('infer', infer, locatePlaces('/w', sources, 'infer', 'reference_model')),
  })
}

const FORMATS = { container_config: runOf(CONTAINER_CONFIG), mlcube: runOf(MLCUBE) } as const
type Format = keyof typeof FORMATS

/** What this action puts between MedPerf's words; a well-behaved container does not notice. */
const ADDED = [
  ...['--label', 'a=b', '--cidfile', '/w/id', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
  ...['--init', '--pull', 'never', '--log-driver', 'none', '--no-healthcheck'],
  ...['--pids-limit', '4096'],
]

/**
 * Docker's vectors: docs/medperf.md 14.1, and 16.4 with what is safer there, too: `--rm`, a name,
 * `--mount` for `--volume`.
 */
const DOCKER: Readonly<Record<Format, readonly string[]>> = {
  container_config: [
    ...['run', '--name', 'medperf-infer-0123456789abcdef', '--rm', ...ADDED, '-u', '1000:1001'],
    ...mountWords('/w/data/data:/mlcommons/volumes/data:ro'),
    ...mountWords('/add/model:/mlcommons/volumes/additional_files:ro'),
    ...mountWords('/w/predictions:/mlcommons/volumes/predictions:rw'),
    ...mountWords('/w/tmp:/tmp:rw'),
    ...['--network', 'none'],
    ...['--env', 'OMP_NUM_THREADS=2', '--env', 'NVIDIA_VISIBLE_DEVICES=void'],
    ...['--entrypoint', 'python3'],
    ...['registry.example.org/toy/model:1.0.0', '/app/infer.py', '--batch', '4'],
  ],
  mlcube: [
    ...['run', '--name', 'medperf-infer-0123456789abcdef', '--rm', ...ADDED, '-u', '1000:1001'],
    ...mountWords('/w/data/data:/mlcube_io0:ro'),
    ...mountWords('/w/workspaces/reference_model:/mlcube_io1:ro'),
    ...mountWords('/w/workspaces/reference_model/additional_files:/mlcube_io2:ro'),
    ...mountWords('/w/predictions:/mlcube_io3:rw'),
    ...['--network', 'none', '--env', 'NVIDIA_VISIBLE_DEVICES=void'],
    ...['registry.example.org/toy/model:1.0.0', 'infer'],
    ...['--data_path=/mlcube_io0', '--parameters_file=/mlcube_io1/parameters.yaml'],
    ...['--weights=/mlcube_io2/weights.bin', '--output_path=/mlcube_io3'],
  ],
}

/**
 * Apptainer's vectors: docs/medperf.md 14.3 with `--mount` for `--bind`, and for MLCubes the same flags around the words
 * of docs/medperf.md 16.4.
 */
const APPTAINER: Readonly<Record<Format, readonly string[]>> = {
  container_config: [
    ...['exec', '-eC'],
    ...mountWords('/w/data/data:/mlcommons/volumes/data:ro'),
    ...mountWords('/add/model:/mlcommons/volumes/additional_files:ro'),
    ...mountWords('/w/predictions:/mlcommons/volumes/predictions:rw'),
    ...mountWords('/w/tmp:/tmp:rw'),
    ...['--net', '--network', 'none'],
    ...['/images/model.sif', 'python3', '/app/infer.py', '--batch', '4'],
  ],
  mlcube: [
    ...['run', '-eC'],
    ...mountWords('/w/data/data:/mlcube_io0:ro'),
    ...mountWords('/w/workspaces/reference_model:/mlcube_io1:ro'),
    ...mountWords('/w/workspaces/reference_model/additional_files:/mlcube_io2:ro'),
    ...mountWords('/w/predictions:/mlcube_io3:rw'),
    ...['--net', '--network', 'none'],
    ...['/images/model.sif', 'infer'],
    ...['--data_path=/mlcube_io0', '--parameters_file=/mlcube_io1/parameters.yaml'],
    ...['--weights=/mlcube_io2/weights.bin', '--output_path=/mlcube_io3'],
  ],
}

const SIF = { hasLimits: false, hasGpuTool: true, uid: 1000, flavour: 'apptainer' } as const

describe.each(Object.keys(FORMATS) as Format[])('a %s', (format) => {
  const run = FORMATS[format]

  test('on Docker', () => {
    expect(dockerArguments(run, '/w/id')).toEqual(DOCKER[format])
  })

  test("on Podman: Docker's, with an entrypoint that cannot be read as a list", () => {
    const words = DOCKER[format].map((word) => (word === 'python3' ? '["python3"]' : word))
    expect(dockerArguments(run, '/w/id', podmanDialect(0))).toEqual(words)
  })

  test('on Apptainer', () => {
    expect(apptainerArguments({ ...run, image: '/images/model.sif' }, SIF)).toEqual(APPTAINER[format])
    // Variables go beside the arguments.
    const { APPTAINERENV_OMP_NUM_THREADS: threads } = apptainerEnvironment(run, SIF)
    expect(threads).toBe(format === 'container_config' ? '2' : undefined)
  })
})
