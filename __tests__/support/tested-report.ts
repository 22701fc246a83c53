import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listNamedPaths } from '../../src/benchmark/named-paths.ts'
import { readBenchmark } from '../../src/benchmark/read.ts'
import { ROLES } from '../../src/facts/role.ts'
import { ALL_TASKS } from '../../src/facts/task.ts'
import { hashFolder } from '../../src/files/folder-hash.ts'
import { hashTrees } from '../../src/files/tree-hash.ts'
import type { Job } from '../../src/job/job.ts'
import { runSubmit } from '../../src/modes/submit.ts'
import { buildReport } from '../../src/report/build.ts'
import type { Report } from '../../src/report/report.ts'
import { collectEvidence } from '../../src/steps/evidence.ts'
import { HEAD_SHA } from '../../stand-ins/events.ts'
import { type TempFolder, tempWorkspace } from '../../stand-ins/workspace.ts'
import { TOY } from '../benchmark/toy.ts'
import { jobOn } from '../lookup/job.ts'
import { CONFIG, image, served, sha256, startFakeRegistry } from '../registry/fake-registry.ts'

/** The ID of the image that the test built. */
export const BUILT = `sha256:${'d'.repeat(64)}`

export const RUN: NonNullable<Job['run']> = {
  id: 8_150,
  number: 815,
  attempt: 1,
  url: 'https://github.com/acme/wdbc/actions/runs/8150',
  workflow: 'benchmark',
  job: 'test',
}

/** A checkout whose benchmark builds its model, its registry, and what its test wrote. */
export interface TestedCheckout extends AsyncDisposable {
  readonly path: string
  readonly report: Report
  write(path: string, text: string): void
  read(path: string): string
  /** What `submit` makes of a report.json there, on a pull request: nothing is asked but the registry. */
  submit(text: string, change?: Partial<Job>): Promise<Report>
}

/** Tests a benchmark as far as that goes without an engine: what containers would have found is made up. */
export async function testCheckout(
  tags: Readonly<Record<string, string>> = { [HEAD_SHA]: BUILT },
): Promise<TestedCheckout> {
  const manifests = Object.entries(tags).map(([tag, id]) => [tag, image(undefined, id)])
  const registry = await startFakeRegistry(served({ '1.0.0': image(), ...Object.fromEntries(manifests) }))
  const workspace = await tempWorkspace(TOY, {
    'model/Dockerfile': 'FROM busybox\nCOPY infer.py /app/\n',
    'model/infer.py': 'print(1)\n',
  })
  const at = (path: string) => join(workspace.path, path)
  const read = (path: string) => readFileSync(at(path), 'utf8')
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), text)
  }
  for (const part of ['prep', 'model', 'metrics']) {
    const config = `${part}/container_config.yaml`
    write(config, read(config).replace('registry.example.org/toy', `${registry.host}/toy`))
  }
  const build = 'config: model/container_config.yaml'
  write(
    'benchmark.yaml',
    `${read('benchmark.yaml').replace(build, `${build}\n  build: model/`)}\nmetrics:\n  accuracy: { min: 0.5 }\n`,
  )
  return {
    path: workspace.path,
    report: await testedReport(workspace),
    write,
    read,
    submit(text, change) {
      write('tested/report.json', text)
      return runSubmit(
        jobOn(workspace.path, { run: RUN, report: 'tested/report.json', ...change }),
        undefined,
      )
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([registry[Symbol.asyncDispose](), workspace[Symbol.asyncDispose]()])
    },
  }
}

async function testedReport({ path }: TempFolder): Promise<Report> {
  const { benchmark, problems } = readBenchmark({ repository: path, config: 'benchmark.yaml' })
  if (benchmark === undefined) throw new Error(JSON.stringify(problems))
  const pulled = { runBy: 'x', configDigest: CONFIG, registryDigest: sha256(JSON.stringify(image())) }
  const built = { runBy: 'y', configDigest: BUILT }
  const { trees } = await hashTrees(listNamedPaths(benchmark, path))
  const demo = await hashFolder([join(path, 'demo')])
  const found = collectEvidence(benchmark, {
    steps: ['fetch' as const, ...ALL_TASKS]
      .filter((name) => name !== 'run_script')
      .map((name) => ({ name, status: 'passed', seconds: 1, logTail: [] })),
    fetched: {
      demo: { paths: { data: '', labels: '' }, sha256: demo, inputDataHash: demo },
      images: Object.fromEntries(ROLES.map((role) => [role, role === 'reference_model' ? built : pulled])),
      additionalHashes: { reference_model: await hashFolder([join(path, 'model/weights')]) },
      imageHashes: {},
    },
    generatedUid: 'e'.repeat(64),
    results: { accuracy: 0.9 },
    notices: [],
  })
  return buildReport({
    actionVersion: '1.0.0',
    config: 'benchmark.yaml',
    benchmark,
    problems: [],
    ...found,
    sources: trees,
    host: { cpus: 2, memory: 1, gpus: 0 },
    startedAt: '2026-11-24T10:00:00Z',
    seconds: 6,
    commit: HEAD_SHA,
    run: RUN,
  })
}
