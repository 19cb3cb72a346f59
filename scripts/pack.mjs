// Packs the packages as they are published: JavaScript with declarations, where the sources here are TypeScript.
// `npm run pack` writes the tarballs into .cache/packed; `node scripts/pack.mjs softmax` packs one alone, and
// `--into <folder>` puts them, and what is on the way, into another folder.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Each after those that it needs. */
const order = ['softmax', 'formula', 'drawing-document', 'notebook']
const { values, positionals: wanted } = parseArgs({
  options: { into: { type: 'string' } },
  allowPositionals: true,
})
const packed = values.into === undefined ? join(root, '.cache/packed') : resolve(values.into)
const staged = values.into === undefined ? join(root, '.cache/pack') : join(packed, 'staged')
const bin = [dirname(process.execPath), join(root, 'node_modules/.bin'), process.env.PATH]
const run = (command, args, { cwd = root, stdout = 'inherit' } = {}) =>
  execFileSync(command, args, {
    cwd,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: bin.join(delimiter) },
  })

/** Files that are copied as they are, but for the endings of what they import. */
const copied = '**/*.{astro,css,html,mjs,svg,d.ts}'

/** Addresses of our own modules in strings, which the compiler leaves alone: `new URL('./thread.ts', …)`. */
const toJavaScript = (text) => text.replace(/(['"`])(\.{1,2}\/[\w./[\]-]+)\.ts\1/g, '$1$2.js$1')

function pack(name) {
  const source = join(root, 'packages', name)
  const folder = join(staged, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  run('tsc', ['-p', join(source, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')])
  for (const file of globSync(copied, { cwd: join(source, 'src') }))
    cpSync(join(source, 'src', file), join(folder, 'dist', file))
  for (const file of globSync('dist/**/*.{js,mjs,astro}', { cwd: folder }))
    rewrite(join(folder, file))
  for (const file of globSync('{README,CHANGELOG}.md', { cwd: source }))
    cpSync(join(source, file), join(folder, file))
  for (const file of globSync('{bin,template}/**', { cwd: source, withFileTypes: true }))
    if (file.isFile()) copyTo(join(file.parentPath, file.name), source, folder)
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(toManifest(source), null, 2)}\n`)
  mkdirSync(packed, { recursive: true })
  const options = ['pack', '--silent', '--pack-destination', packed]
  return join(packed, run('npm', options, { cwd: folder, stdout: 'pipe' }).trim())
}

function copyTo(path, from, to) {
  const target = join(to, path.slice(from.length))
  mkdirSync(dirname(target), { recursive: true })
  cpSync(path, target)
}

function rewrite(path) {
  const text = readFileSync(path, 'utf8')
  const changed = toJavaScript(text)
  if (changed !== text) writeFileSync(path, changed)
}

/** The manifest with its entries in `dist`, and without what only the repository needs. */
function toManifest(source) {
  const {
    devDependencies: _,
    exports,
    sideEffects,
    ...manifest
  } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  const toDist = (path) => path.replace('./src/', './dist/').replace(/\.ts$/, '.js')
  const entries = Object.entries(exports).map(([entry, path]) => {
    const file = toDist(path)
    return [entry, { types: file.replace(/\.js$/, '.d.ts'), default: file }]
  })
  return {
    ...manifest,
    sideEffects: Array.isArray(sideEffects) ? sideEffects.map(toDist) : sideEffects,
    exports: Object.fromEntries(entries),
    files: ['dist', 'bin', 'template', 'README.md', 'CHANGELOG.md', 'LICENSE'],
  }
}

for (const name of order) if (wanted.length === 0 || wanted.includes(name)) console.log(pack(name))
