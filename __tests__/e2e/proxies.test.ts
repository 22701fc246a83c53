import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BUSYBOX } from '../../stand-ins/images.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'
import { runTiny, TINY } from '../support/tiny.ts'

/** Of the runner's environment, in both cases of letters, and of Docker's settings. */
const LOGINS = { upper: 'svc:Upper%21Secret', lower: 'svc:lower-secret', settings: 'svc:settings-secret' }
const SHOWN_NOWHERE = /Upper%21Secret|Upper!Secret|lower-secret|settings-secret/

test('the login of a proxy is shown nowhere, not even by a build that prints it', async () => {
  await using folder = await tempFolder()
  const proxies = { default: { httpProxy: `http://${LOGINS.settings}@127.0.0.1:9`, noProxy: '127.0.0.1' } }
  writeFileSync(join(folder.path, 'config.json'), JSON.stringify({ proxies }))
  const yaml = readFileSync(join(TINY, 'benchmark.yaml'), 'utf8')
  const config = 'config: model/container_config.yaml'
  let logs = ''
  const run = await runTiny({
    env: {
      HTTPS_PROXY: `http://${LOGINS.upper}@127.0.0.1:9`,
      https_proxy: `http://${LOGINS.lower}@127.0.0.1:9`,
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
      DOCKER_CONFIG: folder.path,
    },
    files: {
      'benchmark.yaml': yaml.replace(config, `${config}\n  build: model/`),
      'model/Dockerfile': `FROM ${BUSYBOX}\nRUN env; env >&2; echo printed; exit 3\n`,
    },
    between({ outputs }) {
      const reports = join(outputs['report'] ?? '', '..', 'logs')
      logs = readdirSync(reports)
        .map((name) => readFileSync(join(reports, name), 'utf8'))
        .join('\n')
    },
  })
  expect(run.outputs['verdict']).toBe('failed')
  expect(run.stdout).toContain('printed')
  const shown = [run.stdout, run.post.stdout].map((text) => text.replaceAll(/^::add-mask::.*$/gm, ''))
  expect(
    [...shown, run.summary, logs, JSON.stringify(run.report), run.comments.join()].join('\n'),
  ).not.toMatch(SHOWN_NOWHERE)
  // The engine gave it to the build, and it was hidden on its way.
  expect(run.stdout).toMatch(/HTTP_PROXY=http:\/\/\*\*\*@127\.0\.0\.1:9/)
  for (const { stdout } of [run, run.post]) {
    for (const secret of ['Upper%21Secret', 'Upper!Secret', 'lower-secret', 'settings-secret'])
      expect(stdout).toMatch(new RegExp(`^::add-mask::${secret.replace('%', '%25')}$`, 'm'))
  }
})

test('a task is not given the proxies of the runner, and needs none', async () => {
  await using folder = await tempFolder()
  const proxies = { default: { httpProxy: `http://${LOGINS.settings}@127.0.0.1:9` } }
  writeFileSync(join(folder.path, 'config.json'), JSON.stringify({ proxies }))
  const run = await runTiny({
    env: {
      HTTPS_PROXY: `http://${LOGINS.upper}@127.0.0.1:9`,
      NO_PROXY: '127.0.0.1',
      DOCKER_CONFIG: folder.path,
    },
    scripts: { infer: 'env | grep -ci proxy; exit 3' },
  })
  expect(run.report?.steps.find(({ name }) => name === 'infer')?.logTail).toEqual(['0'])
})
