import type { Nodes, Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { findNear } from '../../kernel/nearest.ts'
import type { Place } from '../../kernel/program.ts'
import { findAnchors } from './anchors.ts'
import type { BookFiles } from './book-files.ts'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOf } from '../syntax/place.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { slugOf } from './slug.ts'
import { suggest } from '../syntax/suggest.ts'
import type { Mistake } from '../../strings/mistakes.ts'

interface Link {
  url: string
  place: Place
  /**
   * The file of a Markdown picture is relative to the chapter, that of an `<img>` is in the public
   * folder.
   */
  kind: 'link' | 'picture' | 'img'
}

/**
 * Checks that every link and picture of a page leads somewhere: to a page, to a place within one,
 * to a file, or out of the book.
 */
export function checkLinks(roots: readonly Root[], book: BookFiles, report: ReportMistake): void {
  const own = new Set(roots.flatMap((root) => [...findAnchors(root)]))
  for (const root of roots) {
    visit(root, (node) => {
      // `setReferences` replaces links to formulas and figures that have no words, and links to formulas of this page, and reports those with no target.
      if (node.type === 'link' && node.url.startsWith('#eq-')) return
      if (node.type === 'definition' && /^(?:\/\/|#|comment)$/.test(node.label ?? '')) return
      const link = toLink(node)
      const problem = link && findProblem(link, own, book)
      if (link && problem) report(link.place, problem)
      if (
        node.type === 'link' &&
        !problem &&
        node.children.length === 0 &&
        !/\/#eq-|(?:^|\/)#cell-/.test(node.url)
      )
        report(placeOf(node), { kind: 'linkWithoutWords', url: node.url })
    })
  }
}

function toLink(node: Nodes | JsxElement): Link | undefined {
  if (node.type === 'link' || node.type === 'definition')
    return { url: node.url, place: placeOf(node), kind: 'link' }
  if (node.type === 'image') return { url: node.url, place: placeOf(node), kind: 'picture' }
  if (!isJsx(node) || (node.name !== 'a' && node.name !== 'img')) return undefined
  const name = node.name === 'a' ? 'href' : 'src'
  const given = node.attributes.find((it) => it.type === 'mdxJsxAttribute' && it.name === name)
  return typeof given?.value === 'string'
    ? {
        url: given.value,
        place: placeOfAttribute(node, name),
        kind: node.name === 'a' ? 'link' : 'img',
      }
    : undefined
}

function findProblem(
  { url, kind }: Link,
  own: ReadonlySet<string>,
  book: BookFiles,
): Mistake | undefined {
  if (url.trim() === '') return { kind: 'linkWithoutAddress' }
  const [, scheme] = /^([a-z][a-z\d+.-]*):/i.exec(url) ?? []
  if (/^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(url))
    return { kind: 'addressOfMachine', url }
  if (kind === 'img' && /^\.{0,2}\/?[^/:]+\.(?:png|jpe?g|gif|svg|webp|avif)$/i.test(url))
    return { kind: 'pictureBeside', url, path: url.startsWith('.') ? url : `./${url}` }
  if (scheme && kind !== 'link')
    return scheme === 'data' ? undefined : { kind: 'pictureFromElsewhere', url }
  if (scheme)
    return /^(https?|mailto|tel)$/i.test(scheme)
      ? explainWhole(url)
      : { kind: 'unknownScheme', url }
  if (url.startsWith('//')) return { kind: 'addressWithoutHttps', url, whole: `https:${url}` }
  if (url.startsWith('/'))
    return {
      kind: 'addressFromRoot',
      url,
      path: kind === 'picture' ? { kind: 'besideChapter' } : book.relative(url),
    }
  if (kind === 'picture') return book.hasFile(url) ? undefined : { kind: 'missingPicture', url }
  return findProblemWithin(url, own, book)
}

/** What is missing in an address of the web, of mail or of a telephone. */
function explainWhole(url: string): Mistake | undefined {
  const shapes = [
    [/^https?:/i, /^https?:\/\/[^\s/.]+\.[^\s]+/i, 'https://example.com/page'],
    [/^mailto:/i, /^mailto:[^\s@]+@[^\s@]+$/i, 'mailto:name@example.com'],
    [/^tel:/i, /^tel:\+?[\d()./-]+/i, 'tel:+4930123456'],
  ] as const
  const wrong = shapes.find(([kind, whole]) => kind.test(url) && !whole.test(url))
  return wrong && { kind: 'incompleteAddress', url, example: wrong[2] }
}

function findProblemWithin(
  url: string,
  own: ReadonlySet<string>,
  book: BookFiles,
): Mistake | undefined {
  const [path, hash] = url.split('#')
  if (path === '')
    return hash === undefined || own.has(decode(hash))
      ? undefined
      : missing(hash, own, { kind: 'thisPageHas' })
  if (path.startsWith('www.')) return { kind: 'addressWithoutHttps', url, whole: `https://${url}` }
  const page = book.find(path)
  if (!page && /\.(?:png|jpe?g|gif|svg|webp|avif)$/i.test(path))
    return { kind: 'linkToNowhere', url, cure: { kind: 'writeBang' } }
  if (!page) return { kind: 'linkToNowhere', url, cure: book.suggest(path, hash) }
  if (hash === undefined || page.anchors === undefined) return undefined
  return page.anchors.has(decode(hash))
    ? undefined
    : missing(hash, page.anchors, { kind: 'pageHas', page: path })
}

function missing(hash: string, anchors: ReadonlySet<string>, have: Mistake): Mistake {
  const known = ofOneKind(hash, [...anchors])
  const all = suggest('', known, have)
  // A formula or a cell by its name alone, or as in LaTeX.
  const name = decode(hash).replace(/^(?:eq|fig|sec|cell)[:.]/, '')
  const near =
    [`eq-${name}`, `cell-${name}`, slugOf(name)].find((it) => anchors.has(it)) ??
    nearByBeginning(decode(hash), known)
  const cure: Mistake =
    near === undefined ? suggest(decode(hash), known, have) : { kind: 'didYouMeanOf', near, all }
  return { kind: 'anchorToNowhere', hash, cure }
}

/** A heading that has become longer or shorter by some words, where none differs by a few letters. */
function nearByBeginning(hash: string, known: readonly string[]): string | undefined {
  if (findNear(hash, known) !== undefined) return undefined
  const isLong = (text: string): boolean => text.length >= 8
  const found = known.filter(
    (it) => (isLong(it) && hash.startsWith(it)) || (isLong(hash) && it.startsWith(hash)),
  )
  return found.length === 1 ? found[0] : undefined
}

/** Who asks for a formula or a cell is told of those: a page has dozens of anchors. */
function ofOneKind(hash: string, anchors: readonly string[]): string[] {
  const [kind = ''] = /^(?:eq|cell)-/.exec(hash) ?? []
  const alike = anchors.filter((it) => it.startsWith(kind))
  return (alike.length > 0 ? alike : anchors).filter((it) => it !== 'text')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
