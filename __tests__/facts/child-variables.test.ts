import { expect, test } from 'vitest'
import { isNeverPassed, pickVariables } from '../../src/facts/child-variables.ts'

const GIVEN = [
  ...['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'XDG_RUNTIME_DIR', 'SSL_CERT_FILE'],
  ...['http_proxy', 'HTTPS_PROXY', 'no_proxy', 'ALL_PROXY'],
  ...['DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_TLS_VERIFY', 'BUILDX_BUILDER', 'BUILDKIT_PROGRESS'],
  ...['CONTAINER_HOST', 'CONTAINERS_CONF', 'REGISTRY_AUTH_FILE', 'APPTAINER_CACHEDIR', 'SINGULARITY_TMPDIR'],
  ...['SSH_AUTH_SOCK', 'DBUS_SESSION_BUS_ADDRESS', 'GNUPGHOME', 'PASSWORD_STORE_DIR', 'CUDA_VISIBLE_DEVICES'],
]
const OWN = [
  ...['INPUT_TOKEN', 'INPUT_MEDPERF-TOKEN', 'STATE_cleanup', 'GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_ENV'],
  ...['GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'ACTIONS_RUNTIME_TOKEN'],
  ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'APPTAINERENV_LD_PRELOAD'],
  ...['GH_ENTERPRISE_TOKEN', 'SINGULARITYENV_LD_PRELOAD'],
]
const STRANGE = [
  ...['AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'AZURE_CLIENT_SECRET', 'GOOGLE_APPLICATION_CREDENTIALS'],
  ...['DOCKER_PASSWORD', 'NPM_TOKEN', 'SECRET', 'NODE_OPTIONS', 'LD_PRELOAD', 'APPTAINER_BIND', 'PATHS'],
  ...['RUNNER_TEMP', 'HTTP_PROXY_PASSWORD', 'path', 'PODMAN_USERNS'],
]

const of = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `of ${name}`]))

test('a program is given what is on the list, with its value', () => {
  expect(pickVariables(of([...GIVEN, ...OWN, ...STRANGE]), [])).toEqual(of(GIVEN))
})

test('names that are given besides are given too, also by their beginning', () => {
  expect(pickVariables(of(STRANGE), ['AWS_*', 'NPM_TOKEN', 'NO_SUCH'])).toEqual(
    of(['AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE', 'NPM_TOKEN']),
  )
})

test('what is our own is never given, whatever is named', () => {
  expect(pickVariables(of(OWN), [...OWN, '*', 'INPUT_*', 'G*', 'A*'])).toEqual({})
})

test.each([
  ...OWN,
  'INPUT_*',
  'ACTIONS_*',
  'ACTIONS_RUNTIME_*',
  'GITHUB_*',
  'GIT*',
  'G*',
  '*',
  'APP*',
  'GH_*',
])('%s is, or may stand for, one of our own', (name) => {
  expect(isNeverPassed(name)).toBe(true)
})

test.each([...GIVEN, ...STRANGE, 'AWS_*', 'GITLAB_TOKEN', 'GOOGLE_*', 'APPTAINER_*', 'INPUTS'])(
  '%s may be named',
  (name) => {
    expect(isNeverPassed(name)).toBe(false)
  },
)
