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

/** One ESM bundle with lazy chunks; nothing outside `dist/` is needed at run time. */
export default defineConfig({
  input: {
    main: 'src/main.ts',
    post: 'src/post.ts',
    submit: 'src/submit.ts',
    'submit-post': 'src/submit-post.ts',
    'unpack-worker': 'src/archive/unpack-worker.ts',
    'dev-server': 'dev-server/main.ts',
  },
  platform: 'node',
  plugins: [oneToolkitUndici],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: false,
  },
})
