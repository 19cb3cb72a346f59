// A Chromium for the tests: one on the path, or Playwright's own, or Debian's package, in that order.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Chromium without windows: what the tests need of it, in two thirds of the time. */
const shells = ['chromium-headless-shell', 'chrome-headless-shell']
const whole =
  process.platform === 'win32'
    ? ['chrome.exe', 'msedge.exe']
    : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/**
 * The path of a Chromium that is there already, or nothing. One without windows comes first, unless it is `measured`:
 * then it is the browser that people use.
 */
export function findBrowser({ measured = false } = {}) {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`)
  const names = measured ? [...whole, ...shells] : [...shells, ...whole]
  return named ?? findOnPath(names) ?? findPlaywrights()
}

function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
}

function findPlaywrights() {
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

/** Gets a Chromium if there is none. Throws, with what can be done, where none can be had. */
export function ensureBrowser(choice) {
  const found = findBrowser(choice) ?? installPlaywrights() ?? installDebians(choice)
  if (found) return found
  throw new Error(
    'No Chromium could be found or installed. Install Chromium or Chrome, or name one: CHROMIUM_PATH=/path/to/chrome npm test',
  )
}

function installPlaywrights() {
  console.log('No Chromium on the path: trying Playwright’s own …')
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'cli.js',
  )
  // No limit by the clock: Playwright gives up by itself when nothing arrives.
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'ignore' })
  return findPlaywrights()
}

function installDebians(choice) {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return undefined
  console.log('Trying Debian’s package …')
  runApt('update')
  // Ubuntu has no package of the shell, and older Debians neither.
  for (const name of choice?.measured ? ['chromium'] : ['chromium-headless-shell', 'chromium'])
    if (runApt('install', '-y', name)) break
  return findBrowser(choice)
}

function runApt(...words) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', [...words, '-qq'], { stdio: 'ignore', env }).status === 0
}
