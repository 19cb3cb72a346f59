import type { AstroIntegration, HookParameters } from 'astro'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { embedFolder } from './embed/paths.ts'

/** Writes a file of the site. */
export type Write = (file: string, bytes: Uint8Array) => void

interface Steps extends Record<'clear' | 'bringBack' | 'clearCells', AstroIntegration> {
  write: Write
}

/** A build that writes over the one before. */
interface Build {
  /** When it began, in milliseconds. */
  began: number
  /** Where the former pages of single cells wait. */
  aside: string
}

/**
 * Has a build write over the files of the one before, and removes those that it has not written. Astro empties the folder
 * first; where thousands of files have just been removed, a file system such as ext4 takes long to make new ones.
 * @returns `write`, which writes a file where it has other content, since to read one takes less than to write it anew, and
 * three steps. `clear` stands before all that read the site's folder, and sets aside the pages of single cells, of
 * which there are most; `bringBack` before these are written; `clearCells` behind that.
 */
export function writeOver(): Steps {
  /** Undefined where the folder is Astro's to empty, or to leave. */
  let build: Build | undefined
  /** The files that stay as the build before wrote them. */
  const same = new Set<string>()
  const setUp = ({ command, config, updateConfig }: HookParameters<'astro:config:setup'>): void => {
    if (command !== 'build' || config.vite.build?.emptyOutDir !== undefined) return
    updateConfig({ vite: { build: { emptyOutDir: false } } })
    const aside = join(fileURLToPath(config.cacheDir), embedFolder)
    build = { began: readClock(fileURLToPath(config.outDir)), aside }
  }
  const whenDone = (work: (folder: string, build: Build) => void): AstroIntegration['hooks'] => ({
    'astro:build:done': ({ dir }) => {
      if (build) work(fileURLToPath(dir), build)
    },
  })
  const clear = whenDone((folder, { began, aside }) => {
    move(join(folder, embedFolder), aside)
    removeOlder(folder, began)
  })
  const bringBack = whenDone((folder, { aside }) => move(aside, join(folder, embedFolder)))
  const clearCells = whenDone((folder, { began }) =>
    removeOlder(join(folder, embedFolder), began, same),
  )
  return {
    write: (file, bytes) => {
      if (hasContent(file, bytes)) same.add(file)
      else writeFileSync(file, bytes)
    },
    clear: { name: 'clear', hooks: { 'astro:config:setup': setUp, ...clear } },
    bringBack: { name: 'bring-back', hooks: bringBack },
    clearCells: { name: 'clear-cells', hooks: clearCells },
  }
}

function hasContent(file: string, bytes: Uint8Array): boolean {
  const found = statSync(file, { throwIfNoEntry: false })
  return found?.isFile() === true && found.size === bytes.length && readFileSync(file).equals(bytes)
}

/** Moves a folder, if there is one, in the place of another. One that cannot be moved is removed. */
function move(from: string, to: string): void {
  if (!existsSync(from)) return
  rmSync(to, { recursive: true, force: true })
  mkdirSync(dirname(to), { recursive: true })
  try {
    renameSync(from, to)
  } catch {
    rmSync(from, { recursive: true, force: true })
  }
}

/** The time by the clock of a folder's file system, which need not be this machine's. */
export function readClock(folder: string): number {
  const probe = join(folder, '.clock')
  mkdirSync(folder, { recursive: true })
  writeFileSync(probe, '')
  const { mtimeMs } = lstatSync(probe)
  rmSync(probe)
  return mtimeMs
}

/**
 * Removes the files below a folder that were last written before a time, in milliseconds, and the folders that are empty
 * then. A repository that the site is published from stays.
 * @param kept files that stay however old they are
 * @returns whether nothing is left
 */
export function removeOlder(folder: string, time: number, kept?: ReadonlySet<string>): boolean {
  if (!existsSync(folder)) return true
  const left = readdirSync(folder, { withFileTypes: true }).filter((entry) => {
    const path = join(folder, entry.name)
    if (entry.name === '.git') return true
    if (entry.isDirectory()) return !removeOlder(path, time, kept)
    if (kept?.has(path) || isWrittenSince(path, time)) return true
    rmSync(path)
    return false
  })
  if (left.length === 0) rmdirSync(folder)
  return left.length === 0
}

/** A copy may bear the date of what it was copied from. */
function isWrittenSince(path: string, time: number): boolean {
  const { mtimeMs, ctimeMs } = lstatSync(path)
  return Math.max(mtimeMs, ctimeMs) >= time
}
