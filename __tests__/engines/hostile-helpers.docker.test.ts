import { execFileSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApptainer } from '../../src/engines/apptainer/apptainer.ts'
import { runApptainerHelper } from '../../src/engines/apptainer/helper.ts'
import { openDocker } from '../../src/engines/docker/docker.ts'
import { checkGpus } from '../../src/engines/docker/gpus.ts'
import { dockerStarter } from '../../src/engines/docker/helper.ts'
import { reclaim } from '../../src/engines/docker/reclaim.ts'
import { openPodman, podmanStarter } from '../../src/engines/podman/podman.ts'
import { useApptainer } from '../../stand-ins/apptainer.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { podmanImages, usePodman } from '../../stand-ins/podman.ts'
import { tempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { findMarked, HOSTILE_PROGRAM, helperPromisesOf } from '../support/helper-promises.ts'

usePodman()
const noApptainer = useApptainer()
const folder = await tempFolder('medperf-helpers-')
const IMAGE = `medperf-test/hostile-helper-${process.pid}`
/** Its `chown` is root in its container, and would like a namespace of its own. */
const CURIOUS = `medperf-test/curious-helper-${process.pid}`
const CURIOUS_PROGRAM = '#!/bin/sh\nunshare -U true && touch /reclaim/namespace\ntouch /reclaim/tried\n'
/** Where an image may have guessed that programs of ours are looked for. */
const GUESSES = ['chown', 'medperf-gpu-check', 'medperf-nothing', 'probe']
const { signal } = new AbortController()

beforeAll(async () => {
  await busyboxImage()
  const lines = GUESSES.flatMap((name) => [`COPY program /${name}`, `COPY program /evil/${name}`])
  const scripts = ['00', '99'].map((name) => `COPY script /.singularity.d/env/${name}-evil.sh`)
  const dockerfile = [`FROM ${BUSYBOX}`, ...lines, ...scripts, 'ENV PATH=/evil:/bin']
  await using context = await tempWorkspace(undefined, {
    Dockerfile: dockerfile.join('\n'),
    program: HOSTILE_PROGRAM,
    script: '/evil/chown\n',
  })
  chmodSync(join(context.path, 'program'), 0o755)
  execFileSync('docker', ['build', '--force-rm', '--tag', IMAGE, context.path], { stdio: 'pipe' })
  const other = [`FROM ${BUSYBOX}`, 'COPY chown /evil/chown', 'ENV PATH=/evil:/bin']
  await using second = await tempWorkspace(undefined, {
    Dockerfile: other.join('\n'),
    chown: CURIOUS_PROGRAM,
  })
  chmodSync(join(second.path, 'chown'), 0o755)
  execFileSync('docker', ['build', '--force-rm', '--tag', CURIOUS, second.path], { stdio: 'pipe' })
  await podmanImages(IMAGE, CURIOUS)
}, 180_000)
afterAll(async () => {
  for (const command of ['docker', 'podman'])
    execFileSync(command, ['rmi', '--force', IMAGE, CURIOUS], { stdio: 'ignore' })
  await folder[Symbol.asyncDispose]()
})

describe.each([
  ['Docker', dockerStarter, openDocker],
  ['Podman', podmanStarter, openPodman],
] as const)('%s', (name, starter, open) => {
  helperPromisesOf({
    open,
    makeImage: async () => IMAGE,
    help: (image, label, patience) => reclaim(folder.path, [image], label, starter(), patience),
    // CAP_CHOWN and CAP_DAC_OVERRIDE.
    capabilities: /^0{15}3$/,
  })

  test('the check for GPUs starts no program of an image, wherever that has one', async () => {
    const image = { runBy: IMAGE, configDigest: '' }
    // The image's own program is there, but not asked for: that it gives no GPUs is all that is wrong.
    await checkGpus(starter(), image, { kind: 'all' }, 'org.medperf.test=guess', () => [])
    expect(findMarked()).toEqual([])
  })

  test('a program of an image that gives files back makes no namespace of users', {
    timeout: 60_000,
  }, async () => {
    const out = join(folder.path, `${name}-namespace`)
    mkdirSync(out)
    await reclaim(out, [CURIOUS], 'org.medperf.test=namespace', starter(), 20_000)
    expect(readdirSync(out)).toEqual(['tried'])
  })

  test('an image that holds its helper up does not keep another one from helping', {
    timeout: 120_000,
  }, async () => {
    const out = join(folder.path, name)
    mkdirSync(out)
    writeFileSync(join(out, 'file'), 'x')
    await reclaim(out, [IMAGE, BUSYBOX], 'org.medperf.test=next', starter(), 5_000)
    expect(lstatSync(join(out, 'file')).uid).toBe(process.getuid?.())
    expect(findMarked()).toEqual([])
  })
})

describe('Apptainer', () => {
  const surroundings = {
    flavour: 'apptainer',
    uid: process.getuid?.() ?? 0,
    hasLimits: true,
    hasGpuTool: false,
    hasFilter: true,
  } as const
  helperPromisesOf({
    reason: noApptainer,
    open: () => openApptainer('apptainer', { images: folder.path }),
    makeImage: async (engine) => (await engine.image(IMAGE, { signal, warn: () => {} })).runBy,
    help: (runBy, label, patience) => {
      const helper = { label, image: { runBy }, gpus: { kind: 'none' }, program: '/medperf-nothing' } as const
      return runApptainerHelper('apptainer', surroundings, helper, patience)
    },
    capabilities: /^0+$/,
  })
})
