// A Chromium for the tests: one on the path, or Playwright's own, or Debian's package, in that order.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { chromium } from 'playwright-core'

const names =
  process.platform === 'win32'
    ? ['chrome.exe', 'msedge.exe']
    : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** The path of a Chromium that is there already, or nothing. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names no file: ${named}`)
  return named ?? findOnPath() ?? findPlaywrights()
}

function findOnPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync)
}

function findPlaywrights() {
  const path = chromium.executablePath()
  return path && existsSync(path) ? path : undefined
}

/** Gets a Chromium if there is none. Throws, with what can be done, where none can be had. */
export function ensureBrowser() {
  const found = findBrowser() ?? installPlaywrights() ?? installDebians()
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

function installDebians() {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return undefined
  console.log('Trying Debian’s package …')
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {
    return undefined
  }
  return findOnPath()
}
