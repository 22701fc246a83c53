import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ROOT } from '../../stand-ins/action-file.ts'
import { freePort } from '../../stand-ins/registry.ts'
import { DEMO_WORLD, demoJobs } from '../demo-jobs.ts'
import { type Ports, playScenario } from './play.ts'
import { READER, REFUSALS } from './refusals.ts'
import type { Scenario } from './scenario.ts'
import { SIGN_IN, SUBMISSIONS } from './submissions.ts'

/*
 * Tells whether the `dist/` of another checkout does the same as ours: runs the same jobs with both, writes down all that
 * can be seen of them (comments, logs, summaries, outputs, reports, each request to each server), and shows what differs
 * but for times, measured figures and what is drawn by chance.
 */

const USAGE = 'Usage: script/same-demo CHECKOUT [SCENARIO...]'

const KEPT = join(ROOT, '.tools', 'same-demo')

const DEMO: Scenario = { name: 'demo', era: 'model', github: DEMO_WORLD, jobs: demoJobs }

const SCENARIOS = [DEMO, REFUSALS, READER, ...SUBMISSIONS, SIGN_IN]

const choosePorts = async (): Promise<Ports> => ({
  github: await freePort(),
  medperf: await freePort(),
  registry: await freePort(),
  files: await freePort(),
})

/** Plays a scenario with both builds; undefined where they do the same, else what differs. */
async function compare(scenario: Scenario, other: string): Promise<string | undefined> {
  const ports = await choosePorts()
  for (const [side, checkout] of [['other', other] as const, ['this', ROOT] as const])
    await playScenario(scenario, checkout, ports, join(KEPT, side, scenario.name))
  const { status, stdout, stderr } = spawnSync(
    'diff',
    ['-ruN', `other/${scenario.name}`, `this/${scenario.name}`],
    { cwd: KEPT, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (status === 0) return undefined
  return status === 1 ? stdout : `diff failed: ${stderr}`
}

async function main([given = '', ...names]: readonly string[]): Promise<number> {
  const other = resolve(given)
  const scenarios = SCENARIOS.filter(({ name }) => names.length === 0 || names.includes(name))
  const unknown = names.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name))
  if (given === '' || !existsSync(join(other, 'action.yml')) || unknown.length > 0) {
    console.error(`${USAGE}\nScenarios: ${SCENARIOS.map(({ name }) => name).join(', ')}`)
    return 2
  }
  execFileSync(join(ROOT, 'script', 'example-images'), { stdio: 'inherit' })
  rmSync(KEPT, { recursive: true, force: true })
  let different = 0
  for (const scenario of scenarios) {
    const difference = await compare(scenario, other)
    console.log(`${scenario.name}: ${difference === undefined ? 'the same' : 'DIFFERENT'}`)
    if (difference === undefined) continue
    different++
    console.log(difference)
  }
  console.log(`What was seen is in ${KEPT}`)
  return different === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
