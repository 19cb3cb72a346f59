import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Origin } from '../../hosts/build/find-origin.ts'
import type { RunOptions } from '../../hosts/build/run-program.ts'
import { asMistake, type Mistake, type Told } from '../../strings/mistakes.ts'
import { ChapterError } from '../syntax/chapter-error.ts'

/** What went wrong in a file that the library loads, or that a cell has called. */
export interface LibraryFailure {
  told: Told
  origin: Origin
  /** What has called it, and where that stands. */
  caller?: { what: Mistake; error: ChapterError }
  cause?: unknown
}

/**
 * The mistake where it stands in a file of the book, such as a figure's, that a cell has called; undefined
 * if the file is of a package, or only refuses what the cell has given it: then the cell is to blame.
 */
export function blameLibrary(
  { told, origin, caller, cause = caller?.error }: LibraryFailure,
  { root = process.cwd(), library }: Pick<RunOptions, 'root' | 'library'>,
): ChapterError | undefined {
  const folder = realpathSync(resolve(root))
  const file = realpathSync(origin.file)
  if (!isOwn(file, folder, library.numbers)) return undefined
  const isNumbers = file === realpathSync(resolve(root, library.numbers))
  if (isNumbers && caller && refuses(file, origin)) return undefined
  const path = relative(folder, file).replaceAll('\\', '/')
  if (!caller) return new ChapterError(path, origin, asMistake(told), { cause })
  const { what, error } = caller
  return new ChapterError(
    path,
    origin,
    { kind: 'calledBy', message: told, caller: what, place: placeIn(error) },
    { cause, calledBy: error },
  )
}

/** A file of the book's own package: that of the folder, or of the module with the book's numbers. */
function isOwn(file: string, folder: string, numbers: string): boolean {
  if (file.includes('/node_modules/')) return false
  const own = [packageOf(folder), packageOf(dirname(resolve(folder, numbers)))]
  return own.includes(packageOf(dirname(file)))
}

function packageOf(folder: string): string {
  const up = dirname(folder)
  return up === folder || existsSync(join(folder, 'package.json')) ? folder : packageOf(up)
}

/** Whether a function throws at this place because of what it was given. */
function refuses(file: string, { line }: Origin): boolean {
  return /\bthrow\b/.test(readFileSync(file, 'utf8').split('\n')[line - 1] ?? '')
}

function placeIn({ file, line, column }: ChapterError): string {
  return line === undefined ? file : `${file}:${line}:${column}`
}
