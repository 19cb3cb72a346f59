// Everything that must hold, in the order of what it costs: types and lint, units and book, then the built site in a browser.
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './find-browser.mjs'
import { runSteps } from './run-steps.mjs'

const browser = ensureBrowser()

// As on a server: a snapshot that is not kept yet fails, where it would else be written unseen. The tests in a browser
// read the build made here.
const run = (command) =>
  spawnSync(command, {
    stdio: 'inherit',
    shell: true,
    env: {
      ...process.env,
      CHROMIUM_PATH: browser,
      ASTRO_TELEMETRY_DISABLED: '1',
      CI: '1',
      BOOK_FOLDER: 'dist',
    },
  }).status === 0

const isRight = runSteps(
  [
    { title: 'types, chapters, formatting, lint, dead code', command: 'npm run --silent check' },
    { title: 'units, layers, book', command: 'npx vitest run --project unit' },
    { title: 'the site', command: 'npm run --silent build' },
    {
      title: 'the site in a browser',
      command: 'npx vitest run --project e2e',
      needs: 'the site',
    },
  ],
  run,
  console.log,
)
process.exitCode = isRight ? 0 : 1
