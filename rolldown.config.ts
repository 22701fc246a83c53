import { defineConfig } from 'rolldown'

/** One ESM bundle with lazy chunks; nothing outside `dist/` is needed at run time. */
export default defineConfig({
  input: {
    main: 'src/main.ts',
    post: 'src/post.ts',
    'unpack-worker': 'src/archive/unpack-worker.ts',
    'dev-server': 'dev-server/main.ts',
  },
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: false,
  },
})
