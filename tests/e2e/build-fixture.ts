import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'

/** Where the tests' own book is built, and under which sub-path it is to be served. */
export const fixture = { folder: '.cache/fixture', base: '/some/where/' }

/** Builds a book of cells that no reader would want to meet, as `npm run build` builds the real one. */
export default function buildFixture(): void {
  rmSync(fixture.folder, { recursive: true, force: true })
  // Vitest says that this is a test; readers get what production builds.
  const env = { ...process.env, NODE_ENV: 'production', CONTENT_DIR: 'tests/e2e/fixture', OUT_DIR: fixture.folder, CACHE_DIR: '.cache/astro', BASE_PATH: fixture.base, ASTRO_TELEMETRY_DISABLED: '1' }
  try {
    execFileSync('npm', ['run', '--silent', 'build'], { env, stdio: 'pipe', shell: process.platform === 'win32' })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer }
    throw new Error(`the fixture does not build:\n${stdout}\n${stderr}`)
  }
}
