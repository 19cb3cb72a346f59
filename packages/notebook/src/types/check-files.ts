import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ResultCache } from '../hosts/cache/result-cache.ts'
import type { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { coreOf, ofTypes } from '../markdown/syntax/without-echoes.ts'
import type { Mistake } from '../strings/mistakes.ts'
import { checkBook, type BookCheckOptions } from './check-book.ts'

/** Files that were saved while the book is served, for the process that checks them. */
export interface FilesToCheck {
  /** Pages and modules, as paths from the book's folder. */
  files: readonly string[]
  options: BookCheckOptions & { root: string }
}

/**
 * What the development server does not tell by itself of some files, one line for each: warnings, mistakes in types, and
 * what is wrong with modules, which may load all the same.
 */
export async function checkFiles(
  { files, options }: FilesToCheck,
  cache?: ResultCache,
): Promise<string[]> {
  const pages = files.filter((it) => it.endsWith('.mdx'))
  const texts = pages.map((it) => [it, readFileSync(resolve(options.root, it), 'utf8')] as const)
  const modules = files.filter((it) => !it.endsWith('.mdx'))
  const { errors, warnings } = await checkBook(new Map(texts), { ...options, modules, cache })
  const isUntold = (it: ChapterError): boolean => isOfTypes(it) || modules.includes(it.file)
  return [...errors.filter(isUntold), ...warnings].map(toLine)
}

/** What only the check of types finds. All else keeps its page from being made, which tells it. */
const onlyTyped: readonly Mistake['kind'][] = [...ofTypes, 'takesLibraryName']

const isOfTypes = ({ told }: ChapterError): boolean => onlyTyped.includes(coreOf(told).kind)

function toLine({ message, isWarning, reason }: ChapterError): string {
  const [line] = message.split('\n')
  return isWarning ? line.replace(reason.split('\n')[0], (it) => `warning: ${it}`) : line
}
