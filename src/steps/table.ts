import type { Benchmark } from '../benchmark/benchmark.ts'
import { listFetchRows } from './fetch-rows.ts'
import type { Row } from './row.ts'
import { listTaskRows } from './task-rows.ts'

/** All that a check does, in an order in which each row stands behind what it waits for. */
export const listRows = (benchmark: Benchmark, sequential: boolean): readonly Row[] => [
  ...listFetchRows(benchmark),
  ...listTaskRows(benchmark, sequential),
]
