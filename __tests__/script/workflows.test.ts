import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { ROOT } from '../../stand-ins/action-file.ts'

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly needs?: readonly string[]
  readonly 'timeout-minutes'?: number
  readonly steps: readonly Step[]
}

interface Workflow {
  readonly permissions: unknown
  readonly concurrency: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = join(ROOT, '.github', 'workflows')
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  return { name, text, workflow: load(text) as Workflow }
})

test.each(workflows)(
  '$name gives no permission but those its jobs name, each with a reason',
  ({ text, workflow }) => {
    expect(workflow.permissions).toEqual({})
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeDefined()
    const grants = text.split('\n').filter((line) => /^ {6}[a-z-]+: (read|write)\b/.test(line))
    expect(grants.filter((line) => !/ # \S/.test(line))).toEqual([])
  },
)

test.each(workflows)('$name uses other actions by full commit, with the version beside it', ({ text }) => {
  const uses = [...text.matchAll(/uses: (.+)/g)].map(([, reference = '']) => reference)
  const unpinned = uses.filter(
    (reference) => reference !== './' && !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(reference),
  )
  expect(unpinned).toEqual([])
})

test.each(workflows)('$name runs no program that is known by its version alone', ({ text }) => {
  expect(text).not.toMatch(
    /\b(npx (?!--no-install|vitest)|pipx|uvx|go run|go install)\b|==\d|@(v\d+\.\d|latest)/,
  )
  for (const line of text.split('\n').filter((one) => /\bpip("| ) ?install\b/.test(one)))
    expect(line).toContain('--require-hashes')
})

test('what lints the workflows is held by hashes', () => {
  const read = (name: string) => readFileSync(join(ROOT, '.github', 'tools', name), 'utf8')
  const [, version] = /github\.com\/rhysd\/actionlint (v\S+)/.exec(read('go.mod')) ?? []
  expect(read('go.sum')).toMatch(
    new RegExp(`^github\\.com/rhysd/actionlint ${version?.replaceAll('.', '\\.')} h1:`, 'm'),
  )
  for (const line of read('zizmor.txt').trim().split('\n'))
    expect(line).toMatch(/^[a-z-]+==\S+ --hash=sha256:[0-9a-f]{64}$/)
})

test('a release is of the commit that was verified, and says what its dist/ was built from', () => {
  const text = workflows.find(({ name }) => name === 'release.yml')?.text ?? ''
  const publish = text.slice(text.indexOf('\n  publish:'))
  const order = ['script/release-tag', 'actions/attest@', '--draft ', 'script/release-tag', '--draft=false']
  let at = 0
  for (const word of order) {
    at = publish.indexOf(word, at + 1)
    expect(at, word).toBeGreaterThan(0)
  }
  expect(publish).toContain('dist/**')
})

test.each(workflows)('$name leaves no credentials in a checkout', ({ workflow }) => {
  const checkouts = Object.values(workflow.jobs)
    .flatMap((job) => job.steps)
    .filter((step) => step.uses?.startsWith('actions/checkout@'))
  for (const step of checkouts) expect(step.with?.['persist-credentials']).toBe(false)
})

test.each(workflows)('$name has a concurrency group, and every job ends', ({ workflow }) => {
  expect(workflow.concurrency).toBeDefined()
  for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
})

test.each(workflows.filter(({ workflow }) => 'all-tests-passed' in workflow.jobs))(
  '$name: the gate waits for every job',
  ({ workflow }) => {
    const { 'all-tests-passed': gate, ...others } = workflow.jobs
    expect(gate?.needs?.toSorted()).toEqual(Object.keys(others).toSorted())
  },
)

test('a pull request has two gates: one for the code, one for the action as it is used', () => {
  const gated = workflows
    .filter(({ workflow }) => 'all-tests-passed' in workflow.jobs)
    .map(({ name }) => name)
  expect(gated.toSorted()).toEqual(['ci.yml', 'e2e.yml'])
})
