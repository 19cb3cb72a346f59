import { resolve } from 'node:path'
import { readBookFiles } from './book-files.ts'
import { findChapter } from '../chapter/chapter.ts'
import { checkCites } from './check-cites.ts'
import { checkComponents } from './check-components.ts'
import { checkFrontmatter } from './check-frontmatter.ts'
import { checkHeadings } from './check-headings.ts'
import { checkLinks } from './check-links.ts'
import { checkProse } from './check-prose.ts'
import { gather, type Mistakes } from '../syntax/mistakes.ts'
import { parseSource } from '../syntax/parse-source.ts'
import { readReferences } from './reference-list.ts'
import { unravel } from '../syntax/unravel.ts'

export interface ChapterCheckOptions {
  /** The book's list of works, a JSON file. */
  references: string
  /** Ids that the frame of every page has. */
  reserved?: readonly string[]
  /** The folder that paths are relative to. Default: the working directory. */
  root?: string
}

/**
 * Checks all of a chapter's text that can be known before its formulas are read and its cells run.
 * @param file its path, relative to the root
 * @param given a list to tell mistakes to
 * @returns whether the chapter could be read: if not, nothing else can be checked
 * @throws ChapterErrors without such a list: every mistake, each with file, line, column and cure
 */
export function checkChapter(
  file: string,
  written: string,
  options: ChapterCheckOptions,
  given?: Mistakes,
): boolean {
  const { references, reserved = [], root: folder = process.cwd() } = options
  // Some editors put a mark of the encoding first.
  const source = written.replace(/^\uFEFF/, '')
  return gather(file, given, (mistakes) => {
    const { tell } = mistakes
    const hasFrontmatter = checkFrontmatter(source, tell)
    const root = mistakes.attempt(() => parseSource(file, source))
    if (!root) return false
    unravel(root)
    const { cells } = findChapter(file, root, source, mistakes)
    const roots = [root, ...cells.flatMap(({ caption }) => caption ?? [])]
    checkHeadings(root, source, [...reserved, 'program'], tell)
    for (const it of roots) checkProse(it, source, tell)
    for (const it of roots) checkComponents(it, tell)
    const listed = mistakes.attempt(() => readReferences(resolve(folder, references)))
    if (listed)
      checkCites(
        roots,
        listed.map((it) => it.id),
        tell,
      )
    checkLinks(roots, readBookFiles(resolve(folder, file), resolve(folder, 'public')), tell)
    return hasFrontmatter
  })
}
