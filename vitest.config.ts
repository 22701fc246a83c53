import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    // A busy machine is no failure; what has to be quick is measured in bench/.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
