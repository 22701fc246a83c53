import { expect, test } from 'vitest'
import { shellWords } from '../../src/containers/arguments/shell-words.ts'
import { parseGpus } from '../../src/containers/gpus.ts'
import { imageReferenceFault } from '../../src/containers/image-reference.ts'
import { hasCredentials, parseResource } from '../../src/containers/resource.ts'
import { cannotRun } from '../../src/containers/support.ts'
import { didYouMean, suggestName } from '../../src/words/did-you-mean.ts'
import { isDockerSize, sizeInBytes } from '../../src/words/size.ts'

// Recorded from `shlex.split` of Python 3.11.
test.each([
  ['', []],
  [' \t\n', []],
  ['a  b\tc\nd', ['a', 'b', 'c', 'd']],
  [`'a b' "c d"`, ['a b', 'c d']],
  [`a'b'"c"d`, ['abcd']],
  [`''`, ['']],
  [`a '' b`, ['a', '', 'b']],
  [`a\\ b`, ['a b']],
  [`"a\\"b"`, ['a"b']],
  [`"a\\nb"`, ['a\\nb']],
  [`"a\\\\b"`, ['a\\b']],
  [`'a\\b'`, ['a\\b']],
  [`$'a\\n' $"b" $HOME`, ['$a\\n', '$b', '$HOME']],
  ['a \\\nb', ['a', '\nb']],
  ['a#b #c', ['a#b', '#c']],
  ['a;b|c>d&e', ['a;b|c>d&e']],
])('the words of %j', (command, words) => {
  expect(shellWords(command)).toEqual({ words })
})

test.each([
  [`"a`, 'No closing quotation'],
  [`'a`, 'No closing quotation'],
  ['a\\', 'No escaped character'],
])('%j cannot be split', (command, wrong) => {
  expect(shellWords(command)).toEqual({ wrong })
})

test.each([
  [null, { kind: 'none' }],
  ['', { kind: 'none' }],
  [0, { kind: 'none' }],
  ['0', { kind: 'none' }],
  ['all', { kind: 'all' }],
  [2, { kind: 'count', count: 2 }],
  ['2', { kind: 'count', count: 2 }],
  ['device=0', { kind: 'devices', devices: ['0'] }],
  ['device=0,GPU-8f6c', { kind: 'devices', devices: ['0', 'GPU-8f6c'] }],
  ['device=', undefined],
  ['device=0,', undefined],
  ['device=a b', undefined],
  [1024, { kind: 'count', count: 1024 }],
  ['4000000000', undefined],
  ['none', undefined],
  ['some', undefined],
  [-1, undefined],
  [1.5, undefined],
  [true, undefined],
  [['all'], undefined],
])('gpus: %j', (value, gpus) => {
  expect(parseGpus(value)).toEqual(gpus)
})

test.each([
  'busybox',
  'busybox:1.36',
  'mlcommons/chestxray-tutorial-prep:0.0.1',
  'ghcr.io/lab/prep_v2:1.0-rc.1',
  'localhost:5000/a/b/c:latest',
  '127.0.0.1:5000/prep',
  '[::1]:5000/prep',
  'registry.example.org/toy/prep',
  'Registry.Example.org/toy/prep',
  `ghcr.io/lab/prep@sha256:${'a'.repeat(64)}`,
  `ghcr.io/lab/prep:1@sha256:${'a'.repeat(64)}`,
])('%s is an image reference', (image) => {
  expect(imageReferenceFault(image)).toBeUndefined()
})

test.each([
  ['', /registry\/name:tag/],
  ['a b', /spaces/],
  ['docker://busybox', /without `docker:\/\/`/],
  ['https://ghcr.io/lab/prep', /without `https:\/\/`/],
  ['Lab/Prep:1', /lower case/],
  ['prep@sha256:abc', /digest/],
  ['prep:', /registry\/name:tag/],
  ['prep:1:2', /registry\/name:tag/],
  ['-prep', /registry\/name:tag/],
  ['a//b', /registry\/name:tag/],
  ['a'.repeat(64), /registry\/name:tag/],
])('%s is none', (image, hint) => {
  expect(imageReferenceFault(image)).toMatch(hint)
})

test.each([
  ['https://example.org/a.tar.gz', { kind: 'url', url: 'https://example.org/a.tar.gz' }],
  ['http://127.0.0.1:8080/a', { kind: 'url', url: 'http://127.0.0.1:8080/a' }],
  ['direct:https://example.org/a', { kind: 'url', url: 'direct:https://example.org/a' }],
  ['synapse:syn123', { kind: 'synapse', id: 'syn123' }],
  ['synapse:123', undefined],
  ['ftp://example.org/a', undefined],
  ['file:///etc/passwd', undefined],
  ['https://', undefined],
  ['https://a b/c', undefined],
  ['direct:direct:https://a/b', undefined],
  ['demo.tar.gz', undefined],
  ['', undefined],
])('the resource %j', (text, resource) => {
  expect(parseResource(text)).toEqual(resource)
})

test('a name or password in an address is seen', () => {
  expect(hasCredentials('https://user:secret@example.org/a')).toBe(true)
  expect(hasCredentials('direct:https://token@example.org/a')).toBe(true)
  expect(hasCredentials('https://example.org/a@b')).toBe(false)
})

test.each([
  ['4g', 4 * 1024 ** 3],
  ['512m', 512 * 1024 ** 2],
  ['1.5GiB', 1.5 * 1024 ** 3],
  ['64 kb', 65536],
  ['65536', 65536],
  ['1t', 1024 ** 4],
  ['g', undefined],
  ['-1g', undefined],
  ['4 gigs', undefined],
  ['99999999999p', undefined],
])('%s are %s bytes', (text, bytes) => {
  expect(sizeInBytes(text)).toBe(bytes)
})

test('nothing is no size', () => {
  expect([isDockerSize('0'), isDockerSize('0g'), isDockerSize('1k')]).toEqual([false, false, true])
})

test.each([
  ['data_paht', 'data_path'],
  ['descripton', 'description'],
  ['Config', 'config'],
  ['evaluater', 'evaluator'],
  ['foo', undefined],
  ['nme', 'name'],
])('%s is taken for %s', (name, meant) => {
  expect(suggestName(name, ['data_path', 'description', 'config', 'evaluator', 'name'])).toBe(meant)
})

test('a hint names the nearest, or all there are', () => {
  expect(didYouMean('metod', ['method', 'mode'])).toBe('Did you mean `method`?')
  expect(didYouMean('zzz', ['method', 'mode'])).toBe('Known here: `method`, `mode`.')
})

test('what cannot be run is said in one place', () => {
  expect(cannotRun('EncryptedSingularityFile', 'docker')).toBeDefined()
  expect(cannotRun('SingularityFile', 'docker')?.message).toContain('Cannot run this container using docker')
  expect(cannotRun('SingularityFile', 'podman')).toBeDefined()
  expect(cannotRun('SingularityFile', 'auto')).toBeUndefined()
  expect(cannotRun('SingularityFile', 'apptainer')).toBeUndefined()
  expect(cannotRun('DockerImage', 'apptainer')).toBeUndefined()
})
