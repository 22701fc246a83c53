import type { Image } from '../engines/engine.ts'
import type { Context } from './context.ts'

/** Asks the engine, before the first task, whether it sees what the tasks will be given; see `Launcher.checkFiles`. */
export async function checkFiles(
  { engine, folders: { work }, label }: Pick<Context, 'engine' | 'folders' | 'label'>,
  image: Image | undefined,
  mounted: readonly string[],
): Promise<void> {
  if (image === undefined) return
  const others = mounted.filter((path) => !path.startsWith(`${work}/`))
  await engine.checkFiles(image, { work, others: [...new Set(others)] }, label)
}
