import type { Root } from 'mdast'
import { readFileSync } from 'node:fs'
import { LastMade } from '../../hosts/cache/last-made.ts'
import { noteFile } from '../../hosts/cache/reads.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import { toSource } from '../syntax/to-source.ts'
import { sourcePathOf } from '../translation/source-page.ts'
import { parsePage } from '../translation/parse-page.ts'

/**
 * A function that tells of a page what links to it need, and reads the page again only when it has changed: several links
 * may lead to one page.
 * @param read what is needed of a page's tree; undefined where it cannot be parsed, which its own check reports
 */
export function ofPages<T>(read: (root: Root | undefined) => T): (path: string) => T {
  const known = new LastMade<T>()
  return (path) => {
    noteFile(path)
    const text = toSource(readFileSync(path, 'utf8'))
    const make = (): T => read(parsePage(text, new Mistakes(path)))
    // A translation has the formulas and the cells of its source, which may change without it.
    return sourcePathOf(path) === undefined ? known.get(path, text, make) : make()
  }
}
