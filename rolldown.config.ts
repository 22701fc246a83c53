import { join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

const ACTIONS = join(import.meta.dirname, 'node_modules', '@actions')

/**
 * npm puts the toolkit's undici, which is older than ours, in two places; all of the toolkit is given that of its HTTP client.
 * An alias would do this to our own imports as well.
 */
const oneToolkitUndici: Plugin = {
  name: 'one-toolkit-undici',
  resolveId: {
    filter: { id: /^undici$/ },
    handler(source, importer) {
      if (!importer?.startsWith(ACTIONS)) return null
      return this.resolve(source, join(ACTIONS, 'http-client', 'lib', 'index.js'))
    },
  },
}

/** What both bundles have in common: ESM with lazy chunks; nothing outside `dist/` is needed at run time. */
const common = { platform: 'node' as const, plugins: [oneToolkitUndici] }
const output = { dir: 'dist', format: 'esm' as const, entryFileNames: '[name].js', minify: false }

/** The actions. */
export const actions = defineConfig({
  ...common,
  input: {
    main: 'src/main.ts',
    post: 'src/post.ts',
    submit: 'src/submit.ts',
    'submit-post': 'src/submit-post.ts',
    'unpack-worker': 'src/archive/unpack-worker.ts',
  },
  output: { ...output, cleanDir: true, chunkFileNames: 'chunks/[name].js' },
})

/** A program of its own, which shares no chunk with the actions: an entry that another one loads would run. */
export const devServer = defineConfig({
  ...common,
  input: { 'dev-server': 'dev-server/main.ts' },
  output: { ...output, chunkFileNames: 'chunks/dev-server/[name].js' },
})

export default [actions, devServer]
