import type { Rooms } from './walls.ts'

/*
 * The walls: for each room what happens there, and all that it may import, from the house and from outside. Types count, and
 * so does `import()`. `__tests__/house.test.ts` holds the code to this table, line by line, in both directions, and
 * `npm run docs` prints it into docs/architecture.md.
 */

/** Every room of `src/`, from the roof to the ground, and the dev server beside it. */
export const rooms: Rooms = {
  '(entries)': {
    does: '`main.ts` and `post.ts`, the entries of the bundle, of one line each; `run.ts`, the only catch and the only exit status; readers of inputs, event and runner; what all rooms share',
    rooms: [
      'benchmark',
      'containers',
      'engines',
      'fetch',
      'medperf',
      'modes',
      'registration',
      'report',
      'steps',
    ],
    packages: [
      '@actions/core',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:util',
      'package.json',
      'process.env',
      'zod',
    ],
  },
  modes: {
    does: 'what a run does, as a list of stages',
    rooms: ['(entries)', 'benchmark', 'containers', 'medperf', 'publish', 'registration', 'report'],
    packages: ['@actions/core', 'node:crypto', 'node:fs', 'node:path', 'node:perf_hooks'],
  },
  publish: {
    does: 'tells everybody what a run came to: files, outputs, summary, GitHub',
    rooms: ['(entries)', 'github', 'medperf', 'registration', 'report'],
    packages: ['@actions/core', 'node:fs', 'node:path', 'process.env'],
  },
  registration: {
    does: 'the stages of a merge: ask the server, plan, publish, register, remember',
    rooms: [
      '(entries)',
      'benchmark',
      'containers',
      'engines',
      'fetch',
      'github',
      'hosting',
      'medperf',
      'registry',
      'report',
    ],
    packages: ['@actions/core', 'node:fs', 'node:path'],
  },
  steps: {
    does: 'the six steps and the order they run in',
    rooms: ['(entries)', 'benchmark', 'containers', 'engines', 'fetch', 'medperf', 'registry', 'report'],
    packages: ['node:crypto', 'node:fs', 'node:path', 'node:perf_hooks'],
  },
  engines: {
    does: 'the only room that starts processes: Docker, Podman, Apptainer',
    rooms: ['(entries)', 'benchmark', 'containers', 'fetch', 'medperf', 'registry', 'report'],
    packages: [
      '@actions/exec',
      'node:child_process',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:stream',
      'node:timers',
      'process.env',
      'tar-stream',
      'zod',
    ],
  },
  fetch: {
    does: 'download, checksum, unpacking, folder hash, in one pass',
    rooms: ['(entries)', 'medperf', 'report'],
    packages: [
      '@actions/tool-cache',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:stream',
      'node:timers',
      'node:url',
      'node:worker_threads',
      'node:zlib',
      'tar-stream',
      'unbzip2-stream',
      'undici',
      'xz-decompress',
    ],
  },
  github: {
    does: 'octokit: comment, check, artifact, release assets',
    rooms: ['(entries)', 'hosting', 'medperf', 'report'],
    packages: [
      '@actions/artifact',
      '@actions/github',
      '@octokit/plugin-retry',
      '@octokit/plugin-throttling',
      'node:crypto',
      'node:fs',
      'node:stream',
      'undici',
      'zod',
    ],
  },
  hosting: {
    does: 'packing files reproducibly, and where everybody can read them',
    rooms: ['(entries)', 'fetch', 'medperf'],
    packages: ['node:crypto', 'node:fs', 'node:path', 'node:util', 'node:zlib', 'tar-stream'],
  },
  registry: {
    does: 'reading what everybody can read: images',
    rooms: ['(entries)', 'containers', 'engines', 'fetch', 'medperf'],
    packages: ['node:crypto', 'node:timers', 'undici', 'zod'],
  },
  report: {
    does: 'findings to `Report` to text; pure',
    rooms: ['(entries)', 'benchmark', 'containers', 'medperf'],
    packages: ['fastest-levenshtein', 'node:zlib', 'zod'],
  },
  benchmark: {
    does: 'benchmark.yaml and the files it names: schema, positions, rules as `Problem[]`',
    rooms: ['(entries)', 'containers', 'medperf', 'report'],
    packages: ['js-yaml', 'node:fs', 'node:path', 'zod'],
  },
  containers: {
    does: 'what a container is: configuration files to one `ContainerSpec`, tasks, mounts',
    rooms: ['medperf'],
    packages: ['fastest-levenshtein'],
  },
  medperf: {
    does: 'what MedPerf does: its YAML, its JSON, its hashes; client, plan and apply for servers of three eras',
    rooms: ['(entries)', 'benchmark', 'containers', 'report'],
    packages: [
      'jose',
      'js-yaml',
      'node:buffer',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:timers',
      'node:tls',
      'undici',
      'zod',
    ],
  },
  'dev-server': {
    does: 'a program of its own: a MedPerf server for tests and demos, which shares no code with the client that it checks',
    rooms: [],
    packages: ['node:crypto', 'node:fs', 'node:http', 'node:net', 'node:sqlite', 'node:util'],
  },
}
