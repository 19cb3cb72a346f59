import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Root } from 'mdast'
import { noteFile } from '../../hosts/cache/reads.ts'
import { homeLanguage, languageOf } from '../../strings/strings.ts'
import { parseSource } from '../syntax/parse-source.ts'
import { toSource } from '../syntax/to-source.ts'

/** The page that a translation is made from. */
export interface SourcePage {
  /** Its path from the root, as messages give it. */
  file: string
  path: string
  text: string
  /** Its syntax tree, which nobody changes. */
  root: Root
}

/**
 * Where the source of a translation lies: the page of the same name in the book's first language. Undefined for
 * pages of that language.
 */
export function sourcePathOf(path: string): string | undefined {
  const language = languageOf(path)
  if (language === undefined || !/^[a-z]{2}$/.test(language) || language === homeLanguage)
    return undefined
  return join(dirname(dirname(path)), homeLanguage, basename(path))
}

const known = new Map<string, { read: number; page: Omit<SourcePage, 'file'> }>()

/**
 * The page that another is a translation of, read again when its file has changed; undefined if there is none.
 * @param file the translation's path, from the root
 * @throws ChapterError if the source cannot be parsed
 */
export function findSource(file: string, root: string = process.cwd()): SourcePage | undefined {
  const path = sourcePathOf(resolve(root, file))
  if (path === undefined) return undefined
  noteFile(path)
  if (!existsSync(path)) return undefined
  const read = statSync(path).mtimeMs
  const from = relative(root, path).replaceAll('\\', '/')
  const before = known.get(path)
  if (before?.read === read) return { ...before.page, file: from }
  const text = toSource(readFileSync(path, 'utf8'))
  const page = { path, text, root: parseSource(from, text) }
  known.set(path, { read, page })
  return { ...page, file: from }
}
