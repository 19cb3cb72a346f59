import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findPlot, indent, readChapter, readModel, values } from './read-chapter.ts'
import type { System } from './systems/system.ts'

const here = new URL('.', import.meta.url).pathname
const modelPaths: Record<string, string> = { notebook: 'src/model.ts', framework: 'src/model.ts' }

/** A system's project on disk. */
export interface Project {
  folder: string
  /** The chapters' files, by their paths in the project. */
  chapters: string[]
}

/** Writes a project with so many copies of the reference chapter, in a folder of its own. */
export function makeProject(system: System, copies: number, name = String(copies)): Project {
  const folder = resolve('.cache/bench', `${system.key}-${name}`)
  layTemplate(system, folder)
  const chapter = readChapter()
  for (const path of globSync('**/*.ts', { cwd: folder })) fillIn(join(folder, path))
  write(folder, modelPaths[system.key] ?? 'model.ts', readModel())
  const chapters = Array.from({ length: copies }, (_, n) => system.write(chapter, n + 1))
  for (const { path, text } of chapters) write(folder, path, text)
  linkPackages(system, folder)
  return { folder, chapters: chapters.map(({ path }) => path) }
}

/** Empties the folder, but for what was fetched for any project of this system. */
function layTemplate({ key, keep }: System, folder: string): void {
  const kept = keep && join(resolve('.cache/bench', `${key}-1`), keep)
  const aside = resolve('.cache/bench', `${key}-kept`)
  if (kept && existsSync(kept)) cpSync(kept, aside, { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const template = join(here, key, 'template')
  // Notebook Kit needs none.
  if (existsSync(template)) cpSync(template, folder, { recursive: true })
  if (keep && existsSync(aside)) cpSync(aside, join(folder, keep), { recursive: true })
}

/** Writes a project whose scripts keep the names of their sources, with the settings that its build needs. */
export function makeReadable(system: System): Project | undefined {
  if (!system.readable) return undefined
  const project = makeProject(system, 1, 'readable')
  const { path, text } = system.readable.file
  write(project.folder, path, text)
  return project
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** Puts the source's plots and values into a template's `{{…}}`. */
function fillIn(path: string): void {
  const template = readFileSync(path, 'utf8')
  const text = template
    .replace(/^\{\{plot (\w+)\}\}/gm, (_, name: string) => indent(findPlot(readChapter(), name), 4))
    .replace('{{values}}', indent(values, 2))
  if (text !== template) writeFileSync(path, text)
}

function linkPackages({ packages }: System, folder: string): void {
  write(folder, 'package.json', '{ "private": true, "type": "module" }\n')
  if (packages) symlinkSync(join(here, packages, 'node_modules'), join(folder, 'node_modules'))
}

/** Installs a peer's packages, in its own folder, unless they are there. */
export function install(packages: string): void {
  const folder = join(here, packages)
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return
  console.log(`installing the packages of bench/reference/${packages} …`)
  // Not `ci`, which refuses a lock without an optional package that a registry did not have.
  execFileSync('npm', ['install', '--workspaces=false', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The packages that a system is made of, with their versions; ours are those of the project. */
export function versionsOf({ packages }: System): Record<string, string> {
  const path = packages ? join(here, packages, 'package.json') : resolve('package.json')
  const { dependencies, version } = JSON.parse(readFileSync(path, 'utf8')) as {
    dependencies: Record<string, string>
    version: string
  }
  return packages ? dependencies : { '@cellgraph/notebook': version }
}
