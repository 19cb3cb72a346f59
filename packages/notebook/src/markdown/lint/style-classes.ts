import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { noteFile } from '../../hosts/cache/reads.ts'
import { isJsx } from '../syntax/mdx-elements.ts'
import type { ReportMistake } from '../syntax/mistakes.ts'
import { placeOfAttribute } from '../syntax/props.ts'

/** Where the engine's own styles stand: in sheets, and in the components that need them. */
const folders = ['styles', 'components'].map((it) => join(import.meta.dirname, '../..', it))

/** The classes of a sheet as it was read last, by its path and its time. */
const known = new Map<string, readonly string[]>()

/**
 * Tells of classes that no style sheet has: what they were to look like, they do not.
 * @param own the book's own style sheet, if it has one
 */
export function warnOfClasses(root: Root, own: string | undefined, warn: ReportMistake): void {
  let classes: ReadonlySet<string> | undefined
  visit(root, (node) => {
    if (!isJsx(node) || !/^[a-z]/.test(node.name ?? '')) return
    for (const attribute of node.attributes) {
      if (attribute.type !== 'mdxJsxAttribute' || attribute.name !== 'class') continue
      if (typeof attribute.value !== 'string') continue
      classes ??= readClasses(own)
      const lost = attribute.value.split(/\s+/).filter((it) => it !== '' && !classes?.has(it))
      for (const name of lost)
        warn(placeOfAttribute(node, attribute), { kind: 'classWithoutStyle', name })
    }
  })
}

function readClasses(own: string | undefined): Set<string> {
  const sheets = folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((it) => /\.(?:css|astro)$/.test(it))
      .map((it) => join(folder, it)),
  )
  if (own !== undefined && existsSync(own)) sheets.push(own)
  if (own !== undefined) noteFile(own)
  return new Set(sheets.flatMap(classesIn))
}

function classesIn(path: string): readonly string[] {
  const key = `${path} ${statSync(path).mtimeMs}`
  const found =
    known.get(key) ??
    [...readFileSync(path, 'utf8').matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name)
  known.set(key, found)
  return found
}
