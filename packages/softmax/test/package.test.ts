import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rolldown } from 'rolldown'
import * as math from '../src/index.ts'
import { FINGERPRINT } from './fingerprint.ts'

const root = join(import.meta.dirname, '../../..')
/** The Node that runs the tests, and the project's own tools, before whatever else is installed. */
const env = {
  ...process.env,
  PATH: [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env.PATH].join(
    delimiter,
  ),
}
const run = (command: string, args: readonly string[], cwd = project): string =>
  execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
/** An empty project that has the package and nothing else, and where the package lies in it. */
let project = ''
let installed = ''

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'accurate-softmax-'))
  const script = join(root, 'scripts/pack.mjs')
  const into = join(project, 'packed')
  const tarball = run(process.execPath, [script, 'softmax', '--into', into], root).trim()
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }')
  run('npm', ['install', tarball, '--offline', '--no-audit', '--no-fund'])
  installed = join(project, 'node_modules/accurate-softmax')
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

/** What a bundler makes of one module, minified. */
async function bundle(code: string): Promise<string> {
  const build = await rolldown({
    input: 'entry',
    cwd: project,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? join(project, 'entry.js') : null),
        load: (id) => (id === join(project, 'entry.js') ? code : null),
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm', minify: true })
  return output[0].code
}

/** Bytes that a page loads for one function. */
const sizeOf = async (name: string): Promise<number> =>
  gzipSync(await bundle(`export { ${name} } from 'accurate-softmax'`)).length

function compile(code: string): string {
  mkdirSync(join(project, 'src'), { recursive: true })
  writeFileSync(join(project, 'src/program.ts'), code)
  const options = '--noEmit --strict --target es2022 --module nodenext src/program.ts'.split(' ')
  try {
    return run(process.execPath, [join(root, 'node_modules/typescript/lib/tsc.js'), ...options])
  } catch (error) {
    return String((error as { stdout: string }).stdout)
  }
}

describe('accurate-softmax, taken along in a tarball', () => {
  it('brings no dependency and nothing but its own files', () => {
    expect(
      readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['accurate-softmax'])
    expect(readdirSync(installed).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ])
  })

  it('says what it is: name, licence, types, and no code that runs by being imported', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as object
    expect(manifest).toMatchObject({
      name: 'accurate-softmax',
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    })
    for (const key of ['dependencies', 'devDependencies', 'scripts', 'private'])
      expect(manifest).not.toHaveProperty(key)
  })

  it('is imported in an empty project, with every function and the same results', () => {
    const script = `import * as math from 'accurate-softmax'
      console.log(JSON.stringify({ names: Object.keys(math).sort(), p: math.softmax([2, 1, 0.1]), lse: math.logSumExp([1000, 1000]) }))`
    expect(JSON.parse(run(process.execPath, ['--input-type=module', '-e', script]))).toEqual({
      names: Object.keys(math).sort(),
      p: math.softmax([2, 1, 0.1]),
      lse: math.logSumExp([1000, 1000]),
    })
  })

  it('gives the same bits as its source, in Node and after minifying', async () => {
    const test = join(import.meta.dirname, 'fingerprint.ts')
    const minified = join(project, 'minified.js')
    writeFileSync(minified, await bundle(`export * from 'accurate-softmax'`))
    for (const module of ['accurate-softmax', './minified.js']) {
      const script = `import * as math from ${JSON.stringify(module)}
        import { readFileSync } from 'node:fs'
        import { fingerprint } from ${JSON.stringify(test)}
        const table = readFileSync(${JSON.stringify(join(import.meta.dirname, 'logsumexp-vectors.json'))}, 'utf8')
        console.log(fingerprint(math, JSON.parse(table)))`
      expect(run(process.execPath, ['--input-type=module', '-e', script]).trim()).toBe(FINGERPRINT)
    }
  })

  it('is plain modules that import each other by their whole names, as browsers and Deno want it', () => {
    const files = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const code = readFileSync(join(installed, 'dist', file), 'utf8')
      const imported = [...code.matchAll(/\bfrom\s*['"]([^'"]+)['"]/g)].map(([, name]) => name)
      for (const name of imported) expect(name, file).toMatch(/^\.{1,2}\/[\w/]+\.js$/)
      expect(code, file).not.toMatch(/\b(require|process|Deno|window|document|Buffer)\b\s*[.(]/)
    }
  })

  it('has types: a strict program compiles, and a mistake in it does not', () => {
    const start = `import { softmax, softmaxRows, crossEntropyRows } from 'accurate-softmax'\n`
    const programs = [
      `export const shown: string[] = softmax([1, 2], { temperature: 2 }).map((share) => share.toFixed(2))`,
      `export const kept: Float32Array = softmax(new Set([1]), { out: new Float32Array(1) })`,
      `export const rows: Float64Array = softmaxRows([1, 2], { rows: 1, columns: 2 })`,
      `export const mean: number = crossEntropyRows([1, 2], [0], { rows: 1, columns: 2, reduction: 'mean' })`,
      `export const each: Float64Array = crossEntropyRows([1, 2], [0], { rows: 1, columns: 2 })`,
    ]
    expect(compile(start + programs.join('\n'))).toBe('')
    const mistakes = [
      `softmax(['1'])`,
      `softmaxRows([1, 2], { rows: 1 })`,
      `softmaxRows([[1, 2]], { rows: 1, columns: 2 })`,
      `const each: number = crossEntropyRows([1, 2], [0], { rows: 1, columns: 2 })`,
    ]
    for (const mistake of mistakes) expect(compile(start + mistake)).toContain('error TS2')
  })

  it('leaves out what is not used: softmax alone is at most 3 kB', async () => {
    expect(await sizeOf('softmax')).toBeLessThanOrEqual(3000)
    expect(await sizeOf('argmax')).toBeLessThan(1500)
    expect(await sizeOf('softmaxRows')).toBeLessThan(4000)
    expect(await sizeOf('maximumEntropy')).toBeGreaterThan(await sizeOf('softmax'))
  })

  it('keeps its docstrings, for the editor', () => {
    const types = readFileSync(join(installed, 'dist/softmax.d.ts'), 'utf8')
    expect(types).toContain('Scores to probabilities.')
  })
})
