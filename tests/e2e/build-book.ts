import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

// Vitest says that all is a test; readers get what production builds.
const testOnly = ['NODE_ENV', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL', 'TEST', 'VITEST']

/** The environment in which authors run the tools, with `settings` in it. */
export function authorEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !testOnly.includes(name))
  return { ...Object.fromEntries(inherited), ASTRO_TELEMETRY_DISABLED: '1', ...settings }
}

/**
 * Builds a book as `npm run build` does, into `folder`, over what an earlier build has left there.
 * @param project where the book stands; this one, if none is named
 */
export function buildBook(
  folder: string,
  settings: Record<string, string> = {},
  project = '.',
): void {
  const env = authorEnvironment({ CACHE_DIR: `${folder}-cache`, ...settings })
  try {
    execFileSync('npm', ['run', '--silent', 'build', '--', '--outDir', resolve(folder)], {
      cwd: project,
      env,
      stdio: 'pipe',
      shell: process.platform === 'win32',
    })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer }
    throw new Error(`does not build:\n${stdout}\n${stderr}`)
  }
}
