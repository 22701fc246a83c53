import { describe, expect, it } from 'vitest'
import { ERAS } from '../../../src/medperf/era.ts'
import type { ApplyOptions } from '../../../src/register/apply.ts'
import { exampleContainers, toyBenchmark, toyEvidence } from '../../medperf/toy.ts'
import { applyAs, serve } from './live.ts'

describe.each(ERAS)('apply beside strangers, %s era', (era) => {
  const server = serve(era)

  const apply = (user = 'testbo2', options: Partial<ApplyOptions> = {}) => applyAs(server(), user, options)

  it('refuses the content of a stranger, naming the uid to reuse', async () => {
    const theirs = { ...exampleContainers(era).evaluator, name: 'theirs' }
    const { json, status } = await server().send('testmo', 'POST', 'mlcubes/', theirs)
    expect(status).toBe(201)
    const failed = apply()
    await expect(failed).rejects.toMatchObject({
      kind: 'blocked',
      hint: expect.stringContaining(`uid: ${json['id']}`),
    })
    const reuse = toyEvidence(era, { evaluator: { uid: Number(json['id']), image: {} } })
    const applied = await apply('testbo2', { evidence: reuse })
    expect(applied.components.evaluator).toMatchObject({ uid: json['id'], name: 'theirs' })
    expect(applied.lock.components.evaluator?.given).toBe(true)
    expect((await apply('testbo2', { evidence: reuse, lock: applied.lock })).steps).toEqual([])
  })

  it('stops at a name that a stranger took after the look, and writes nothing more', async () => {
    const { evaluator } = exampleContainers(era)
    const hash = '5'.repeat(64)
    const theirs = { ...evaluator, image_hash: era === 'mlcube' ? hash : `sha256:${hash}` }
    const sent: string[] = []
    const failed = apply('testbo2', {
      onProgress({ phase, step }) {
        sent.push(`${phase} ${step.name}`)
      },
      client: await (async () => {
        const client = await server().client('testbo2')
        return {
          ...client,
          async create(collection, body) {
            const { name } = body as { readonly name: string }
            if (name === 'toy-metrics') await server().send('testmo', 'POST', 'mlcubes/', theirs)
            return client.create(collection, body)
          },
        }
      })(),
    })
    await expect(failed).rejects.toMatchObject({
      kind: 'blocked',
      message: expect.stringContaining('`toy-metrics` is taken by a container or model of user 5'),
    })
    expect(sent.at(-1)).toBe('sending toy-metrics')
    const renamed = toyBenchmark(era, { components: { evaluator: { name: 'toy-metrics-b' } } })
    const applied = await apply('testbo2', { benchmark: renamed })
    expect(applied.steps.map(({ name }) => name)).toEqual(['toy-metrics-b', 'toy-benchmark'])
  })
})
