import type { Benchmark } from '../benchmark/benchmark.ts'
import { listNamedPaths } from '../benchmark/named-paths.ts'
import { ExpectedError } from '../facts/error.ts'
import { type HashedTrees, hashTrees } from '../files/tree-hash.ts'
import type { Source } from '../report/report.ts'

/** What the repository holds of a benchmark, or why nobody can say. */
interface Checkout {
  readonly sources?: readonly Source[]
  readonly hashes: HashedTrees['hashes']
  readonly notices: readonly string[]
}

/**
 * Hashes what the repository holds of a benchmark. A test goes on without: its own steps say what they cannot read, and a build
 * may ignore it.
 */
export async function hashCheckout(
  benchmark: Benchmark,
  repository: string,
  signal: AbortSignal,
): Promise<Checkout> {
  try {
    const { trees, hashes } = await hashTrees(listNamedPaths(benchmark, repository), { signal })
    return { sources: trees, hashes, notices: [] }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const notice = `What the repository holds could not be hashed, so \`submit/\` does not take this report: ${error.message}.`
    return { hashes: new Map(), notices: [notice] }
  }
}
