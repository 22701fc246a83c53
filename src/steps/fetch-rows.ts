import type { Benchmark, Component } from '../benchmark/benchmark.ts'
import { isAsset } from '../containers/support.ts'
import type { Place } from '../containers/volumes.ts'
import { collectParts, listRoles, type Role } from '../facts/role.ts'
import { checkFiles } from './check-files.ts'
import { getAdditional } from './files/additional.ts'
import { getDemo } from './files/demo.ts'
import { expectGpus, offerGpus } from './gpus.ts'
import { checkDecryptionKey } from './images/decrypt.ts'
import { checkRoom, getImage } from './images/get.ts'
import { defineRow, type Row } from './row.ts'

/** What the step fetch does: it gets what the containers need, and looks whether they can have it. */
export const listFetchRows = (benchmark: Benchmark): readonly Row[] => [
  ...listGets(benchmark),
  ...listChecks(listRoles(benchmark.components)),
]

/** What has to be got, each thing by itself. */
function listGets(benchmark: Benchmark): readonly Row[] {
  const key = ['decryption key'] as const
  const components = collectParts(benchmark.components)
  const files = (component: Component) =>
    defineRow({
      name: `${component.role} files`,
      step: 'fetch',
      kind: 'get',
      needs: key,
      writes: filesPlaces(component),
      work: async (_, { context, recording }) => ({
        value: await getAdditional(component.role, context, recording),
      }),
    })
  const image = ({ role }: Component) =>
    defineRow({
      name: `${role} image`,
      step: 'fetch',
      kind: 'get',
      needs: ['room'],
      work: async (_, { context, recording }) => ({ value: await getImage(role, context, recording) }),
    })
  return [
    defineRow({
      name: 'decryption key',
      step: 'fetch',
      kind: 'check',
      needs: [],
      async work(_, { context }) {
        checkDecryptionKey(context)
        return DONE
      },
    }),
    defineRow({
      name: 'demo dataset',
      step: 'fetch',
      kind: 'get',
      needs: key,
      writes: ['raw data', 'raw labels'],
      work: async (_, { context, recording }) => ({ value: await getDemo(context, recording) }),
    }),
    ...components.map(files),
    defineRow({
      name: 'room',
      step: 'fetch',
      kind: 'get',
      needs: key,
      async work(_, { context, recording }) {
        await checkRoom(context, recording)
        return DONE
      },
    }),
    ...components.map(image),
  ]
}

const DONE = { value: true } as const

function filesPlaces(component: Component): readonly Place[] {
  if (isAsset(component)) return ['model files']
  return component.spec.mlcube === undefined ? ['additional files'] : ['additional files', 'workspace']
}

/** Looks at what was got, before the first container starts. */
function listChecks(roles: readonly Role[]): readonly Row[] {
  const files = roles.map((role) => `${role} files` as const)
  const images = roles.map((role) => `${role} image` as const)
  return [
    defineRow({
      name: 'GPUs',
      step: 'fetch',
      kind: 'check',
      needs: [...images, ...files, 'demo dataset'],
      work: async (got, { context, recording }) => ({
        value: await offerGpus(context, (role) => got[`${role} image`].image, recording),
      }),
    }),
    defineRow({
      name: 'GPU check',
      step: 'fetch',
      kind: 'check',
      needs: ['GPUs'],
      async work({ GPUs: offer }, { context }) {
        await expectGpus(context, offer)
        return DONE
      },
    }),
    defineRow({
      name: 'file check',
      step: 'fetch',
      kind: 'check',
      needs: ['GPU check', ...images, ...files, 'demo dataset'],
      reads: ['raw data', 'raw labels', 'additional files', 'model files'],
      async work(got, { context }) {
        const [image] = images.flatMap((name) => got[name].image ?? [])
        const { data, labels } = got['demo dataset'].paths
        await checkFiles(context, image, [data, labels, ...files.map((name) => got[name].folder)])
        return DONE
      },
    }),
  ]
}
