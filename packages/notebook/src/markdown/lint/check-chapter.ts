import type { Root, RootContent } from 'mdast'
import { resolve } from 'node:path'
import { readBookFiles } from './book-files.ts'
import { findChapter } from '../chapter/chapter.ts'
import { checkCites } from './check-cites.ts'
import { checkComponents } from './check-components.ts'
import { componentTable, type WrittenComponent } from '../syntax/component-table.ts'
import { checkExamples } from './check-examples.ts'
import { findConflict, findGarbled } from '../syntax/find-foreign.ts'
import { isUtf16 } from '../syntax/is-utf16.ts'
import { checkFrontmatter } from './check-frontmatter.ts'
import { checkHeadings } from './check-headings.ts'
import { checkIds } from './check-ids.ts'
import { checkLinks } from './check-links.ts'
import { checkProse } from './check-prose.ts'
import { gather, type Mistakes, type ReportMistake } from '../syntax/mistakes.ts'
import { checkTranslation } from '../translation/check-translation.ts'
import { codePointOf } from '../../text/code-point.ts'
import { placeAt } from '../../text/place.ts'
import { parsePage } from '../translation/parse-page.ts'
import { findSource } from '../translation/source-page.ts'
import { toSource } from '../syntax/to-source.ts'
import { readReferences } from './reference-list.ts'
import { warnOfClasses } from './style-classes.ts'
import { warnOfComponents } from './warn-of-components.ts'
import { unravel } from '../syntax/unravel.ts'

/** Tells of a page without any content. */
function checkContent(root: Root, report: ReportMistake): void {
  const isComment = (node: RootContent): boolean =>
    node.type === 'mdxFlowExpression' && /^\s*(?:\/\*[^]*\*\/\s*)*$/.test(node.value)
  if (root.children.every((it) => it.type === 'yaml' || isComment(it)))
    report({ line: 1, column: 1 }, { kind: 'emptyPage' })
}

/** Signs that nobody sees, and that turn what stands behind them round, or keep it from being found. */
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u0084\u0086-\u009f\u00ad\u200b\u2028\u2029\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g

function checkSigns(source: string, report: ReportMistake): void {
  for (const { 0: sign, index } of source.matchAll(invisible))
    report(placeAt(source, index), { kind: 'invisibleSign', sign: codePointOf(sign) })
  const garbled = findGarbled(source)
  if (garbled) report(placeAt(source, garbled.index), { kind: 'garbled', found: garbled[0] })
}

/** The last line of what was meant as frontmatter; 0 where there is none. */
function endOfHead(source: string): number {
  const [head] =
    /^\s*-{3,}[^]*?\n\s*(?:-{2,}|\.{3}|[—–]+)[ \t]*(?=\n|$)(?:\n(?:[a-z]+:[^\n]*\n)+-{3,})?/.exec(
      source,
    ) ?? []
  return head === undefined ? 0 : head.split('\n').length
}

export interface ChapterCheckOptions {
  /** The book's list of works, a JSON file. */
  references: string
  /** Ids that the frame of every page has. */
  reserved?: readonly string[]
  /** What authors may write of the book's own components. */
  tags?: Readonly<Record<string, WrittenComponent>>
  /** The names of pages that stand behind the last chapter of a language. */
  appendices?: readonly string[]
  /** The book's own style sheet. */
  styles?: string
  /** The folder that paths are relative to. Default: the working directory. */
  root?: string
}

/** Is given a page's tree before any check, to go on with. */
export type KeepTree = (root: Root) => void

/**
 * Runs all static checks of a chapter's text: those that need no formula to be read and no cell to
 * be run.
 * @param file its path, relative to the root
 * @param given collects the mistakes
 * @param keep is given the tree, which the checks then leave as it is
 * @returns whether the chapter could be read: if not, nothing else can be checked
 * @throws ChapterErrors if `given` is missing: every mistake, each with file, line, column and cure
 */
// eslint-disable-next-line max-params -- the last two are what becomes of it: mistakes and tree
export function checkChapter(
  file: string,
  written: string,
  options: ChapterCheckOptions,
  given?: Mistakes,
  keep?: KeepTree,
): boolean {
  const {
    references,
    reserved = [],
    appendices = [],
    tags = {},
    styles,
    root: folder = process.cwd(),
  } = options
  const source = toSource(written)
  return gather(file, given, (mistakes) => {
    const { report } = mistakes
    const hasFrontmatter = checkFrontmatter(source, report)
    // None of its words can be read.
    if (isUtf16(source)) return false
    const conflict = findConflict(source)
    if (conflict) {
      report(placeAt(source, conflict.index), { kind: 'gitConflict', mark: conflict[0] })
      return false
    }
    const parsed = parsePage(source, mistakes, folder)
    if (!parsed) return false
    const from = findSource(file, folder)
    if (from) checkTranslation(parsed, from, mistakes)
    keep?.(parsed)
    const root = keep ? structuredClone(parsed) : parsed
    unravel(root)
    const { cells } = findChapter(file, root, source, mistakes)
    const roots = [root, ...cells.flatMap(({ caption }) => caption ?? [])]
    checkContent(root, mistakes.warn)
    checkSigns(source, report)
    // Frontmatter that could not be read is told already, and seems a heading below here.
    const head = hasFrontmatter ? 0 : endOfHead(source)
    const below: ReportMistake = (place, mistake) => {
      if (place.line > head) report(place, mistake)
    }
    const taken = [...reserved, 'program']
    checkHeadings(root, source, taken, below)
    checkIds(root, taken, report)
    for (const it of roots) checkProse(it, source, report)
    const table = { ...componentTable, ...tags }
    for (const it of roots) checkComponents(it, report, table)
    checkExamples(root, report, table)
    const listed = mistakes.attempt(() => readReferences(resolve(folder, references)))
    if (listed) checkCites(roots, { ids: listed.map((it) => it.id), file: references }, report)
    checkLinks(
      roots,
      readBookFiles(resolve(folder, file), resolve(folder, 'public'), appendices),
      report,
    )
    warnOfClasses(root, styles === undefined ? undefined : resolve(folder, styles), mistakes.warn)
    // What is missing may be what another mistake hides.
    if (mistakes.count === 0) warnOfComponents(root, mistakes.warn)
    return hasFrontmatter
  })
}
