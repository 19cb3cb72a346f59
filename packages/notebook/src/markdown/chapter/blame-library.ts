import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import type { Origin } from '../../hosts/build/find-origin.ts'
import type { RunOptions } from '../../hosts/build/run-program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'

/**
 * The mistake where it stands in a file of the book, such as a figure's, that a cell has called; undefined
 * if the file is of a package, or only refuses what the cell has given it: then the cell is to blame.
 * @param error the failure, of the cell if one has called the file
 */
export function blameLibrary(
  error: Error,
  origin: Origin,
  { root = process.cwd(), library }: Pick<RunOptions, 'root' | 'library'>,
): ChapterError | undefined {
  const folder = realpathSync(resolve(root))
  const file = realpathSync(origin.file)
  if (!isOwn(file, folder, library.numbers)) return undefined
  const isNumbers = file === realpathSync(resolve(root, library.numbers))
  if (isNumbers && error instanceof ChapterError && refuses(file, origin)) return undefined
  const calledBy = error instanceof ChapterError ? `; called by ${describe(error)}` : ''
  const reason = error instanceof ChapterError ? withoutLabel(error.reason) : error.message
  const path = relative(folder, file).replaceAll('\\', '/')
  return new ChapterError(path, origin, `${reason}${calledBy}`, error)
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

const label = /^((?:cell|input) `[^`]*`|value `[^`]*`|(?:caption|alt|table) of cell `[^`]*`): /

const withoutLabel = (reason: string): string => reason.replace(label, '')

function describe({ file, line, column, reason }: ChapterError): string {
  const [, what = 'the page'] = label.exec(reason) ?? []
  return line === undefined ? `${what} (${file})` : `${what} (${file}:${line}:${column})`
}
