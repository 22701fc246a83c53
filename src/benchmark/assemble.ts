import { type Finding, wrongKey } from '../containers/finding.ts'
import type { Problem } from '../facts/problem.ts'
import { ROLES, type Role } from '../facts/role.ts'
import type { GivenUids } from '../facts/uids.ts'
import type { Mapping } from '../yaml/value.ts'
import type { YamlRead } from '../yaml/yaml.ts'
import { readAssociations } from './associations.ts'
import type { Benchmark, Component } from './benchmark.ts'
import { readComponent } from './component/component.ts'
import type { Lookups } from './component/lookup.ts'
import type { Context } from './context.ts'
import { readDemoDataset } from './demo-dataset.ts'
import { readGates } from './gates.ts'
import { readLimits } from './limits.ts'
import { positionOf, problemAt, type ReadFile, toProblem } from './problems.ts'
import { type BenchmarkFile, BenchmarkSchema } from './schema.ts'
import { schemaFindings } from './schema-findings.ts'
import { checkName, checkText, checkWebAddress } from './texts.ts'

/** Where benchmark.yaml lies: `file` and its `folder` are relative to the repository, which is absolute. */
export interface Location {
  readonly repository: string
  readonly file: string
  readonly folder: string
  readonly lookups: Lookups
}

export interface Assembled {
  readonly benchmark?: Benchmark
  readonly name?: string
  readonly problems: readonly Problem[]
  /** Present where all that is wrong is that registered components could not be read. */
  readonly unread?: Pick<Problem, 'message' | 'hint'>
}

/** Turns the mapping of a benchmark.yaml into a benchmark; parts whose shape is right are checked even if others are not. */
export function assemble(
  document: YamlRead,
  value: Mapping,
  { repository, file, folder, lookups }: Location,
): Assembled {
  const read: ReadFile = { file, placeOf: document.placeOf }
  const shape = schemaFindings(value)
  const version = shape.filter(({ path }) => path[0] === 'version')
  const foreign = value['version'] !== undefined && version.length > 0
  if (foreign) return { problems: version.map((finding) => toProblem(read, finding)) }
  const section = sectionsOf(value)
  const run = section('run') ?? {}
  const context: Context = {
    repository,
    folder,
    runtime: run.runtime ?? 'auto',
    hasAsset: hasAsset(section('reference_model'), lookups),
    inOperation: section('submit')?.state !== 'development',
    lookups,
    findings: [...shape],
    problems: [],
    unread: [],
  }
  const parts = readParts(section, read, context)
  const own = context.findings.map((finding) => toProblem(read, finding))
  const problems = unique([...duplicates(file, document), ...own].toSorted(byPlace).concat(context.problems))
  const name = section('name')
  const named = name === undefined ? {} : { name }
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [unread] = errors.length === context.unread.length ? errors : []
  if (parts === undefined || errors.length > 0)
    return { ...named, problems, ...(unread === undefined ? {} : { unread }) }
  return { ...named, problems, benchmark: { config: file, runtime: context.runtime, ...parts } }
}

function hasAsset(
  model: BenchmarkFile['reference_model'] | undefined,
  { reference_model: found }: Lookups,
): Context['hasAsset'] {
  if (model?.uid === undefined) return model?.asset !== undefined
  return found?.kind === 'read' ? found.asset !== undefined : 'unknown'
}

type Sections = <K extends keyof BenchmarkFile>(key: K) => BenchmarkFile[K] | undefined

/** Looks at one top-level key, whose value is given only if its shape is right. */
const sectionsOf =
  (value: Mapping): Sections =>
  (key) => {
    const parsed = BenchmarkSchema.shape[key].safeParse(value[key])
    return parsed.success ? (parsed.data as BenchmarkFile[typeof key]) : undefined
  }

function readParts(
  section: Sections,
  read: ReadFile,
  context: Context,
): Omit<Benchmark, 'config' | 'runtime'> | undefined {
  const { findings } = context
  const [name, description, docsUrl, demo] = [
    section('name'),
    section('description'),
    section('docs_url'),
    section('demo_dataset'),
  ]
  if (name !== undefined) checkName(name, ['name'], findings)
  if (description !== undefined) checkText(description, ['description'], 256, findings)
  if (docsUrl !== undefined && docsUrl !== '') checkWebAddress(docsUrl, ['docs_url'], 100, findings)
  const demoDataset = demo && readDemoDataset(demo, (path) => positionOf(read, path, 'value'), context)
  const components = readComponents(section, context)
  const rest = {
    limits: readLimits(section('run') ?? {}, findings),
    gates: readGates(section('metrics') ?? {}, (path) => positionOf(read, path, 'key'), findings),
    submit: { state: section('submit')?.state ?? 'operation' },
    associations: readAssociations(section('associations') ?? {}, findings),
  }
  if (name === undefined || demoDataset === undefined || components === undefined) return undefined
  return {
    name,
    ...(description === undefined ? {} : { description }),
    ...(docsUrl === undefined || docsUrl === '' ? {} : { docsUrl }),
    ...{ demoDataset, components, ...rest },
  }
}

function readComponents(section: Sections, context: Context): Benchmark['components'] | undefined {
  const components = ROLES.flatMap((role) => {
    const written = section(role)
    const component = written && readComponent(role, written, section('name'), context)
    return component === undefined ? [] : [component]
  })
  // One registered container may play two parts; that a name is taken by one, the plan sees.
  checkDistinct(
    components.filter(({ registered }) => registered === undefined),
    context.findings,
  )
  if (components.length < ROLES.length) return undefined
  return Object.fromEntries(components.map((component) => [component.role, component])) as Record<
    Role,
    Component
  >
}

/** The uids that a benchmark.yaml names, as far as its shape is right. */
export const uidsIn = (value: Mapping): GivenUids => {
  const section = sectionsOf(value)
  return Object.fromEntries(
    ROLES.flatMap((role) => {
      const uid = section(role)?.uid
      return uid === undefined ? [] : [[role, uid]]
    }),
  )
}

function checkDistinct(components: readonly Component[], findings: Finding[]): void {
  components.forEach(({ role, name }, at) => {
    const twin = components.slice(0, at).find((other) => other.name === name)
    if (twin === undefined) return
    const why = `\`${twin.role}\` and \`${role}\` have the same name ${name}, and names are unique on the server`
    findings.push(wrongKey([role, 'name'], why, 'Give each its own `name`.'))
  })
}

const duplicates = (file: string, document: YamlRead): readonly Problem[] =>
  document.duplicates.map(({ name, line, column }) =>
    problemAt(file, 'error', `the key \`${name}\` is there twice`, 'Keep one of the two.', { line, column }),
  )

const byPlace = (a: Problem, b: Problem) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

/** One file may be used for two roles, and what is wrong with it is said once. */
const unique = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]
