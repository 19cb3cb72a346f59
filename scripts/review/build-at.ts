import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where the engine keeps what was computed: by content, so that another checkout may share it. */
const cache = resolve('node_modules/.cache/notebook')

/** Installs and builds this repository in a folder, into `dist` there. What it says goes to stderr. */
export function buildHere(folder: string): string {
  const run = (command: string): void =>
    void execFileSync(command, {
      cwd: folder,
      env: { NOTEBOOK_CACHE: cache, ...process.env },
      shell: true,
      stdio: ['ignore', process.stderr, process.stderr],
    })
  run('node scripts/install.mjs')
  run('npm run --silent build')
  return join(folder, 'dist')
}

const git = (...given: string[]): string =>
  execFileSync('git', given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()

/**
 * The commit where the work here left a branch: what others have changed there since is not what this work changes.
 * @throws RangeError where there is no such branch
 */
export function findBase(branch: string): string {
  try {
    return git('merge-base', branch, 'HEAD')
  } catch {
    throw new RangeError(
      `no such branch: ${branch}; name one that this work began at, as in \`npm run review -- origin/main\``,
    )
  }
}

/**
 * Builds the repository as a commit has it, in a worktree of its own.
 * @param use is given the built site, which is gone afterwards
 */
export async function buildAt<T>(commit: string, use: (site: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'before-'))
  git('worktree', 'add', '--quiet', '--detach', folder, commit)
  try {
    return await use(buildHere(folder))
  } finally {
    git('worktree', 'remove', '--force', folder)
    rmSync(folder, { recursive: true, force: true })
  }
}
