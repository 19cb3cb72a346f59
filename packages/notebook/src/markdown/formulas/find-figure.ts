import { basename, resolve } from 'node:path'
import { visit } from 'unist-util-visit'
import { fill } from '../../strings/fill.ts'
import { homeLanguage, languageOf, stringsOf } from '../../strings/strings.ts'
import { addressOf } from '../lint/address.ts'
import { parseFenceMeta } from '../syntax/fence-meta.ts'
import { findPage } from './find-elsewhere.ts'
import { ofPages } from './of-pages.ts'

/** A cell that is cited. */
export interface CitedCell {
  /** As in "figure 4.3": the chapter's number, if it is another, and the figure's; or the cell's name. */
  label: string
  /** Where its figure stands: the address of its page below the site's root, with its id. */
  figure?: string
}

const own = /^#cell-(.+)$/
const elsewhere = /^\.{1,2}\/(?:[^#]*\/)?([\w-]+)\/#cell-(.+)$/

/**
 * The cell that a link leads to; undefined if it leads to none.
 * @param file the page with the link, from the root
 */
export function findFigure(
  url: string,
  file: string,
  root: string = process.cwd(),
): CitedCell | undefined {
  const target = findTarget(url, file, root)
  if (!target) return undefined
  const { cell } = target
  const t = stringsOf(languageOf(file)).figure
  const number = figuresOf(target.path).indexOf(cell) + 1
  // A cell that draws nothing is known by its name.
  if (number === 0) return { label: fill(t.cell, { name: cell }) }
  return {
    label: fill(t.reference, { number: `${target.number}${number}` }),
    figure: `${addressOf(languageOf(file) ?? homeLanguage, target.key)}#cell-${cell}`,
  }
}

/** The page that a link leads to, with the cell in it. */
function findTarget(
  url: string,
  file: string,
  root: string,
): (NonNullable<ReturnType<typeof findPage>> & { cell: string }) | undefined {
  const [, here] = own.exec(url) ?? []
  if (here !== undefined)
    return { path: resolve(root, file), key: basename(file, '.mdx'), number: '', cell: here }
  const [, name, cell] = elsewhere.exec(url) ?? []
  const page = name === undefined ? undefined : findPage(name, file, root)
  return page && { ...page, cell }
}

/** The names of a page's cells that show a figure, in its order, which numbers them. */
const figuresOf = ofPages((root): string[] => {
  const found: string[] = []
  if (!root) return found
  visit(root, 'code', ({ meta }) => {
    const name = nameOfFigure(meta ?? '')
    if (name !== undefined) found.push(name)
  })
  return found
})

/** What has words for those who do not see it is a figure: the check of cells holds that. */
function nameOfFigure(meta: string): string | undefined {
  if (!/^cell(\s|$)/.test(meta)) return undefined
  try {
    const { attributes } = parseFenceMeta(meta)
    return attributes.has('alt') ? attributes.get('name') : undefined
  } catch {
    return undefined
  }
}
