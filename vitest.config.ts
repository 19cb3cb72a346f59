import { defineConfig } from 'vitest/config'
import { dataModules } from '@cellgraph/notebook'

export default defineConfig({
  test: {
    projects: [
      // On all cores: Vitest would leave one to the machine, which of two is half.
      {
        plugins: [dataModules()],
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts', 'packages/*/test/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          testTimeout: 30_000,
          maxWorkers: '100%',
        },
      },
      // One browser, one built site: files run one after another, since a browser keeps all cores busy and some tests watch the clock.
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          globalSetup: 'tests/e2e/build-fixture.ts',
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
