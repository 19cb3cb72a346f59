import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ResultCache } from '../hosts/cache/result-cache.ts'
import type { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { checkBook, type BookCheckOptions } from './check-book.ts'

/** Files that were saved while the book is served, for the process that checks them. */
export interface FilesToCheck {
  /** Pages and modules, as paths from the book's folder. */
  files: readonly string[]
  options: BookCheckOptions & { root: string }
}

/** What is wrong with some files, one line for each mistake. */
export async function checkFiles(
  { files, options }: FilesToCheck,
  cache?: ResultCache,
): Promise<string[]> {
  const pages = files.filter((it) => it.endsWith('.mdx'))
  const texts = pages.map((it) => [it, readFileSync(resolve(options.root, it), 'utf8')] as const)
  const modules = files.filter((it) => !it.endsWith('.mdx'))
  const { errors, warnings } = await checkBook(new Map(texts), { ...options, modules, cache })
  return [...errors, ...warnings].filter((it) => pages.length > 0 || isOfType(it)).map(toLine)
}

/** Of a module alone, all else is told by the page that cannot be made with it. */
const isOfType = ({ told }: ChapterError): boolean =>
  told.kind === 'typeError' || told.kind === 'typeErrorCured'

function toLine({ message, isWarning, reason }: ChapterError): string {
  const [line] = message.split('\n')
  return isWarning ? line.replace(reason.split('\n')[0], (it) => `warning: ${it}`) : line
}
