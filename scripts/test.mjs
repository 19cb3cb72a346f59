// Everything that must hold, in the order of what it costs: types and lint, units and book, then the built site in a browser.
import { spawnSync } from 'node:child_process'
import { ensureBrowser } from './find-browser.mjs'

// As on a server: a snapshot that is not kept yet fails, where it would else be written unseen. The tests in a browser
// read the build made here.
const run = (title, command) => {
  console.log(`\n— ${title}`)
  const { status } = spawnSync(command, {
    stdio: 'inherit',
    shell: true,
    env: {
      ...process.env,
      CHROMIUM_PATH: browser,
      ASTRO_TELEMETRY_DISABLED: '1',
      CI: '1',
      BOOK_FOLDER: 'dist',
    },
  })
  if (status !== 0) process.exit(status ?? 1)
}

const browser = ensureBrowser()
run('types, chapters, formatting, lint, dead code', 'npm run --silent check')
run('units, layers, book', 'vitest run --project unit')
run('the site', 'npm run --silent build')
run('the site in a browser', 'vitest run --project e2e')
