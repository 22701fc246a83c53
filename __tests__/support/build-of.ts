import type { Build } from '../../src/facts/build.ts'

/** The build of a context by the Dockerfile at its top, or otherwise. */
export const buildOf = (context: string, more: Partial<Build> = {}): Build => ({
  context,
  dockerfile: 'Dockerfile',
  args: [],
  ...more,
})
