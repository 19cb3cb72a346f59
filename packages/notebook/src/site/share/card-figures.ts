import type { AstroIntegration } from 'astro'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prefixIds } from '../../text/prefix-ids.ts'
import type { BuiltPages } from '../built-pages.ts'
import { PageElements } from '../embed/page-elements.ts'
import { findFigure } from './find-figure.ts'

/**
 * The place of a page's figure in another page: `<div data-figure-of="/scores/"></div>`, or that of one of its cells,
 * `<span data-figure-of="/scores/#cell-bars"></span>`.
 */
const places = /(<[a-z]+[^>]*\sdata-figure-of="([^"]*)"[^>]*>)(?=<\/)/g

/**
 * Puts into each built page that names other pages their first figures in small: the same drawings, by the same
 * functions, in the colours of the theme.
 */
export function cardFigures(pages: BuiltPages): AstroIntegration {
  const withPlaces: string[] = []
  pages.onPage(({ file, html }) => {
    if (html.includes(' data-figure-of=')) withPlaces.push(file)
  })
  return {
    name: 'card-figures',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir)
        for (const file of withPlaces.splice(0)) await fillPlaces(file, folder)
      },
    },
  }
}

async function fillPlaces(file: string, folder: string): Promise<void> {
  const html = await readFile(file, 'utf8')
  const named = [...new Set([...html.matchAll(places)].map(([, , path]) => path))]
  const figures = new Map<string, string>()
  for (const [index, path] of named.entries()) {
    const [address, id] = path.split('#')
    const page = join(folder, address, 'index.html')
    const found = existsSync(page)
      ? findFigure(cellIn(await readFile(page, 'utf8'), id), 'narrow')
      : undefined
    if (found) figures.set(path, toStill(found.svg, `card-${index + 1}`))
  }
  await writeFile(
    file,
    html.replace(places, (tag: string, _, path: string) => tag + (figures.get(path) ?? '')),
  )
}

/** The cell of this id in a page, or all of the page where none is asked for. */
export function cellIn(html: string, id?: string): string {
  return id === undefined ? html : (new PageElements(html).take('nb-cell', `id="${id}"`) ?? '')
}

/** A drawing without what makes it move, whose ids no other drawing of the page has. */
export function toStill(svg: string, prefix: string): string {
  const still = svg.replace(/\s(?:data-[\w-]+|tabindex|role|aria-[\w-]+)="[^"]*"/g, '')
  return prefixIds(still, prefix).replace(/^<svg/, '<svg aria-hidden="true" focusable="false"')
}
