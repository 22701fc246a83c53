import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasDockerProxies, listProxySecrets } from '../../src/net/proxies.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

test.each([
  ...['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'ftp_proxy'],
  ...['npm_config_proxy', 'npm_config_https_proxy', 'YARN_HTTPS_PROXY', 'GLOBAL_AGENT_HTTP_PROXY'],
])('the login in %s is known', (name) => {
  const found = listProxySecrets({ HOME: '/nowhere', [name]: 'http://svc:PASSWORD@proxy:3128' })
  expect(found).toEqual(expect.arrayContaining(['PASSWORD', 'svc:PASSWORD']))
})

test('other variables, and proxies without a login, have none', () => {
  const environment = { HOME: '/nowhere', MAIL: 'a:b@c', HTTPS_PROXY: 'http://proxy', NO_PROXY: 'a.org' }
  expect(listProxySecrets(environment)).toEqual([])
})

test("the logins in Docker's settings are known, of whichever daemon", async () => {
  await using folder = await tempFolder()
  const proxies = {
    default: { httpProxy: 'http://svc:FIRST-ONE@proxy', noProxy: 'a.org' },
    'tcp://far:2376': { httpsProxy: 'http://svc:SECOND%21@proxy' },
  }
  writeFileSync(
    join(folder.path, 'config.json'),
    JSON.stringify({ proxies, auths: { a: { auth: 'x:y@z' } } }),
  )
  const found = listProxySecrets({ DOCKER_CONFIG: folder.path })
  expect(found).toEqual(expect.arrayContaining(['FIRST-ONE', 'SECOND%21', 'SECOND!']))
  expect(found.join()).not.toContain('x:y')
})

test.each(['', '[]', 'null', '{', '"x"', '{"proxies": 5}', '{"proxies": null}'])(
  'settings that are %j have none, and end nothing',
  async (settings) => {
    await using folder = await tempFolder()
    writeFileSync(join(folder.path, 'config.json'), settings)
    expect(listProxySecrets({ DOCKER_CONFIG: folder.path })).toEqual([])
  },
)

const LOGIN = '{ "default": { "httpProxy": "http://svc:PASSWORD@proxy" } }'

test.each([
  ['a key that is there twice, in another case', `{ "Proxies": {}, "proxies": ${LOGIN} }`],
  ['a key that is there twice', `{ "proxies": ${LOGIN}, "proxies": {} }`],
  ['an escape in a key', `{ "prox\\u0069es": ${LOGIN}, "proxies": {} }`],
  ['words behind its end', `{ "proxies": ${LOGIN} } and more`],
  ['a login in escapes, twice', `{ "proxies": ${LOGIN.replace('@', '\\u0040')}, "proxies": {} }`],
  ['a login in escapes, cut', `{ "proxies": ${LOGIN.replace('PASS', '\\u0050ASS')} } and more`],
])(
  'settings that Docker reads otherwise than JSON is commonly read are taken as it does: %s',
  async (_, settings) => {
    await using folder = await tempFolder()
    writeFileSync(join(folder.path, 'config.json'), settings)
    const environment = { DOCKER_CONFIG: folder.path }
    expect(hasDockerProxies(environment)).toBe(true)
    expect(listProxySecrets(environment)).toEqual(expect.arrayContaining(['PASSWORD', 'svc:PASSWORD']))
  },
)

test.each(['PROXIES', 'proxie\u017f'])('a key counts however Go takes it: %s', async (key) => {
  await using folder = await tempFolder()
  writeFileSync(join(folder.path, 'config.json'), `{ "${key}": ${LOGIN} }`)
  expect(listProxySecrets({ DOCKER_CONFIG: folder.path })).toContain('PASSWORD')
})

test('what is no proxy is no secret where settings have escapes, or the word elsewhere', async () => {
  await using folder = await tempFolder()
  const settings = `{ "auths": { "a.org": { "auth": "eDp5", "email": "infer@lab.org" } },
    "HttpHeaders": { "X-Lab": "proxies \\u003ca\\u0026b\\u003e" }, "proxies": {}, "plugins": { "proxies": {} } }`
  writeFileSync(join(folder.path, 'config.json'), settings)
  expect(listProxySecrets({ DOCKER_CONFIG: folder.path })).toEqual([])
  expect(hasDockerProxies({ DOCKER_CONFIG: folder.path })).toBe(false)
})

test('settings without proxies have none', async () => {
  await using folder = await tempFolder()
  writeFileSync(
    join(folder.path, 'config.json'),
    '{ "auths": { "a.org": { "auth": "eDp5" } }, "proxies": {} }',
  )
  expect(hasDockerProxies({ DOCKER_CONFIG: folder.path })).toBe(false)
  expect(hasDockerProxies({ DOCKER_CONFIG: join(folder.path, 'nowhere') })).toBe(false)
})
