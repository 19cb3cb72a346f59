import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const page = (text: string, script = 'page.aaaaaaaa.js', style = ''): string =>
  `<!doctype html><meta charset="utf-8"><title>A</title><style>${style}</style><script src="/_astro/${script}"></script>${text}`

/** A repository whose build writes the pages that stand in its folder `pages`, as it is on `main` and on a branch. */
const root = mkdtempSync(join(tmpdir(), 'reviewed-'))
const git = (...given: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...given], {
    cwd: root,
    encoding: 'utf8',
  })
const write = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
const review = (...given: string[]) =>
  spawnSync(process.execPath, [resolve('scripts/review.ts'), ...given], {
    cwd: root,
    encoding: 'utf8',
  })
const made = join(root, '.cache/review')

beforeAll(() => {
  write({
    'package.json': JSON.stringify({ type: 'module', scripts: { build: 'node build.js' } }),
    'build.js': "import { cpSync } from 'node:fs'\ncpSync('pages', 'dist', { recursive: true })\n",
    'scripts/install.mjs': '',
    '.gitignore': 'dist\n.cache\n',
    'pages/index.html': page('<p>Front'),
    'pages/two/index.html': page('<p>Two'),
    'pages/narrow/index.html': page('<p>Narrow'),
    'pages/same/index.html': page('<p>The same'),
    'pages/gone/index.html': page('<p>Gone'),
    'pages/embed/two/cell/index.html': page('<p>Cell'),
  })
  git('init', '--quiet', '--initial-branch=main')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Begin')
  git('switch', '--quiet', '--create', 'work')
  write({
    'pages/index.html': page('<p>Front', 'page.bbbbbbbb.js'),
    'pages/two/index.html': page('<p>Two words'),
    'pages/narrow/index.html': page(
      '<p>Narrow',
      undefined,
      '@media (width < 500px) { p { color: red } }',
    ),
    'pages/same/index.html': page('<p title="a">The same'),
    'pages/new/index.html': page('<p>New'),
    'pages/embed/two/cell/index.html': page('<p>Another cell'),
  })
  rmSync(join(root, 'pages/gone'), { recursive: true })
  git('add', '.')
  git('commit', '--quiet', '--message', 'Change')
})
afterAll(() => rmSync(root, { recursive: true }))

describe('npm run review', () => {
  test('builds both sides, and tells the pages that changed, their looks and their weights', () => {
    const { status, stdout, stderr } = review('main')
    expect(stderr).toContain('.cache/review/index.html')
    expect(status).toBe(0)
    expect(stdout).toContain(
      [
        '- `/gone/` is gone',
        '- `/narrow/` looks different at 360 pixels',
        '- `/new/` is new',
        '- `/same/` looks as before',
        '- `/two/` looks different at 360 and 1440 pixels',
      ].join('\n'),
    )
    expect(stdout).toMatch(/\| new\/index\.html \| 0\.0 kB \| 0\.1 kB \| \+0\.1 kB \|/)
    expect(readFileSync(join(made, 'summary.md'), 'utf8').trim()).toBe(stdout.trim())
  })
  test('leaves pictures of both sides at two widths, on one page', () => {
    expect(readdirSync(join(made, 'pictures')).sort()).toEqual([
      'gone-1440-1-before.png',
      'gone-360-1-before.png',
      'narrow-360-1-after.png',
      'narrow-360-1-before.png',
      'new-1440-1-after.png',
      'new-360-1-after.png',
      'two-1440-1-after.png',
      'two-1440-1-before.png',
      'two-360-1-after.png',
      'two-360-1-before.png',
    ])
    const shown = readFileSync(join(made, 'index.html'), 'utf8')
    const named = [...shown.matchAll(/src="([^"]*)"/g)].map(([, path]) => path)
    expect(named).toHaveLength(10)
    expect(named.filter((it) => !existsSync(join(made, it)))).toEqual([])
  })
  test('leaves no worktree behind', () => {
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1)
  })
  test('compares two sites that are built already', () => {
    cpSync(join(root, 'dist'), join(root, 'other'), { recursive: true })
    const { status, stdout } = review('--before', 'other')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^## Pages that changed\n\nNone\.\n/)
  })
  test('says so where there is no such branch', () => {
    expect(review('nowhere')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^no such branch: nowhere; name one/),
    })
  })
})
