import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openCache } from '../../packages/notebook/src/hosts/cache/open-cache.ts'
import { compareWeights } from '../../scripts/check/compare-weights.ts'
import { sizeOf } from '../../scripts/check/find-image-mistakes.ts'
import { toAnnotation } from '../../scripts/check/print-mistakes.ts'

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
}

describe('CONTRIBUTING', () => {
  const text = readFileSync('CONTRIBUTING.md', 'utf8')

  test('every command of npm that it names is a script of the repository', () => {
    const named = [...text.matchAll(/`npm (?:run )?([a-z:]+)/g)].map(([, name]) => name)
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((it) => it !== 'install' && !Object.hasOwn(scripts, it))).toEqual([])
  })
  test('every file of the repository that its commands name is there', () => {
    const named = [...text.matchAll(/`npx vitest [^`]*`/g)].flatMap(([command]) =>
      command.match(/(?:packages|tests)\/[\w/.-]+/g),
    )
    expect(named.length).toBeGreaterThan(2)
    expect(named.filter((it) => it && !existsSync(it))).toEqual([])
  })
})

describe('npm run new', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contributor-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  for (const path of ['content/en', 'src/figures/index.ts', 'src/library/config.ts'])
    cpSync(path, join(folder, path), { recursive: true })
  const run = (...given: string[]) =>
    spawnSync(process.execPath, [resolve('scripts/new.ts'), ...given], {
      cwd: folder,
      encoding: 'utf8',
    })
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8')

  test('a chapter comes behind the last one, and is not written over', () => {
    const last = Math.max(...readdirSync('content/en').map((it) => Number.parseInt(it) || 0))
    const number = String(last + 1).padStart(2, '0')
    expect(run('chapter', 'A chapter made by a test').status).toBe(0)
    expect(read(`content/en/${number}-a-chapter-made-by-a-test.mdx`)).toContain(
      'title: A chapter made by a test',
    )
    expect(run('chapter', 'A chapter made by a test')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(
        /^chapter that is there: content\/en\/\d\d-a-chapter-made-by-a-test\.mdx/,
      ),
    })
  })
  test('a second chapter comes behind the first, and its title may have signs', () => {
    const { status, stdout } = run('chapter', 'A title with: colon & "quotes" #1')
    expect(status).toBe(0)
    const [path = ''] = /content\S+\.mdx/.exec(stdout) ?? []
    expect(path).toMatch(/\d-a-title-with-colon-quotes-1\.mdx$/)
    expect(read(path)).toContain('title: "A title with: colon & \\"quotes\\" #1"\n')
  })
  test.each([
    ['chapter', 'Logsumexp', /^chapter that is there: content\/en\/06-logsumexp\.mdx/],
    ['chapter', 'Notation', /^chapter that is there: content\/en\/notation\.mdx/],
    ['page', 'Logsumexp', /^page that is there: content\/en\/06-logsumexp\.mdx/],
    ['page', 'Play', /^address that is taken: play; the site has something else at \/play\//],
    ['chapter', 'Of $x$', /^signs in a title: Of \$x\$; titles are plain text/],
  ])('a %s “%s” is refused before anything is written', (kind, title, message) => {
    const files = readdirSync(join(folder, 'content/en'))
    expect(run(kind, title)).toMatchObject({ status: 1, stderr: expect.stringMatching(message) })
    expect(readdirSync(join(folder, 'content/en'))).toEqual(files)
  })
  test.each([
    ['softmax', /^name that is taken: softmax is a function of the maths/],
    ['class', /^name that is reserved: class is a word of JavaScript/],
    ['water-level', /^figure that is there: waterLevel/],
  ])('a figure %s is refused, since cells could not call it', (name, message) => {
    expect(run('figure', '4', name)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(message),
    })
  })
  test('an exercise stands before the references of its chapter', () => {
    expect(run('exercise', '4', 'Square roots').status).toBe(0)
    const text = read('content/en/04-the-gradient-of-cross-entropy.mdx')
    expect(text.indexOf('title="Square roots"')).toBeGreaterThan(0)
    expect(text.indexOf('title="Square roots"')).toBeLessThan(text.indexOf('## References'))
  })
  test('a figure stands in the folder of its chapter, and the index exports it', () => {
    const { status, stdout } = run('figure', '4', 'share-rings')
    expect(status).toBe(0)
    expect(stdout).toContain('```ts cell name=share-rings caption="…" alt="Bars of ${p[0]')
    expect(stdout).toContain('\nshareRings(p, { width })\n```')
    expect(read('src/figures/the-gradient-of-cross-entropy/share-rings.ts')).toContain(
      'export function shareRings(',
    )
    expect(read('src/figures/index.ts')).toContain(
      "export { shareRings } from './the-gradient-of-cross-entropy/share-rings.ts'",
    )
  })
  test('a page is listed behind the last chapter', () => {
    expect(run('page', 'Glossary').status).toBe(0)
    expect(read('src/library/config.ts')).toMatch(/appendices: \[[^\]]*'glossary'\]/)
  })
  test('what it does not know is told with its usage', () => {
    expect(run('chaptr', 'A')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^usage: npm run new -- chapter "Title"/),
    })
    expect(run('exercise', '77', 'A').stderr).toMatch(/^no such chapter: 77; there are 01-/)
  })
})

describe('npm run check:chapters', () => {
  test('one chapter is checked by its number, and what is wrong is a list', () => {
    const told = execFileSync(process.execPath, ['scripts/check-chapters.ts', '02', '--json'])
    expect(JSON.parse(String(told))).toEqual([])
  })
  test('a page that is not there is told with those that are', () => {
    const { stderr, status } = spawnSync(process.execPath, ['scripts/check-chapters.ts', '77'], {
      encoding: 'utf8',
    })
    expect(status).toBe(1)
    expect(stderr).toContain('no such page: 77; there are 01-from-scores-to-probabilities, ')
  })
  test('an annotation of GitHub has file, line and column, and its message on one line', () => {
    const file = 'content/en/01-a,b.mdx'
    expect(
      toAnnotation({ file, line: 3, column: 5, severity: 'error', message: '50 % wrong:\nso' }),
    ).toBe('::error file=content/en/01-a%2Cb.mdx,line=3,col=5::50 %25 wrong:%0Aso')
  })
  test('the size of a picture is read from its head, and text is no picture', () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000023280000000a', 'hex')
    expect(sizeOf(png)).toEqual({ width: 9000, height: 10 })
    expect(sizeOf(Buffer.from('GIF89a\x02\x00\x03\x00', 'latin1'))).toEqual({ width: 2, height: 3 })
    expect(sizeOf(Buffer.from('ffd8ffc0001108000300040300', 'hex'))).toEqual({
      width: 4,
      height: 3,
    })
    expect(sizeOf(Buffer.from('not a picture'))).toBe('unknown')
    expect(sizeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined()
  })
})

/** What the step of a job says that keeps files from one run to the next. */
function readKept(job: string): { path: string; key: string; more: string } {
  const [, path, key, more] =
    /actions\/cache@\S+\n +with:\n +path: (.*)\n +key: (.*)\n +restore-keys: (.*)\n/.exec(job) ?? []
  return { path, key, more }
}

describe('the workflows', () => {
  const workflows = readdirSync('.github/workflows').map((it) =>
    readFileSync(join('.github/workflows', it), 'utf8'),
  )

  test('what they run is a script of the repository', () => {
    const run = workflows.join('\n')
    const named = [...run.matchAll(/\bnpm run (?:--silent )?([a-z:]+)/g)].map(([, name]) => name)
    expect(named).toEqual(expect.arrayContaining(['check', 'build', 'review']))
    expect(named.filter((it) => !Object.hasOwn(scripts, it))).toEqual([])
    const files = [...run.matchAll(/\bnode (scripts\/[\w.-]+)/g)]
    expect(files.filter(([, path]) => !existsSync(path))).toEqual([])
  })
  test('those of pull requests may read and no more, and use no secret', () => {
    for (const it of workflows.filter((text) => text.includes('pull_request:'))) {
      expect(it).toContain('permissions:\n  contents: read\n')
      expect(it).not.toMatch(/secrets\.|: write|pull_request_target/)
    }
  })
  test('those that build or check keep what was computed, in the folder where the engine has it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-'))
    openCache(folder)?.put('0'.repeat(64), 1)
    const [kept] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((it) =>
      statSync(join(folder, it)).isFile(),
    )
    rmSync(folder, { recursive: true })
    const jobs = workflows
      .flatMap((it) => it.slice(it.indexOf('\njobs:')).split(/\n {2}(?=\w+:\n)/))
      .filter((it) => /\bnpm run (?:--silent )?(?:build|check|review)\b/.test(it))
    expect(jobs).toHaveLength(4)
    for (const job of jobs) {
      const [installs, keeps, computes] = [
        'node scripts/install.mjs',
        'actions/cache@',
        'npm run ',
      ].map((it) => job.indexOf(it))
      expect([installs, keeps, computes].every((it) => it > 0)).toBe(true)
      expect(installs).toBeLessThan(keeps)
      expect(keeps).toBeLessThan(computes)
      const { path, key, more } = readKept(job)
      expect(kept).toMatch(new RegExp(`^${path}/`))
      // Each change is kept anew, and begins with what was kept before it.
      expect(key).toMatch(/hashFiles\('content\/\*\*', 'src\/\*\*', 'packages\/\*\/src\/\*\*', /)
      expect(key.startsWith(more)).toBe(true)
    }
  })
  test('what two builds weigh is a table of what changed', () => {
    expect(compareWeights({ 'a.html': 1000, 'b.js': 500 }, { 'a.html': 1200, 'b.js': 500 })).toBe(
      [
        '| file | before | after | change |',
        '|---|---:|---:|---:|',
        '| a.html | 1.0 kB | 1.2 kB | +0.2 kB |',
        '| **all** | 1.5 kB | 1.7 kB | +0.2 kB |',
      ].join('\n'),
    )
  })
  test('files that differ by a few bytes are counted behind it', () => {
    expect(compareWeights({ 'a.html': 1000, 'b.js': 500 }, { 'a.html': 1049, 'b.js': 499 })).toBe(
      [
        '| file | before | after | change |',
        '|---|---:|---:|---:|',
        '| **all** | 1.5 kB | 1.5 kB | +0.0 kB |',
        '',
        '2 more differ by less than 0.05 kB.',
      ].join('\n'),
    )
  })
})
