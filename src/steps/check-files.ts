import { mkdirSync } from 'node:fs'
import type { Context } from './context.ts'
import type { Ready } from './task.ts'

/** Asks the engine, before the first task, whether it sees what the tasks will be given; see `Engine.checkFiles`. */
export async function checkFiles(
  { engine, folders: { work }, label }: Pick<Context, 'engine' | 'folders' | 'label'>,
  { images, sources }: Ready,
): Promise<void> {
  const [image] = Object.values(images)
  if (image === undefined) return
  mkdirSync(work, { recursive: true })
  const mounted = [sources.rawData, sources.rawLabels, ...Object.values(sources.additionalFiles)]
  const others = mounted.filter((path) => !path.startsWith(`${work}/`))
  await engine.checkFiles(image, { work, others: [...new Set(others)] }, label)
}
