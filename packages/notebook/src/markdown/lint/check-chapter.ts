import type { Root } from 'mdast'
import { resolve } from 'node:path'
import { readBookFiles } from './book-files.ts'
import { findChapter } from '../chapter/chapter.ts'
import { ChapterError, tellAll, type Tell } from '../syntax/chapter-error.ts'
import { checkCites } from './check-cites.ts'
import { checkComponents } from './check-components.ts'
import { componentTable, type WrittenComponent } from '../syntax/component-table.ts'
import { checkFrontmatter } from './check-frontmatter.ts'
import { checkHeadings } from './check-headings.ts'
import { checkLinks } from './check-links.ts'
import { checkProse } from './check-prose.ts'
import { parseSource } from '../syntax/parse-source.ts'
import { readReferences } from './reference-list.ts'
import { unravel } from '../syntax/unravel.ts'

export interface CheckOptions {
  /** The book's list of works, a JSON file. */
  references: string
  /** Ids that the frame of every page has. */
  reserved?: readonly string[]
  /** What authors may write of the book's own components. */
  tags?: Readonly<Record<string, WrittenComponent>>
  /** The names of pages that stand behind the last chapter of a language. */
  appendices?: readonly string[]
  /** The folder that paths are relative to. Default: the working directory. */
  root?: string
}

/**
 * Checks all of a chapter that can be known before anything in it runs.
 * @param file its path, relative to the root
 * @throws ChapterError that tells every mistake found, each with file, line, column and cure
 */
export function checkChapter(
  file: string,
  written: string,
  {
    references,
    reserved = [],
    appendices = [],
    tags = {},
    root: folder = process.cwd(),
  }: CheckOptions,
): void {
  // Some editors put a mark of the encoding first.
  const source = written.replace(/^\uFEFF/, '')
  const ids = readReferences(resolve(folder, references)).map((it) => it.id)
  tellAll(file, (tell) => {
    checkFrontmatter(source, tell)
    const root = told(tell, () => parseSource(file, source))
    if (!root) return
    unravel(root)
    const table = { ...componentTable, ...tags }
    const roots = [root, ...captionsOf(file, root, source, tell)]
    checkHeadings(root, source, [...reserved, 'program'], tell)
    for (const it of roots) checkProse(it, source, tell)
    for (const it of roots) checkComponents(it, tell, table)
    checkCites(roots, ids, tell)
    checkLinks(
      roots,
      readBookFiles(resolve(folder, file), resolve(folder, 'public'), appendices),
      tell,
    )
  })
}

function captionsOf(file: string, root: Root, source: string, tell: Tell): Root[] {
  const chapter = told(tell, () => findChapter(file, root, source))
  return (chapter?.cells ?? []).flatMap(({ caption }) => caption ?? [])
}

/** What `read` gives, or nothing once its mistake is told. */
function told<T>(tell: Tell, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ChapterError)) throw error
    tell({ line: error.line ?? 1, column: error.column ?? 1 }, error.reason)
    return undefined
  }
}
