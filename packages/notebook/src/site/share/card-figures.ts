import type { AstroIntegration } from 'astro'
import { existsSync, globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prefixIds } from '../../text/prefix-ids.ts'
import { embedFolder } from '../embed/paths.ts'
import { findFigure } from './find-figure.ts'

/** The place of a page's figure in another page: `<div data-figure-of="/scores/"></div>`. */
const places = /(<[a-z]+[^>]*\sdata-figure-of="([^"]*)"[^>]*>)(?=<\/)/g

/**
 * Puts into each built page that names other pages their first figures in small: the same drawings, by the same
 * functions, in the colours of the theme.
 */
export function cardFigures(): AstroIntegration {
  return {
    name: 'card-figures',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const folder = fileURLToPath(dir)
        for (const page of globSync('**/*.html', { cwd: folder, exclude: [`${embedFolder}/**`] })) {
          const html = await readFile(join(folder, page), 'utf8')
          if (html.includes(' data-figure-of=')) await fillPlaces(join(folder, page), html, folder)
        }
      },
    },
  }
}

async function fillPlaces(file: string, html: string, folder: string): Promise<void> {
  const named = [...new Set([...html.matchAll(places)].map(([, , path]) => path))]
  const figures = new Map<string, string>()
  for (const [index, path] of named.entries()) {
    const page = join(folder, path, 'index.html')
    const found = existsSync(page) ? findFigure(await readFile(page, 'utf8'), 'narrow') : undefined
    if (found) figures.set(path, toStill(found.svg, `card-${index + 1}`))
  }
  await writeFile(
    file,
    html.replace(places, (tag: string, _, path: string) => tag + (figures.get(path) ?? '')),
  )
}

/** A drawing without what makes it move, whose ids no other drawing of the page has. */
export function toStill(svg: string, prefix: string): string {
  const still = svg.replace(/\s(?:data-[\w-]+|tabindex|role|aria-[\w-]+)="[^"]*"/g, '')
  return prefixIds(still, prefix).replace(/^<svg/, '<svg aria-hidden="true" focusable="false"')
}
