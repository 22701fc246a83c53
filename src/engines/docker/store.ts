import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import * as z from 'zod'
import { parseAnswer } from '../answer.ts'
import { runProcess } from '../process/process.ts'

const InfoSchema = z.tuple([z.string(), z.string()])

/**
 * The folder of this machine where Docker keeps images and what containers write besides their mounts; undefined where that
 * is not known, because the daemon is elsewhere or does not say.
 */
export async function findStore(command: string): Promise<string | undefined> {
  const { code, stdout } = await runProcess(
    command,
    ['info', '--format', '[{{json .Name}},{{json .DockerRootDir}}]'],
    { timeout: 10_000 },
  )
  if (code !== 0) return undefined
  const [name, folder = ''] = InfoSchema.safeParse(parseAnswer(stdout)).data ?? []
  return name === hostname() && folder !== '' && existsSync(folder) ? folder : undefined
}
