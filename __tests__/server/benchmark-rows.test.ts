import { describe, expect, it } from 'vitest'
import { ERAS } from '../../src/medperf/era.ts'
import { assumeRules } from '../../src/medperf/rules.ts'
import { createBenchmarkSchema } from '../../src/server/schemas.ts'

const ROW = {
  id: 7,
  name: 'b',
  owner: 3,
  state: 'OPERATION',
  is_valid: true,
  is_active: true,
  approval_status: 'APPROVED',
  approved_at: null,
  description: '',
  docs_url: '',
  demo_dataset_tarball_url: 'https://files.example.org/demo.tar.gz',
  demo_dataset_tarball_hash: 'a',
  demo_dataset_generated_uid: 'b',
  metadata: {},
  topology: 'end_to_end_script',
  data_preparation_mlcube: 2,
  reference_model: 4,
  reference_model_mlcube: 4,
}

describe.each(ERAS)('a benchmark on a server of the %s era', (era) => {
  const schema = createBenchmarkSchema(assumeRules(era))

  it.each<[string, object]>([
    ['null', { data_evaluator_mlcube: null }],
    ['left out', {}],
  ])('may be without an evaluator: %s', (_, parts) => {
    const { components } = schema.parse({ ...ROW, ...parts, benchmark_script: 5 })
    expect(components).toMatchObject({ data_preparator: 2, reference_model: 4 })
    expect(components).not.toHaveProperty('evaluator')
    expect(components.benchmark_script).toBe(assumeRules(era).topology ? 5 : undefined)
  })

  it('is none without a preparator or a model', () => {
    for (const key of ['data_preparation_mlcube', assumeRules(era).modelKey]) {
      expect(schema.safeParse({ ...ROW, data_evaluator_mlcube: 6, [key]: null }).success).toBe(false)
    }
  })

  it('tells who is in its committee, where it tells', () => {
    expect(schema.parse({ ...ROW, committee_members: [9, 8] }).committee).toEqual([9, 8])
    expect(schema.parse(ROW)).not.toHaveProperty('committee')
  })
})
