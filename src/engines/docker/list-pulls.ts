import type { Coming } from '../engine.ts'
import type { Pull } from '../pull-size.ts'
import { listBases, readDockerfile } from './dockerfile.ts'
import { inspectImage } from './inspect.ts'

/**
 * What Docker or Podman will pull for what is coming: images by reference, as `expect` says, and the bases of builds, which
 * they pull only where they have none of that name.
 */
export async function listPulls(
  command: string,
  coming: readonly Coming[],
  expect: (command: string, reference: string) => Promise<Pull | undefined>,
): Promise<readonly Pull[]> {
  const found = await Promise.all(
    coming.map(async (one) => {
      if ('reference' in one) return [await expect(command, one.reference)]
      return Promise.all(listBases(readDockerfile(one.context)).map((base) => basePull(command, base)))
    }),
  )
  return found.flat().flatMap((pull) => pull ?? [])
}

async function basePull(command: string, reference: string): Promise<Pull | undefined> {
  return (await inspectImage(command, reference)) === undefined ? { reference } : undefined
}
