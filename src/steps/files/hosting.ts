import type { Component } from '../../benchmark/benchmark.ts'
import { ExpectedError } from '../../facts/error.ts'

/** A file of a component; that one of a registered component is not the registered one, nobody can put right in benchmark.yaml. */
export async function asHosted<T>({ registered }: Component, fetching: Promise<T>): Promise<T> {
  try {
    return await fetching
  } catch (error) {
    if (registered === undefined || !(error instanceof ExpectedError) || error.kind !== 'hash') throw error
    throw new ExpectedError('hash', error.message, {
      hint: `It is registered as part of ${registered.uid} with that hash, so hospitals cannot use it either: tell its owner, or name another container.`,
      place: error.place,
      cause: error,
    })
  }
}
