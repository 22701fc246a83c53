import type { Component } from '../../benchmark/benchmark.ts'
import { StepFailure } from '../../facts/failure.ts'

/** A file of a component; that one of a registered component is not the registered one, nobody can put right in benchmark.yaml. */
export async function asHosted<T>({ registered }: Component, fetching: Promise<T>): Promise<T> {
  try {
    return await fetching
  } catch (error) {
    if (registered === undefined || !(error instanceof StepFailure) || error.failure.kind !== 'hash')
      throw error
    throw new StepFailure(
      'hash',
      error.message,
      `It is registered as part of ${registered.uid} with that hash, so hospitals cannot use it either: tell its owner, or name another container.`,
      { cause: error },
    )
  }
}
