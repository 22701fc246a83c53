import type { Joining } from '../entities/requests.ts'
import type { Row } from '../fields/field.ts'
import { equals } from '../store/condition.ts'
import type { Store } from '../store/store.ts'

/** The newest request of a dataset or model to join a benchmark: the only one that counts (docs/medperf.md 7.1). */
export const newestRequest = (store: Store, joining: Joining, id: bigint, benchmark: bigint): Row | null =>
  store.first(joining.requests, equals({ [joining.key]: id, benchmark }), 'created_at DESC')

/** SQL for the ids of the things whose newest request to join one benchmark (the value to bind) is approved. */
export const approvedIn = ({ requests, key }: Joining): string => `SELECT ${key} FROM ${requests} AS newest
  WHERE benchmark = ? AND approval_status = 'APPROVED' AND NOT EXISTS (
    SELECT 1 FROM ${requests} AS later WHERE later.benchmark = newest.benchmark
    AND later.${key} = newest.${key} AND later.created_at > newest.created_at)`
