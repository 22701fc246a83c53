import type { Benchmark, Component } from '../../../benchmark/benchmark.ts'
import { isSingularityReference } from '../../../containers/image-reference.ts'
import { isAsset } from '../../../containers/support.ts'
import { known } from '../../../facts/known.ts'
import { collectParts, expectPart } from '../../../facts/role.ts'
import type { ServerRules } from '../../rules.ts'
import { isContainerConfig } from './container.ts'
import type { ComponentEvidence, Evidence } from './evidence.ts'
import { mergeRoles } from './merge-roles.ts'
import { resultIssues } from './result-issues.ts'
import type { Issue } from './state.ts'
import { numbersWithoutJson } from './trap-words.ts'

/** What stands in the way of a registration, or will surprise somebody after it, as far as the files alone show it. */
export function findCautions(benchmark: Benchmark, evidence: Evidence, rules: ServerRules): readonly Issue[] {
  const components = collectParts(benchmark.components)
  const findOf = ({ role }: Component) => expectPart(evidence.components, role)
  return [
    ...untested(evidence),
    ...(benchmark.barred ?? []).map((why): Issue => ({ ...why, severity: 'error' })),
    ...topologyIssues(benchmark, rules),
    ...mergeRoles(components.flatMap((component) => unreadIssues(component, findOf(component)))),
    ...mergeRoles(
      components.flatMap((component) => {
        const found = findOf(component)
        if (found.uid !== undefined) return []
        const { role } = component
        return [
          ...formatIssues(component, rules),
          ...imageIssues(component, found, rules),
          ...parameterIssues(component),
        ].map((issue) => ({ ...issue, role }))
      }),
    ),
    ...singularityIssues(benchmark, evidence),
    ...resultIssues(evidence.results),
    ...policyIssues(benchmark, rules),
    ...stateIssues(benchmark, rules),
  ]
}

function untested({ tested }: Evidence): readonly Issue[] {
  if (tested) return []
  return [
    {
      severity: 'error',
      message: 'nothing is registered until every step passed on exactly this content',
      hint: 'Correct what the test found, and let it run again.',
    },
  ]
}

const UNTESTED_BY_MEDPERF: Issue = {
  severity: 'notice',
  message:
    'MedPerf’s own client cannot test an inference_script benchmark, so this one is registered as it registers them: without results, and as one whose test was skipped',
  hint: 'The results of this test are in the report.',
  code: 'beyond-medperf-test',
}

/** A script and an evaluator beside each other are known to servers of topologies alone (docs/medperf.md 6.10). */
function topologyIssues({ topology }: Benchmark, rules: ServerRules): readonly Issue[] {
  if (topology !== 'inference_script') return []
  if (rules.topology) return [UNTESTED_BY_MEDPERF]
  // Where there are no assets either, that is said of the model.
  if (!rules.models) return []
  return [
    {
      severity: 'error',
      message: `this benchmark is an inference_script one, with \`benchmark_script\` and \`evaluator\`, and servers of the ${rules.era} era hold only one of the two`,
      hint: 'Let the script compute the metrics too, and remove `evaluator`; or register it on a server that has topologies (MedPerf from 2026-08).',
      code: 'topology-not-held',
    },
  ]
}

function formatIssues(component: Component, rules: ServerRules): readonly Issue[] {
  const { role, config, spec } = component
  if (isAsset(component)) return rules.models ? [] : [assetIssue(role, rules)]
  const isNew = isContainerConfig(spec.document)
  if (!isNew && rules.containers === 'json') {
    return [
      {
        severity: 'error',
        message: `${role}: \`${config}\` is an MLCube, which servers of the ${rules.era} era cannot hold`,
        hint: 'Write a container_config.yaml with the same tasks, and name it as `config`.',
      },
    ]
  }
  if (!isNew || rules.containers === 'json') return []
  return [
    {
      severity: 'warning',
      message: `${role}: \`${config}\` is a container_config, and this server is of the mlcube era: participants need MedPerf clients of 2025-05 or later`,
      hint: 'Tell them, or give an mlcube.yaml.',
    },
  ]
}

/** What a model without a container meets there (docs/medperf.md 5.4). */
const assetIssue = (role: string, rules: ServerRules): Issue => ({
  severity: 'error',
  message: `${role}: it is an asset, and servers of the ${rules.era} era hold no models without a container`,
  hint: 'Put the model into a container with the task infer, and let the evaluator have the task evaluate.',
})

function imageIssues(
  { role, spec }: Component,
  { image }: ComponentEvidence,
  rules: ServerRules,
): readonly Issue[] {
  if (spec.type === 'Asset') return []
  if (spec.type !== 'DockerImage') return rules.containers === 'files' ? archiveIssues(role, spec.type) : []
  if (image.digest === undefined && image.imageId !== undefined && image.toPush !== true) {
    return [
      {
        severity: 'error',
        message: `${role}: the image \`${spec.image}\` that was tested is in no registry, so nobody else could get it`,
        hint: 'Push it, or let this action push it: name its folder as `build` in benchmark.yaml.',
      },
    ]
  }
  return []
}

/**
 * What a test and a merge will meet where an image cannot be read. One of one's own must be public; one that is registered
 * already may be private, and then it depends on the login of whoever runs it.
 */
function unreadIssues({ role }: Component, { uid, image }: ComponentEvidence): readonly Issue[] {
  if (image.unread === undefined) return []
  const { kind, message, hint } = image.unread
  const mayPass = kind === 'passing' || (kind === 'private' && uid !== undefined)
  return [
    known({
      severity: mayPass ? 'warning' : 'error',
      message: `${role}${uid === undefined ? '' : `, registered as ${uid}`}: ${message}`,
      hint,
      role,
    }),
  ]
}

function archiveIssues(role: string, type: string): readonly Issue[] {
  if (type.includes('Singularity')) return []
  return [
    {
      severity: 'error',
      message: `${role}: servers of the mlcube era hold no Docker archives`,
      hint: 'Push the image to a registry and name it there.',
    },
  ]
}

/** Clients with Singularity ask Docker Hub, and only for `namespace/name[:tag]` (docs/medperf.md 11.6). */
function singularityIssues(benchmark: Benchmark, evidence: Evidence): readonly Issue[] {
  const images = collectParts(benchmark.components).flatMap(({ role, spec }) => {
    const { uid, image } = expectPart(evidence.components, role)
    const reference = image.reference ?? spec.image
    const isFine = uid !== undefined || spec.type !== 'DockerImage' || isSingularityReference(reference)
    return isFine ? [] : [`\`${reference}\``]
  })
  if (images.length === 0) return []
  return [
    {
      severity: 'warning',
      message: `participants who run MedPerf with Singularity cannot get ${[...new Set(images)].join(', ')}: their client knows only names of Docker Hub, such as \`lab/prep:2.0\``,
      hint: 'If participants use Singularity, push the images to Docker Hub and name them so.',
    },
  ]
}

function parameterIssues({ role, parameters }: Component): readonly Issue[] {
  return numbersWithoutJson(parameters ?? null).map((path) => ({
    severity: 'warning',
    message: `${role}: the parameter \`${path}\` is no number that JSON has; it is registered as text, and as text the container gets it at every site`,
    hint: 'Let the container read the text, or use a number.',
  }))
}

function policyIssues({ associations }: Benchmark, rules: ServerRules): readonly Issue[] {
  const policies = [associations.datasets, associations.models]
  if (!rules.policies) {
    if (policies.every(({ mode }) => mode === 'never')) return []
    const message = 'servers of the mlcube era let nobody in by themselves: `associations` is not registered'
    return [{ severity: 'warning', message, hint: 'Decide about each request when it comes.' }]
  }
  return policies
    .flatMap(({ allow }) => allow)
    .flatMap((email) => {
      if (email.split('@')[0] === email.split('@')[0]?.toLowerCase()) return []
      const message = `the allow list is compared letter by letter, and \`${email}\` has capitals`
      return [
        {
          severity: 'warning' as const,
          message,
          hint: 'Write it as the person signs in, mostly in small letters.',
        },
      ]
    })
}

function stateIssues({ submit }: Benchmark, rules: ServerRules): readonly Issue[] {
  if (rules.policies || submit.state === 'operation') return []
  const message =
    'on a server of the mlcube era a benchmark in DEVELOPMENT can be neither approved nor rejected'
  return [{ severity: 'warning', message, hint: 'Set `submit.state` to operation when it is ready.' }]
}
