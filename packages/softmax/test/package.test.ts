import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rolldown } from 'rolldown'
import * as math from '../src/index.ts'

const root = join(import.meta.dirname, '../..')
/** The Node that runs the tests, and the project's own tools, before whatever else is installed. */
const env = {
  ...process.env,
  PATH: [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env.PATH].join(
    delimiter,
  ),
}
let project = ''

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'softmax-notebook-'))
  execFileSync('npm', ['pack', '--pack-destination', project], { cwd: root, env, stdio: 'pipe' })
  const tarball = readdirSync(project).find((file) => file.endsWith('.tgz'))!
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }')
  execFileSync('npm', ['install', `./${tarball}`, '--offline', '--no-audit', '--no-fund'], {
    cwd: project,
    env,
    stdio: 'pipe',
  })
}, 60000)

afterAll(() => rmSync(project, { recursive: true, force: true }))

function bundle(code: string): Promise<string> {
  const entry = join(project, `entry-${Math.abs(hash(code))}.js`)
  writeFileSync(entry, code)
  return rolldown({ input: entry, logLevel: 'silent' })
    .then((build) => build.generate({ format: 'esm', minify: true }))
    .then(({ output }) => output[0].code)
}

const hash = (text: string): number =>
  [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 0)

describe('the maths module, taken along in a tarball', () => {
  it('brings no dependency and nothing but its own files', () => {
    expect(
      readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['softmax-notebook'])
    const files = readdirSync(join(project, 'node_modules/softmax-notebook'))
    expect(
      files.filter((file) => !['LICENSE', 'README.md', 'package.json'].includes(file)),
    ).toEqual(['dist-math'])
  })

  it('is imported in an empty project, with every function and the same results', () => {
    const script = `import * as math from 'softmax-notebook/math'
      console.log(JSON.stringify({ names: Object.keys(math).sort(), p: math.softmax([2, 1, 0.1]), lse: math.logSumExp([1000, 1000]) }))`
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: project,
      env,
      encoding: 'utf8',
    })
    expect(JSON.parse(printed)).toEqual({
      names: Object.keys(math).sort(),
      p: math.softmax([2, 1, 0.1]),
      lse: math.logSumExp([1000, 1000]),
    })
  })

  it('has types: a strict program compiles, and a mistake in it does not', () => {
    const compile = (code: string): string => {
      mkdirSync(join(project, 'src'), { recursive: true })
      writeFileSync(join(project, 'src/program.ts'), code)
      const options = [
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--module',
        'nodenext',
        'src/program.ts',
      ]
      try {
        return execFileSync(
          process.execPath,
          [join(root, 'node_modules/typescript/lib/tsc.js'), ...options],
          { cwd: project, env, encoding: 'utf8' },
        )
      } catch (error) {
        return String((error as { stdout: string }).stdout)
      }
    }
    const start = `import { softmax } from 'softmax-notebook/math'\n`
    expect(
      compile(
        `${start}export const shown: string[] = softmax([1, 2], { temperature: 2 }).map((share) => share.toFixed(2))`,
      ),
    ).toBe('')
    expect(
      compile(
        `${start}export const kept: Float32Array = softmax(new Set([1]), { out: new Float32Array(1) })`,
      ),
    ).toBe('')
    expect(compile(`${start}softmax(['1'])`)).toContain('error TS2322')
  }, 30000)

  it('leaves out what is not used', async () => {
    const whole = await bundle(`export * from 'softmax-notebook/math'`)
    const sizes = async (name: string): Promise<number> =>
      (await bundle(`export { ${name} } from 'softmax-notebook/math'`)).length
    expect(whole.length).toBeLessThan(70000)
    expect(await sizes('argmax')).toBeLessThan(1500)
    expect(await sizes('sparsemax')).toBeLessThan(3500)
    expect(await sizes('softmax')).toBeLessThan(8000)
    expect(await sizes('maximumEntropy')).toBeGreaterThan(await sizes('softmax'))
  }, 30000)

  it('keeps its docstrings, for the editor', () => {
    const types = readFileSync(
      join(project, 'node_modules/softmax-notebook/dist-math/softmax.d.ts'),
      'utf8',
    )
    expect(types).toContain('Scores to probabilities.')
  })
})
