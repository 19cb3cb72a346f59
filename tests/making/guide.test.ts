import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { authorEnvironment } from '../e2e/build-book.ts'

const guide = readFileSync('CONTRIBUTING.md', 'utf8')

/** The commands of the guide's steps, in their order. Those that serve a book, build it, format all code or run all tests have tests of their own. */
const commands = [...guide.matchAll(/^\d+\. .*$/gm)]
  .flatMap(([step]) => Array.from(step.matchAll(/`((?:npm|npx) [^`]*)`/g), ([, it]) => it))
  .filter((it) => !/^npm (?:test|run (?:dev|check|format|review))$|--project e2e/.test(it))

/** A copy of the repository, in which what is installed here is installed. */
const root = mkdtempSync(join(tmpdir(), 'guide-'))
const env = authorEnvironment({
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  NOTEBOOK_CACHE: resolve('node_modules/.cache/notebook'),
})
const run = (command: string): { status: number | null; said: string } => {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: root,
    env,
    shell: true,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

beforeAll(() => {
  const left = /^(?:node_modules|\.git|\.cache|\.astro|dist|coverage)$/
  for (const name of readdirSync('.').filter((it) => !left.test(it)))
    cpSync(name, join(root, name), {
      recursive: true,
      filter: (path) => !path.split(/[\\/]/).some((it) => left.test(it)),
    })
  linkPackages(resolve('node_modules'), join(root, 'node_modules'))
})
afterAll(() => rmSync(root, { recursive: true }))

/** As npm installs them: the packages of the repository are links to its own folders. */
function linkPackages(from: string, to: string): void {
  const own: Record<string, string> = { 'accurate-softmax': 'softmax' }
  mkdirSync(to)
  for (const name of readdirSync(from).filter((it) => it === '.bin' || !it.startsWith('.')))
    if (name !== '@cellgraph' && !Object.hasOwn(own, name))
      symlinkSync(join(from, name), join(to, name), 'junction')
  for (const [name, folder] of Object.entries(own))
    symlinkSync(join(root, 'packages', folder), join(to, name), 'junction')
  mkdirSync(join(to, '@cellgraph'))
  for (const name of ['notebook', 'formula', 'drawing-document'])
    symlinkSync(join(root, 'packages', name), join(to, '@cellgraph', name), 'junction')
}

test('the guide begins a chapter, checks it, settles it and tests it', () => {
  expect(commands.map((it) => it.replace(/^npm run |^npx /, '').split(' ')[0])).toEqual([
    'new',
    'new',
    'new',
    'new',
    'check:chapters',
    'settle',
    'vitest',
  ])
})
test('every command of its steps does what it says, one after the other, for a new chapter', () => {
  const [check] = commands.filter((it) => it.includes('check:chapters'))
  for (const command of commands) {
    const { status, said } = run(command)
    // What it tells of a new chapter is what the next step settles.
    if (command === check)
      expect(said).toMatch(/readings to be kept[^]*: 1 wrong, \d+ to look at\n$/)
    else expect(status, `${command}:\n${said}`).toBe(0)
  }
  expect(run(check)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/: right, \d+ to look at\n$/),
  })
})
test('a list with a mistake is told at its place by the check of one chapter, and nothing else of it is', () => {
  for (const [list, wrong] of Object.entries({
    'content/symbols.json': [
      /\}\s*\]\s*$/,
      '},\n]\n',
      /^content\/symbols\.json:\d+:\d+: comma too many/m,
    ],
    'content/references.json': [
      '"title"',
      '"titel"',
      /^content\/references\.json:\d+:\d+: .*titel/m,
    ],
  } as const)) {
    const path = join(root, list)
    const right = readFileSync(path, 'utf8')
    writeFileSync(path, right.replace(wrong[0], wrong[1]))
    const { status, said } = run('npm run check:chapters -- 04')
    writeFileSync(path, right)
    expect(status).toBe(1)
    expect(said).toMatch(wrong[2])
    expect(said).not.toMatch(/^ +at /m)
  }
})
test('it shows pictures, each with words for those who do not see it', () => {
  const pictures = [...guide.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)]
  expect(pictures.length).toBeGreaterThan(1)
  for (const [, words, path] of pictures) {
    expect(words.length).toBeGreaterThan(20)
    expect(existsSync(path)).toBe(true)
  }
})
