import { defineConfig } from 'vitest/config'
import { dataModules } from '@cellgraph/notebook'

/**
 * Last resorts, in milliseconds: tests wait for what happens, however busy the machine is that they run on. No test
 * has a limit of its own; what waits within a page has that of `tests/e2e/browser.ts`.
 */
const patience = {
  testTimeout: 3_600_000,
  hookTimeout: 3_600_000,
  expect: { poll: { timeout: 300_000 } },
}

/**
 * Without V8's baseline compiler, with which a process of Vitest's now and then ends by SIGSEGV in Node 24
 * (nodejs/node issue 62393).
 */
const execArgv = ['--no-sparkplug']

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [dataModules()],
        test: {
          ...patience,
          execArgv,
          name: 'unit',
          include: ['{tests,packages/*/test,examples/*/test}/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          // On all cores: Vitest would leave one to the machine, which of two is half.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          ...patience,
          execArgv,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // Two files at a time, each with a browser of its own: one waits for pages half of its time.
          maxWorkers: 2,
          globalSetup: 'tests/e2e/build-books.ts',
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
