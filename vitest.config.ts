import { defineConfig } from 'vitest/config'

/** Only with Docker 29: that it is the one which the other files of its project see. */
const DOCKER_29 = '__tests__/engines/docker-29.test.ts'

export default defineConfig({
  test: {
    // A busy machine is no failure; what has to be quick is measured in bench/.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'tests', include: ['__tests__/**/*.test.ts'], exclude: [DOCKER_29] } },
      {
        extends: true,
        test: {
          name: 'Docker 29',
          // What has to hold in containerd's store too, which knows other IDs, tags and layers than Docker's own.
          include: [
            DOCKER_29,
            '__tests__/engines/hostile-docker.docker.test.ts',
            '__tests__/engines/archives-docker.docker.test.ts',
            '__tests__/engines/hostile-helpers.docker.test.ts',
            '__tests__/e2e/at-once.test.ts',
          ],
          globalSetup: '__tests__/support/docker-29/start.ts',
          setupFiles: '__tests__/support/docker-29/use.ts',
        },
      },
    ],
  },
})
