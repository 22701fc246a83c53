import * as z from 'zod'
import { ExpectedError } from '../../facts/error.ts'
import { isRoot } from '../../files/container-user.ts'
import { parseAnswer } from '../answer.ts'
import { runProcess } from '../process/process.ts'

const OptionsSchema = z.array(z.string())

/**
 * Throws an ExpectedError of kind `engine` where we are root, so that files are given to the user of the containers, and Docker
 * has other users under these numbers.
 */
export async function checkUsers(command: string, title: string): Promise<void> {
  if (!isRoot()) return
  const asked = ['info', '--format', '{{json .SecurityOptions}}']
  const { stdout } = await runProcess(command, asked, { timeout: 10_000 })
  const options = OptionsSchema.safeParse(parseAnswer(stdout)).data ?? []
  const how = Object.entries(MAPPINGS).find(([name]) =>
    options.some((option) => option.startsWith(name)),
  )?.[1]
  if (how === undefined) return
  throw new ExpectedError(
    'engine',
    `this runner is root, and ${title} ${how}: it has other users than this machine, so no container could use the files of this run`,
    {
      hint: 'Let the runner be the user that Docker runs as, or an ordinary user of a machine whose Docker maps no users.',
    },
  )
}

const MAPPINGS = { 'name=rootless': 'runs without root', 'name=userns': 'maps users (`userns-remap`)' }
