import { type Finding, wrongKey } from '../containers/finding.ts'
import { joinFindings, makeRead } from '../containers/read.ts'
import { known } from '../facts/known.ts'
import type { Problem } from '../facts/problem.ts'
import { type Parts, ROLES } from '../facts/role.ts'
import type { GivenUids } from '../facts/uids.ts'
import type { Mapping } from '../yaml/value.ts'
import type { YamlPath, YamlRead } from '../yaml/yaml.ts'
import { checkDocsUrl } from './address/docs-url.ts'
import type { UrlRules } from './address/registered-url.ts'
import { readAssociations } from './associations.ts'
import type { Benchmark, Component } from './benchmark.ts'
import { findLookup } from './component/by-uid.ts'
import { readComponent } from './component/component.ts'
import type { Lookups } from './component/registration.ts'
import type { Fault, FileFault, Part, RuleContext } from './context.ts'
import { readDemoDataset } from './demo-dataset.ts'
import { readGates } from './gates.ts'
import { readLimits } from './limits.ts'
import { findPosition, problemAt, type ReadFile, toProblem } from './problems.ts'
import { type BenchmarkFile, BenchmarkSchema } from './schema.ts'
import { dropMisspelt, schemaFindings } from './schema-findings.ts'
import { checkName, checkText } from './texts.ts'
import { judgeTopology } from './topology/judge.ts'
import type { NamedParts } from './topology/named.ts'
import { refuseUnfilled, warnOfUnfilled } from './unfilled/unfilled.ts'

/** Where benchmark.yaml lies: `file` and its `folder` are relative to the repository, which is absolute. */
export interface Location extends UrlRules {
  readonly repository: string
  readonly file: string
  readonly folder: string
  readonly lookups: Lookups
  /** Whether this run registers what it reads. */
  readonly registers: boolean
}

/** What was found: a benchmark only where no problem is an error, its name where there is one. */
export interface BenchmarkRead {
  readonly benchmark?: Benchmark
  readonly name?: string
  readonly problems: readonly Problem[]
  /** Present where all that is wrong is that registered components could not be read. */
  readonly unread?: Pick<Problem, 'message' | 'hint'>
}

/** Turns the mapping of a benchmark.yaml into a benchmark; parts whose shape is right are checked even if others are not. */
export function assembleBenchmark(document: YamlRead, value: Mapping, location: Location): BenchmarkRead {
  const { file } = location
  const read: ReadFile = { file, placeOf: document.placeOf }
  const shape = schemaFindings(value)
  const version = shape.filter(({ path }) => path[0] === 'version')
  const foreign = value['version'] !== undefined && version.length > 0
  if (foreign) return { problems: version.map((finding) => toProblem(read, finding)) }
  const section = sectionsOf(value)
  const topology = judgeTopology(findNamed(section, value, location.lookups))
  const context = makeContext(section, topology.value ?? 'unknown', read, location)
  const parts = readParts(section, context)
  const faults: readonly Fault[] = [...shape, ...topology.findings, ...parts.findings]
  const findings = dropMisspelt(faults.flatMap((fault) => ('path' in fault ? [fault] : [])))
  const own = findings.map((finding) => toProblem(read, finding))
  const others = faults.flatMap((fault) => ('path' in fault ? [] : [fault]))
  const found = unique([...duplicates(file, document), ...own].toSorted(byPlace).concat(others))
  const problems = found.map((fault) => withoutBar(fault, location))
  const name = section('name')
  const errors = problems.filter(({ severity }) => severity === 'error')
  const [unread] = errors.length === countUnread(section, location) ? errors : []
  if (parts.value === undefined || errors.length > 0) return known({ name, problems, unread })
  const barred = listBarred(found)
  const benchmark = known({ config: file, runtime: context.runtime, ...parts.value, barred })
  return known({ name, problems, benchmark })
}

/** What can be tested only is an error where it is registered. */
const withoutBar = ({ bars, ...problem }: FileFault, { registers }: Location): Problem =>
  bars && registers ? { ...problem, severity: 'error' } : problem

function listBarred(found: readonly FileFault[]): Benchmark['barred'] {
  const barred = found.filter(({ bars }) => bars)
  return barred.length === 0
    ? undefined
    : barred.map(({ message, hint = 'Correct it before it is registered.', code }) => ({
        hint,
        ...known({ message, code }),
      }))
}

const makeContext = (
  section: Sections,
  topology: RuleContext['topology'],
  read: ReadFile,
  { repository, folder, lookups, reach, now }: Location,
): RuleContext => ({
  repository,
  folder,
  positionOf: (path, of) => findPosition(read, path, of),
  reach,
  now,
  runtime: section('run')?.runtime ?? 'auto',
  topology,
  inOperation: section('submit')?.state !== 'development',
  lookups,
})

/** How many registered components could not be read. */
const countUnread = (section: Sections, { lookups }: Location): number =>
  ROLES.filter((role) => section(role)?.uid !== undefined && findLookup(role, lookups).kind === 'unread')
    .length

/** What tells the kind of the benchmark; a section counts as soon as it is there, whatever is wrong in it. */
function findNamed(section: Sections, value: Mapping, { reference_model: found }: Lookups): NamedParts {
  const { uid, asset, config } = section('reference_model') ?? {}
  const modelKey = uid !== undefined ? 'uid' : asset !== undefined ? 'asset' : 'config'
  const registered = found?.kind !== 'read' ? 'unknown' : found.asset === undefined ? 'container' : 'asset'
  const written = config === undefined ? 'unknown' : 'container'
  return {
    written: section('topology'),
    model: { uid: registered, asset: 'asset', config: written }[modelKey] as NamedParts['model'],
    modelKey,
    hasScript: value['benchmark_script'] !== undefined,
    hasEvaluator: value['evaluator'] !== undefined,
  }
}

type Sections = <K extends keyof BenchmarkFile>(key: K) => BenchmarkFile[K] | undefined

/** Looks at one top-level key, whose value is given only if its shape is right. */
const sectionsOf =
  (value: Mapping): Sections =>
  (key) => {
    const parsed = BenchmarkSchema.shape[key].safeParse(value[key])
    return parsed.success ? (parsed.data as BenchmarkFile[typeof key]) : undefined
  }

function readParts(section: Sections, context: RuleContext): Part<Omit<Benchmark, 'config' | 'runtime'>> {
  const name = section('name')
  const description = section('description')
  const docsUrl = section('docs_url') || undefined
  const demo = section('demo_dataset')
  const demoDataset = demo && readDemoDataset(demo, context)
  const components = readComponents(section, context)
  const limits = readLimits(section('run') ?? {})
  const gates = readGates(section('metrics') ?? {}, (path) => context.positionOf(path, 'key'))
  const associations = readAssociations(section('associations') ?? {})
  const findings = [
    ...(name === undefined ? [] : [...checkName(name, ['name']), ...refuseUnfilled(name, ['name'])]),
    ...(description === undefined ? [] : checkDescription(description, ['description'])),
    ...(docsUrl === undefined ? [] : checkDocsUrl(docsUrl, ['docs_url'], context)),
    ...joinFindings<Fault>(demoDataset, components, limits, gates, associations),
  ]
  const { topology } = context
  if (name === undefined || demoDataset?.value === undefined || components.value === undefined)
    return { findings }
  // Of a model that could not be read, which is an error by itself.
  if (topology === 'unknown') return { findings }
  const value = known({
    name,
    description,
    docsUrl,
    demoDataset: demoDataset.value,
    topology,
    components: components.value,
    limits: limits.value,
    gates: gates.value,
    submit: {
      state: section('submit')?.state ?? 'operation',
      isStated: section('submit') !== undefined,
    },
    associations: associations.value,
  })
  return { value, findings }
}

const checkDescription = (text: string, path: YamlPath): readonly Finding[] => [
  ...checkText(text, path, 256),
  ...warnOfUnfilled(text, path),
]

function readComponents(section: Sections, context: RuleContext): Part<Benchmark['components']> {
  const read = ROLES.flatMap((role) => {
    const written = section(role)
    return written === undefined ? [] : [readComponent(role, written, section('name'), context)]
  })
  const components = read.flatMap(({ value }) => (value === undefined ? [] : [value]))
  // One registered container may play two parts; that a name is taken by one, the plan sees.
  const own = components.filter(({ registered }) => registered === undefined)
  const findings = [...joinFindings(...read), ...checkDistinct(own)]
  const byRole = Object.fromEntries(components.map((component) => [component.role, component]))
  // Which others there have to be, the topology has judged.
  const isWhole =
    components.length === read.length && 'data_preparator' in byRole && 'reference_model' in byRole
  return makeRead(isWhole ? (byRole as Parts<Component>) : undefined, findings)
}

/** The uids that a benchmark.yaml names, as far as its shape is right. */
export const findUids = (value: Mapping): GivenUids => {
  const section = sectionsOf(value)
  return Object.fromEntries(
    ROLES.flatMap((role) => {
      const uid = section(role)?.uid
      return uid === undefined ? [] : [[role, uid]]
    }),
  )
}

const checkDistinct = (components: readonly Component[]): readonly Finding[] =>
  components.flatMap(({ role, name }, at) => {
    const twin = components.slice(0, at).find((other) => other.name === name)
    if (twin === undefined) return []
    const why = `\`${twin.role}\` and \`${role}\` have the same name ${name}, and names are unique on the server`
    return [wrongKey([role, 'name'], why, 'Give each its own `name`.')]
  })

const duplicates = (file: string, document: YamlRead): readonly Problem[] =>
  document.duplicates.map(({ name, line, column }) =>
    problemAt(file, 'error', `the key \`${name}\` is there twice`, 'Keep one of the two.', { line, column }),
  )

const byPlace = (a: Problem, b: Problem) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

/** One file may be used for two roles, and what is wrong with it is said once. */
const unique = (problems: readonly FileFault[]): readonly FileFault[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
]
