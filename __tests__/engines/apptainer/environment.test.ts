import { expect, test } from 'vitest'
import { containerEnvironment, shutOut } from '../../../src/engines/apptainer/environment.ts'

const SHUT_OUT = [
  ...['http_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'no_proxy', 'ALL_PROXY', 'ftp_proxy', 'TERM'],
  ...['APPTAINERENV_X', 'SINGULARITYENV_Y', 'APPTAINERENV_PREPEND_PATH'],
  ...['APPTAINER_BIND', 'SINGULARITY_BIND', 'APPTAINER_BINDPATH', 'APPTAINER_MOUNT', 'APPTAINER_SECURITY'],
  ...[
    'APPTAINER_NV',
    'APPTAINER_ADD_CAPS',
    'APPTAINER_ENV_FILE',
    'APPTAINER_OVERLAY',
    'SINGULARITY_WRITABLE',
  ],
  ...['APPTAINER_HOME', 'APPTAINER_NO_EVAL', 'APPTAINER_MESSAGELEVEL'],
]
const KEPT = [
  ...['PATH', 'HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'TMPDIR'],
  ...['APPTAINER_CACHEDIR', 'SINGULARITY_TMPDIR', 'APPTAINER_CONFIGDIR', 'APPTAINER_CONFIG_FILE'],
]

test.each(SHUT_OUT)('no container is started with the %s of this machine', (name) => {
  const left = shutOut({ [name]: 'planted', PATH: '/bin' })
  expect(Object.entries(left)).toEqual([[name, undefined]])
})

test.each(KEPT)('Apptainer itself keeps its %s', (name) => {
  expect(Object.keys(shutOut({ [name]: 'planted' }))).toEqual([])
})

const gpus = { kind: 'none' } as const
const SIF = { flavour: 'apptainer', hasGpuTool: true } as const

test('what a configuration says goes before what is shut out', () => {
  const environment = [['X', 'said']] as const
  const all = containerEnvironment({ environment, gpus }, SIF, { APPTAINERENV_X: 'planted' })
  expect(all['APPTAINERENV_X']).toBe('said')
})

test.each(['A;id;B', 'A$(id)', 'A\nid\nB', 'A B', '', 'a-b', 'a.b', '1a', 'ü'])(
  'the name %j, which a script would evaluate or refuse, is left out',
  (name) => {
    const all = containerEnvironment({ environment: [[name, 'x']], gpus }, SIF, {})
    expect(Object.values(all)).toEqual(['1'])
  },
)
