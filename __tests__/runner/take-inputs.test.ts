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
