import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { type Era, eras } from '../../dev-server/era.ts'
import { BASE_SHA, HEAD_SHA, pullRequestEvent, pushEvent } from '../../stand-ins/events.ts'
import { BUSYBOX, busyboxImage } from '../../stand-ins/images.ts'
import { startRegistry } from '../../stand-ins/registry.ts'
import { type Owner, startOwner, tinyRegistry } from '../support/registering.ts'

const { registry, image } = await tinyRegistry()
const built = new Set<string>()

afterAll(async () => {
  const remove = promisify(execFile)
  // One build may be the parent of another.
  for (const id of [...built, ...built])
    await remove('docker', ['image', 'rm', '--no-prune', '--force', id]).catch(() => {})
})

const docker = (...args: readonly string[]) => execFileSync('docker', args, { stdio: 'pipe' }).toString()

/** The tiny benchmark whose model is built from a Dockerfile of the repository. */
async function startBuilding(
  name: string,
  era: Era = 'container',
): Promise<Owner & { readonly reference: string }> {
  const owner = await startOwner({
    era,
    image,
    files: { 'model/Dockerfile': `FROM ${BUSYBOX}\nENV BUILT=${name}\n` },
  })
  const reference = `${registry.host}/tiny/${name}`
  const yaml = await owner.read('benchmark.yaml')
  const config = 'config: model/container_config.yaml'
  await owner.write('benchmark.yaml', yaml.replace(config, `${config}\n  build: model/`))
  const model = await owner.read('model/container_config.yaml')
  await owner.write('model/container_config.yaml', model.replace(image, `${reference}:9`))
  return { ...owner, reference }
}

/** The job that tests: it holds no MedPerf credential. */
async function testJob(
  owner: Owner,
  inputs: Readonly<Record<string, string>> = {},
  event?: ReturnType<typeof pullRequestEvent>,
) {
  const run = await owner.run({
    inputs: { mode: 'test', ...inputs },
    ...(event === undefined ? {} : { event }),
  })
  const id = run.report?.containers.find(({ role }) => role === 'reference_model')?.imageId
  if (id !== undefined) built.add(id)
  await owner.write('report.json', JSON.stringify(run.report))
  return { run, id }
}

/** The job that registers: it has no engine. */
const submitJob = (owner: Owner) =>
  owner.run({
    action: 'submit',
    inputs: { ...owner.inputs, report: 'report.json' },
    env: { DOCKER_HOST: 'unix:///nowhere' },
  })

const tags = async (reference: string): Promise<readonly string[]> => {
  const [host, ...path] = reference.split('/')
  const answer = (await (await fetch(`http://${host}/v2/${path.join('/')}/tags/list`)).json()) as {
    tags?: string[]
  }
  return answer.tags ?? []
}

test('one job builds, tests and pushes, the other registers exactly that image, without an engine', async () => {
  await using owner = await startBuilding('split')
  const pull = await testJob(owner, { 'push-images': 'true' }, pullRequestEvent())
  expect(pull.run.code).toBe(0)
  expect(await tags(owner.reference)).toEqual([])

  const { run, id } = await testJob(owner, { 'push-images': 'true' })
  expect(run.said).not.toMatch(/^(error|warning)/m)
  expect(await tags(owner.reference)).toEqual([BASE_SHA])
  expect(await owner.rows('benchmarks')).toEqual([])

  const submitted = await submitJob(owner)
  expect(submitted.said).not.toMatch(/^(error|warning)/m)
  expect(submitted.code).toBe(0)
  const model = (await owner.rows('mlcubes')).find(({ name }) => name === 'tiny-model')
  expect(model?.['container_config']).toMatchObject({ image: `${owner.reference}:${BASE_SHA}` })
  const answer = await fetch(`http://${registry.host}/v2/tiny/split/manifests/${BASE_SHA}`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  })
  expect(answer.headers.get('docker-content-digest')).toBe(model?.['image_hash'])
  expect(((await answer.json()) as { config: { digest: string } }).config.digest).toBe(id)

  const again = await submitJob(owner)
  expect(again.code).toBe(0)
  expect(again.summary).toContain('nothing was written')
})

test('a build of what is not there any more is not registered, whatever its report says', async () => {
  await using owner = await startBuilding('changed')
  const { run } = await testJob(owner, { 'push-images': 'true' })
  expect(run.report?.sources?.map(({ path }) => path)).toContain('model')
  await owner.write('model/Dockerfile', `FROM ${BUSYBOX}\nENV BUILT=another\n`)
  const refused = await submitJob(owner)
  expect(refused.code).toBe(1)
  expect(refused.said).toMatch(
    /the reference model's build context `model` is another than the tested: in contents, names or modes/,
  )
  expect(await owner.rows('benchmarks')).toEqual([])

  // The older build is in the registry under its own commit, and stays there.
  await owner.write('model/Dockerfile', `FROM ${BUSYBOX}\nENV BUILT=changed\n`)
  await owner.write('report.json', JSON.stringify({ ...run.report, commit: HEAD_SHA }))
  const later = await owner.run({
    action: 'submit',
    inputs: { ...owner.inputs, report: 'report.json' },
    event: pushEvent({ sha: HEAD_SHA }),
    env: { DOCKER_HOST: 'unix:///nowhere' },
  })
  expect(later.said).toMatch(/the image that was built and tested as .*\/tiny\/changed:9 is in no registry/)
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('a second build of the same commit is pushed and found under a tag that names it too', async () => {
  await using owner = await startBuilding('twice')
  await testJob(owner, { 'push-images': 'true' })
  await owner.write('model/Dockerfile', `FROM ${BUSYBOX}\nENV BUILT=another\n`)
  const { id } = await testJob(owner, { 'push-images': 'true' })
  const tag = `${BASE_SHA}-${id?.slice(7, 19)}`
  expect([...(await tags(owner.reference))].toSorted()).toEqual([BASE_SHA, tag])
  const run = await submitJob(owner)
  expect(run.code).toBe(0)
  const model = (await owner.rows('mlcubes')).find(({ name }) => name === 'tiny-model')
  expect(model?.['container_config']).toMatchObject({ image: `${owner.reference}:${tag}` })
})

test('what was built and not pushed is not registered: the error says how the other job pushes it', async () => {
  await using owner = await startBuilding('missing')
  const { run } = await testJob(owner)
  expect(run.code).toBe(0)
  const before = await owner.rows('mlcubes')
  const refused = await submitJob(owner)
  expect(refused.code).toBe(1)
  expect(refused.outputs['verdict']).toBe('error')
  expect(refused.said).toMatch(/the image that was built and tested as .*\/tiny\/missing:9 is in no registry/)
  expect(refused.said).toContain('push-images: true')
  expect([await owner.rows('mlcubes'), await owner.rows('benchmarks')]).toEqual([before, []])

  // Another image under the commit's tag is not the one that was tested.
  docker('tag', await busyboxImage(), `${owner.reference}:${BASE_SHA}`)
  docker('push', '--quiet', `${owner.reference}:${BASE_SHA}`)
  docker('image', 'rm', '--no-prune', `${owner.reference}:${BASE_SHA}`)
  const wrong = await submitJob(owner)
  expect(wrong.said).toMatch(/is in no registry/)
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('a registry that refuses the push: the job fails with what to do, after the report of the test', async () => {
  await using closed = await startRegistry({
    // The password is `secret`.
    login: { user: 'ada', bcrypt: '$2b$05$DVJW2QKOuUsVxI7jq0hVdOQn9mGxrxPXW3xtl5sXU7eKl8Lh7oeYq' },
  })
  await using owner = await startBuilding('closed')
  const model = await owner.read('model/container_config.yaml')
  await owner.write(
    'model/container_config.yaml',
    model.replace(owner.reference, `${closed.host}/tiny/closed`),
  )
  const { run } = await testJob(owner, { 'push-images': 'true' })
  expect(run.code).toBe(1)
  expect(run.outputs['verdict']).toBe('error')
  expect(run.report?.verdict).toBe('passed')
  expect(run.said).toMatch(/^error What was built is not in its registry: .*cannot be pushed/m)
  expect(run.said).toContain('docker/login-action')
  const whole = await owner.run()
  expect(whole.code).toBe(1)
  expect(whole.said).toMatch(/^error Nothing was registered: .*cannot be pushed/m)
  expect(await owner.rows('benchmarks')).toEqual([])
})

test('a tag that was moved between the test and the registration is an error with both digests', async () => {
  const moving = `${registry.host}/tiny/moving:1`
  const push = (id: string) => {
    docker('tag', id, moving)
    docker('push', '--quiet', moving)
    docker('image', 'rm', '--no-prune', moving)
  }
  push(await busyboxImage())
  await using owner = await startOwner({ era: 'container', image: moving })
  const { run: tested } = await testJob(owner)
  const container = docker('create', await busyboxImage(), 'true').trim()
  const other = docker('commit', container).trim()
  docker('rm', container)
  built.add(other)
  push(other)
  const run = await submitJob(owner)
  expect(run.code).toBe(1)
  // Pulled by the test, and known by its digest alone since the tag was taken away.
  docker('image', 'rm', '--no-prune', `${moving.replace(/:1$/, '')}@${tested.report?.containers[0]?.digest}`)
  expect(run.said).toMatch(/the image digest: tested was sha256:[0-9a-f]{64}, now it is sha256:[0-9a-f]{64}/)
  expect(await owner.rows('benchmarks')).toEqual([])
})

/** The image of a registered container under the name that a client of its era pulls. */
async function readName(row: Readonly<Record<string, unknown>> | undefined): Promise<string> {
  const address = row?.['git_mlcube_url']
  const config =
    typeof address === 'string'
      ? await (await fetch(address)).text()
      : JSON.stringify(row?.['container_config'])
  return /"?image"?: ?"?([^\s",]+)/.exec(config)?.[1] ?? ''
}

/** What a client that pulls a reference compares with what is registered (docs/medperf.md 11.4). */
function pull(reference: string, era: Era): string {
  docker('pull', '--quiet', reference)
  const format = era === 'mlcube' ? '{{.Id}}' : '{{index .RepoDigests 0}}'
  const found = docker('image', 'inspect', '--format', format, reference).trim()
  docker('image', 'rm', '--no-prune', reference)
  return found.replace(era === 'mlcube' ? 'sha256:' : /^.*@/, '')
}

describe.each(eras)('a build that is registered on a server of the %s era', (era) => {
  test('can be pulled under the name that its clients read, and stays while nothing changes', async () => {
    await using owner = await startBuilding(`pulled-${era}`, era)
    // A builder that keeps its layers, as a machine of one's own does, makes the same image again.
    const kept = `medperf-test/kept-${era}:1`
    docker('build', '--quiet', '--tag', kept, `${owner.workspace}/model`)
    built.add(kept)
    const first = await owner.run()
    expect(first.said).not.toMatch(/^error/m)
    expect(first.code).toBe(0)
    const id = first.report?.containers.find(({ role }) => role === 'reference_model')?.imageId ?? ''
    built.add(id)
    const model = async () => (await owner.rows('mlcubes')).find(({ name }) => name === 'tiny-model')
    const row = await model()
    expect(pull(await readName(row), era)).toBe(row?.['image_hash'])
    const before = [await owner.rows('mlcubes'), await owner.rows('benchmarks')]

    // No lock is committed, which is the default.
    const asked = await owner.run({ event: pullRequestEvent() })
    expect(asked.report?.plan?.actions.map(({ verdict }) => verdict)).toEqual([
      ...['reuse', 'reuse', 'reuse'],
      'nothing to do',
    ])
    expect(asked.report?.plan?.actions.every(({ unsure }) => unsure === undefined)).toBe(true)
    const held = await tags(owner.reference)
    const again = await owner.run({ event: pushEvent({ sha: HEAD_SHA }) })
    expect(again.code).toBe(0)
    expect(again.summary).toContain('nothing was written')
    expect([await owner.rows('mlcubes'), await owner.rows('benchmarks')]).toEqual(before)
    expect(await tags(owner.reference)).toEqual(held)
  })

  test('is a new version, or refused before anything is written, once it is another image', async () => {
    await using owner = await startBuilding(`other-${era}`, era)
    const first = await owner.run()
    expect(first.code).toBe(0)
    await owner.write('model/Dockerfile', `FROM ${BUSYBOX}\nENV BUILT=later-${era}\n`)
    const asked = await owner.run({ event: pullRequestEvent() })
    for (const { report } of [first, asked])
      built.add(report?.containers.find(({ role }) => role === 'reference_model')?.imageId ?? '')
    const { actions = [], issues = [], blocked } = asked.report?.plan ?? {}
    const action = actions.find(({ role }) => role === 'reference_model')
    expect(action).toMatchObject({ verdict: 'needs a new version', name: 'tiny-model-v2' })
    expect(action?.unsure).toBeUndefined()
    const merged = await owner.run({ event: pushEvent({ sha: HEAD_SHA }) })
    const names = (await owner.rows('mlcubes')).map(({ name }) => name)
    if (era === 'mlcube') {
      // Its clients would pull the name in the configuration, which is the first build's.
      expect(issues).toContainEqual(
        expect.objectContaining({ severity: 'error', code: 'tag-taken', role: 'reference_model' }),
      )
      expect(blocked).toBe(true)
      expect(merged.code).toBe(1)
      expect(names).not.toContain('tiny-model-v2')
      return
    }
    expect(merged.code).toBe(0)
    const row = (await owner.rows('mlcubes')).find(({ name }) => name === 'tiny-model-v2')
    expect(pull(await readName(row), era)).toBe(row?.['image_hash'])
  })
})
