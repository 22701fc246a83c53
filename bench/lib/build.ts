import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** Bundles entries as `dist/` is bundled, so that what is measured starts as the action does. */
export async function build(input: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const bundle = await rolldown({ input: { ...input }, platform: 'node' })
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: join('chunks', '[name].js'),
  })
  await bundle.close()
}
