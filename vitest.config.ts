import { defineConfig } from 'vitest/config'
import { dataModules } from './src/hosts/data/data-module.ts'

const browser = { testTimeout: 60_000, hookTimeout: 120_000 }
/** Tests of the built book that look at its pages and measure no time: they may run beside each other. */
const pages = ['access', 'book', 'fingerprint', 'twice'].map((name) => `tests/e2e/${name}.test.ts`)

export default defineConfig({
  test: {
    projects: [
      { plugins: [dataModules()], test: { name: 'unit', include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**'], testTimeout: 30_000 } },
      { test: { ...browser, name: 'pages', include: pages, sequence: { groupOrder: 1 } } },
      // With a small book of their own; one file after another, since some of them watch the clock.
      { test: { ...browser, name: 'e2e', include: ['tests/e2e/**/*.test.ts'], exclude: pages, fileParallelism: false, globalSetup: 'tests/e2e/build-fixture.ts', sequence: { groupOrder: 2 } } },
    ],
  },
})
