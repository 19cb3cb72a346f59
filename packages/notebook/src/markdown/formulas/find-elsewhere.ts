import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { visit } from 'unist-util-visit'
import { noteFolder } from '../../hosts/cache/reads.ts'
import { fill } from '../../strings/fill.ts'
import { languageOf, stringsOf } from '../../strings/strings.ts'
import { compareKeys, isChapterKey, nameInKey, numberInKey } from '../lint/chapter-key.ts'
import { parseFenceMeta } from '../syntax/fence-meta.ts'
import { toProps } from '../syntax/literal.ts'
import { isJsx } from '../syntax/mdx-elements.ts'
import { ofPages } from './of-pages.ts'

/** A formula of another page: its number there, and its TeX. */
export interface Elsewhere {
  /** As in "(4.3)": the chapter's number, and the formula's. */
  label: string
  tex: string
}

const address = /^\.{1,2}\/(?:[^#]*\/)?([\w-]+)\/#eq-(.+)$/

/**
 * The formula of another page that a link leads to; undefined if there is none, which the check of links
 * reports, or if that page cannot be read.
 * @param file the page with the link, from the root
 */
export function findElsewhere(
  url: string,
  file: string,
  root: string = process.cwd(),
): Elsewhere | undefined {
  const [, name, id] = address.exec(url) ?? []
  const page = name === undefined ? undefined : findPage(name, file, root)
  const found = page && findFormula(page.path, id)
  if (!found) return undefined
  const label = `(${page.number}${found.number})`
  const { tex, line } = found
  if (line === undefined) return { label, tex }
  return { label: fill(stringsOf(languageOf(file)).formula.line, { label, line }), tex }
}

/** A page of the same language by its address: its file, and the chapter's number with a full stop, if it is one. */
export function findPage(
  name: string,
  file: string,
  root: string,
): { path: string; key: string; number: string } | undefined {
  const folder = dirname(resolve(root, file))
  noteFolder(folder)
  if (!existsSync(folder)) return undefined
  const keys = readdirSync(folder)
    .filter((it) => it.endsWith('.mdx'))
    .map((it) => it.replace(/\.mdx$/, ''))
    .sort(compareKeys)
  const key = keys.find((it) => nameInKey(it) === name)
  if (key === undefined) return undefined
  const number = isChapterKey(key) ? `${numberInKey(key)}.` : ''
  return { path: join(folder, `${key}.mdx`), key, number }
}

interface Found {
  number: number
  tex: string
  line?: number
}

function findFormula(path: string, id: string): Found | undefined {
  const formulas = formulasOf(path)
  const whole = formulas.findIndex(({ name }) => name === id)
  if (whole >= 0) return { number: whole + 1, tex: formulas[whole].tex }
  const [, name, row] = /^(.+)-(\d+)$/.exec(id) ?? []
  const of = formulas.findIndex((it) => it.name === name)
  return of < 0 ? undefined : { number: of + 1, tex: formulas[of].tex, line: Number(row) }
}

type Named = { name: string | undefined; tex: string }[]

/** The displayed formulas of a page in its order, which numbers them. */
const formulasOf = ofPages((root): Named => {
  const found: Named = []
  if (!root) return found
  visit(root, (node, _, parent) => {
    if (node.type !== 'math') return
    const holder = parent && isJsx(parent) && parent.name === 'Derivation' ? parent : undefined
    found.push({
      name: holder
        ? nameOf(() => toProps(holder.attributes)['name'])
        : nameOf(() => parseFenceMeta(node.meta ?? '').attributes.get('name')),
      tex: node.value,
    })
  })
  return found
})

/** A name that cannot be read is reported by the check of its page. */
function nameOf(read: () => unknown): string | undefined {
  try {
    const name = read()
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}
