import { expect, test } from 'vitest'
import { takeInputs } from '../../src/runner/take-inputs.ts'

test('inputs are given, and leave the environment together with secrets that nobody here needs', () => {
  const environment = {
    'INPUT_MEDPERF-TOKEN': 'secret',
    INPUT_CONFIG: 'b.yaml',
    INPUT_: '',
    GITHUB_TOKEN: 't',
    GH_TOKEN: 't',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example',
    ACTIONS_RUNTIME_TOKEN: 'for the artifact',
    GITHUB_OUTPUT: '/output',
    PATH: '/bin',
  }
  expect(takeInputs(environment)).toEqual({
    'INPUT_MEDPERF-TOKEN': 'secret',
    INPUT_CONFIG: 'b.yaml',
    INPUT_: '',
  })
  expect(environment).toEqual({
    ACTIONS_RUNTIME_TOKEN: 'for the artifact',
    GITHUB_OUTPUT: '/output',
    PATH: '/bin',
  })
})

test('the address of a proxy is left as every program reads it', () => {
  const environment = { HTTPS_PROXY: 'proxy:3128', http_proxy: ' ', NO_PROXY: 'a.org' }
  takeInputs(environment)
  expect(environment).toEqual({ HTTPS_PROXY: 'http://proxy:3128/', http_proxy: '', NO_PROXY: 'a.org' })
})
