import * as z from 'zod'
import type { ServerRules } from '../medperf/rules.ts'
import { API } from './detect.ts'
import { expectAnswer } from './explain.ts'
import { readAll } from './paging.ts'
import { PageSchema } from './schemas.ts'
import type { Transport } from './transport.ts'

/** The part of a data set that anybody may read (docs/medperf.md 8.1). */
const DataSetSchema = z
  .object({ id: z.int().min(1), data_preparation_mlcube: z.int().min(1) })
  .transform((row) => ({ uid: row.id, preparator: row.data_preparation_mlcube }))

/**
 * How many data sets were prepared with a container, as its owner may ask (docs/medperf.md 3.2, row 12); undefined where the
 * server does not tell. The mlcube era does not tell once the container is in OPERATION, but shows everybody all data sets
 * (row 22).
 */
export async function countPrepared(
  rules: ServerRules,
  send: Transport,
  container: number,
): Promise<number | undefined> {
  const answer = await send('GET', `${API}mlcubes/${container}/datasets/?limit=1&offset=0`)
  if (answer.status === 200) return expectAnswer(answer, PageSchema).count
  if (rules.containers === 'json' || answer.status !== 400) return undefined
  const all = await readAll(
    (offset, limit) => send('GET', `${API}datasets/?limit=${limit}&offset=${offset}`),
    DataSetSchema,
  )
  return all.filter(({ preparator }) => preparator === container).length
}
