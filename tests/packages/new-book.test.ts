import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { authorEnvironment } from '../e2e/build-book.ts'

const root = join(import.meta.dirname, '../..')
const nodeModules = join(root, 'node_modules')
/** The Node that runs the tests and the project's own tools, before whatever else is installed. */
const path = [dirname(process.execPath), process.env['PATH']].join(delimiter)
const env = authorEnvironment({ PATH: path })
let folder = ''

const runNode = (cwd: string, ...args: string[]): string =>
  execFileSync(process.execPath, args, { cwd, env, encoding: 'utf8', stdio: 'pipe' })

/** Puts packages where `npm install` puts them: ours from their tarballs, the others as links to what is installed here. */
function installInto(target: string, tarballs: readonly string[]): void {
  for (const name of packagesIn(nodeModules).filter((it) => !/^@cellgraph|^accurate/.test(it))) {
    mkdirSync(dirname(join(target, name)), { recursive: true })
    symlinkSync(join(nodeModules, name), join(target, name))
  }
  for (const tarball of tarballs) {
    const name = /cellgraph-([\w-]+)-\d/.exec(tarball)?.[1] ?? ''
    const place = join(target, '@cellgraph', name)
    mkdirSync(place, { recursive: true })
    execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', place])
  }
}

function packagesIn(modules: string): string[] {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`)
        : [name],
    )
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'new-book-'))
  const packed = runNode(root, 'scripts/pack.mjs', 'formula', 'drawing-document', 'notebook')
  const tarballs = packed.split('\n').filter((line) => line.endsWith('.tgz'))
  installInto(join(folder, 'node_modules'), tarballs)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the packed engine', () => {
  test('the packed engine makes a new book that builds without a site address', () => {
    const command = join(folder, 'node_modules/@cellgraph/notebook/bin/notebook.mjs')
    runNode(folder, command, 'new', 'tides')
    const book = join(folder, 'tides')
    expect(readdirSync(book)).toContain('.gitignore')
    runNode(book, join(nodeModules, 'astro/bin/astro.mjs'), 'build')
    const page = readFileSync(join(book, 'dist/first-chapter/index.html'), 'utf8')
    expect(page).toContain('<svg')
    expect(page).toContain('3.5')
    expect(page).not.toContain('rel="canonical"')
    const front = readFileSync(join(book, 'dist/index.html'), 'utf8')
    expect(front).toMatch(/<html[^>]* class="front"/)
    expect(front).toContain('href="/first-chapter/"')
  })

  test('the packed engine refuses an invalid name, and a folder that is not empty', () => {
    const command = join(folder, 'node_modules/@cellgraph/notebook/bin/notebook.mjs')
    expect(() => runNode(folder, command, 'new', 'node_modules')).toThrow(/invalid name/)
    mkdirSync(join(folder, 'harbour'))
    writeFileSync(join(folder, 'harbour/log.txt'), 'Calm.')
    expect(() => runNode(folder, command, 'new', 'harbour')).toThrow(/not empty/)
    expect(readdirSync(join(folder, 'harbour'))).toEqual(['log.txt'])
  })
})
