import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/*
 * What strangers write is matched and compared in linear time, or cut before. Each row is a text of a mebibyte, in a process of
 * its own that can be ended: where the time grows with the square of the text it takes minutes to hours.
 */

const M = 2 ** 20

const at = (path: string) => JSON.stringify(new URL(`../../${path}`, import.meta.url).href)

const ROWS: readonly (readonly [what: string, from: string, call: string])[] = [
  [
    'digits after the mark of a step',
    'engines/docker/images/dockerfile.ts',
    `findFailed('', ' > [' + '1'.repeat(${M}), '')`,
  ],
  [
    'steps without an end',
    'engines/docker/images/dockerfile.ts',
    `findFailed('', ' > [1/'.repeat(${M / 6}), '')`,
  ],
  [
    'spaces after the mark of a step',
    'engines/docker/images/dockerfile.ts',
    `findFailed('', ' > [1/1] ' + ' '.repeat(${M}) + '\\r', '')`,
  ],
  [
    'a Dockerfile of many lines',
    'engines/docker/images/dockerfile.ts',
    `findFailed('Step 1/1 : RUN ' + 'a '.repeat(4_000), '', 'RUN a\\n'.repeat(${M / 6}))`,
  ],
  [
    'an escape that never comes',
    'engines/docker/images/dockerfile.ts',
    `listBases('#' + ' '.repeat(${M}) + 'x\\n' + '#\\n'.repeat(${M / 2}))`,
  ],
  [
    'a Dockerfile of broken lines',
    'engines/podman/plain-lines.ts',
    `readPlainLines(('ONBUILD '.repeat(50) + ' '.repeat(400) + '\\\\ \\\\\\n').repeat(${M / 1_000}))`,
  ],
  [
    'a Dockerfile of stages',
    'engines/podman/bases.ts',
    `listPlainBases(('ARG A=' + '1'.repeat(200) + '\\nFROM $A AS a\\n').repeat(${M / 220}).split('\\n'))`,
  ],
  [
    'the words of a hook',
    'engines/docker/words.ts',
    `cleanDockerWords('error running hook'.repeat(${M / 18}))`,
  ],
  ['the words of a client', 'engines/docker/words.ts', `cleanDockerWords('time="'.repeat(${M / 6}))`],
  [
    'the words of an init',
    'engines/docker/words.ts',
    `initWords('[FATAL tini (1)] exec ' + ' failed: '.repeat(${M / 9}) + '\\r')`,
  ],
  [
    'the words of a build',
    'engines/docker/images/build.ts',
    `buildFailure({ stdout: '', stderr: 'building at STEP "'.repeat(${M / 18}) }, '')`,
  ],
  ['spaces after FATAL', 'engines/apptainer/outcome.ts', `fatalWords('FATAL:' + ' '.repeat(${M}) + '\\r')`],
  [
    'an exit of Apptainer',
    'engines/apptainer/outcome.ts',
    `judgeApptainer({ code: 255, signal: null, stderr: 'FATAL:' + ' '.repeat(${M}) + '\\u2028' })`,
  ],
  [
    'a reason of an engine',
    'engines/image-failure.ts',
    `imageFailure('', 'manifest for '.repeat(${M / 13}))`,
  ],
  ['a reference', 'containers/image-reference.ts', `imageReferenceFault('@'.repeat(${M}) + '\\n')`],
  ['a reference of colons', 'containers/image-reference.ts', `imageReferenceFault(':'.repeat(${M}) + '/')`],
  [
    'the GPUs of two tasks',
    'containers/gpus.ts',
    `parseGpus('device=' + Array.from({ length: ${M / 8} }, (_, index) => 'GPU-' + index).join())`,
  ],
  ['a challenge of a registry', 'registry/session.ts', `readChallenge('Bearer ' + 'a'.repeat(${M}))`],
  ['signs in a name', 'benchmark/texts.ts', `checkName('👩\\u200d'.repeat(${16 * M}), ['name'])`],
  ['a name that is misspelt', 'words/did-you-mean.ts', `suggestName('a'.repeat(${M}), ['b'.repeat(${M})])`],
  [
    'sequences of a terminal',
    'words/text.ts',
    `[';', '1;', '[;a', 'a;', '(;', '\\u001b[;'].map((part) => plainLine('\\u001b' + part.repeat(${M / 4})))`,
  ],
  [
    'lines of YAML that are moved behind the widest one',
    'yaml/yaml.ts',
    `parseYaml(' '.repeat(5_000) + 'a: [\\n' + 'x,\\n'.repeat(2_000))`,
  ],
  ['zeros in a number', 'yaml/equal.ts', `isSameJson(JSON.rawJSON('1' + '0'.repeat(${M}) + '1'), 1)`],
  [
    'a float of a tag',
    'yaml/yaml.ts',
    `parseYaml('[' + ('!!float ' + '1'.repeat(19_000) + 'x, ').repeat(${M / 19_000}) + ']')`,
  ],
  [
    'a float of base 60',
    'yaml/yaml.ts',
    `parseYaml('[' + ('!!float 1:' + '1'.repeat(19_000) + 'x, ').repeat(${M / 19_000}) + ']')`,
  ],
  ['backticks', 'report/page/markdown.ts', `escapeProse('\`' + 'a'.repeat(${M}), ${M})`],
  ['blanks between backticks', 'report/page/markdown.ts', `escapeProse('\` '.repeat(${M / 2}), ${M})`],
  ['an address of brackets', 'report/page/markdown.ts', `escapeProse('www.' + '('.repeat(${M}) + 'a', ${M})`],
  ['names of signs', 'report/page/markdown.ts', `escapeProse(':' + 'a'.repeat(${M}), ${M})`],
  ['colons', 'report/page/markdown.ts', `escapeProse(':a'.repeat(${M / 2}), ${M})`],
  ['schemes', 'report/page/markdown.ts', `escapeProse('a-'.repeat(${M / 2}), ${M})`],
  [
    'long keys of JSON',
    'yaml/json.ts',
    `(() => { try { parsePlainJson('{' + Array.from({ length: ${M / 2_500} }, (_, index) => '"' + 'k'.repeat(20_000) + index + '":1').join() + '}') } catch {} })()`,
  ],
  [
    'names of gates and metrics',
    'report/gates.ts',
    `judgeGates(Array.from({ length: 500 }, (_, index) => ({ metric: 'a'.repeat(40_000) + index, min: 1, position: { file: '' } })), { results: Array.from({ length: 1_000 }, (_, index) => ({ name: 'b'.repeat(1_990) + index, value: 1 })) })`,
  ],
  [
    'gates of metrics that are not there',
    'report/gates.ts',
    `judgeGates(Array.from({ length: 20_000 }, (_, index) => ({ metric: 'a' + index, min: 1, position: { file: '' } })), { results: Array.from({ length: 200_000 }, (_, index) => ({ name: 'b' + index, value: 1 })) })`,
  ],
  ...['`' + 'a', '(', 'www.(', 'a-', '` ', '_', '@', '|', ' ('].map(
    (part) =>
      [
        `a summary of a thousand problems: ${part}`,
        'report/page/summary.ts',
        `renderSummary({ ...report(), problems: Array.from({ length: 1_000 }, () => ({ file: 'a', severity: 'error', message: '\`' + ${JSON.stringify(part)}.repeat(2_000).slice(0, 1_999), hint: ${JSON.stringify(part)}.repeat(2_000).slice(0, 2_000) })) })`,
      ] as const,
  ),
]

test.each(ROWS)('%s', (_, from, call) => {
  const name = /[a-z]\w+(?=\()/i.exec(call.replace(/^\[.*map\(\(part\) => /, ''))?.[0]
  const script = `import { report } from ${at('__tests__/report/evidence.ts')}
    import { ${name} } from ${at(`src/${from}`)}; ${call}; console.log('ended')`
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 45_000,
  })
  expect(child).toMatchObject({ stdout: 'ended\n', signal: null })
})
