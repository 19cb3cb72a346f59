import type { AstroIntegration } from 'astro'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterBuild } from './after-build.ts'
import { allowStyle } from './content-security-policy.ts'
import { nameScripts, type Scripts } from './first-scripts.ts'
import { splitStyles } from './split-styles.ts'

/** A page as it was built. Its text is read when it is needed: a book of hundreds of chapters has gigabytes of them. */
interface BuiltPage {
  file: string
  /** The addresses of its style sheets, in their order. */
  sheets: string[]
}

const lastBody = /<\/body>(?![^]*<\/body>)/
/** Where a page has this, its style sheets wait in it for a sign of its reader: `site/embed/embed.ts`. */
const laterSheets = '<template data-sheets></template>'

const sheetLink = /<link rel="stylesheet" href="([^"]+)">/g

/**
 * Puts into each built page the styles that it is first drawn with, and its style sheets behind its
 * text: nothing that a page loads keeps it from being drawn. Names its scripts in its head (`nameScripts`).
 */
export function firstPaint(scripts: Scripts): AstroIntegration {
  return afterBuild('first-paint', async (folder, base) => {
    const pages = listPages(folder)
    const sheets = new Map<string, PlacedSheet>()
    for (const address of new Set(pages.flatMap((it) => it.sheets)))
      sheets.set(
        address,
        await splitSheet(address, join(folder, address.slice(base.length)), pages),
      )
    for (const page of pages) {
      const written = await readFile(page.file, 'utf8')
      const html = page.sheets.length > 0 ? placeStyles(page, written, sheets) : written
      await writeFile(page.file, nameScripts(html, base, scripts))
    }
  })
}

interface PlacedSheet {
  /** Where all of it stands now. */
  address: string
  first: ReadonlyMap<BuiltPage, string>
}

function listPages(folder: string): BuiltPage[] {
  return globSync('**/*.html', { cwd: folder, exclude: ['_notebook/**'] })
    .sort()
    .map((name) => {
      const file = join(folder, name)
      const found = readFileSync(file, 'utf8').matchAll(sheetLink)
      return { file, sheets: Array.from(found, ([, address]) => detach(address)) }
    })
}

/** A text of its own: a piece of another would keep all of that. */
const detach = (text: string): string => Buffer.from(text).toString()

/** The texts of pages, one after the other. */
function* readEach(pages: readonly BuiltPage[]): Generator<string> {
  for (const { file } of pages) yield readFileSync(file, 'utf8')
}

/** Splits the sheet for all pages that load it, and writes what follows under a new name. */
async function splitSheet(
  address: string,
  file: string,
  pages: readonly BuiltPage[],
): Promise<PlacedSheet> {
  const users = pages.filter((it) => it.sheets.includes(address))
  const css = await readFile(file, 'utf8')
  const { first, whole } = splitStyles(css, readEach(users))
  const hash = createHash('sha256').update(whole).digest('base64url').slice(0, 8)
  const rename = (path: string): string => path.replace(/[^./\\]+(?=\.css$)/, hash)
  await rm(file)
  await writeFile(rename(file), whole)
  return { address: rename(address), first: new Map(users.map((it, n) => [it, first[n]])) }
}

function placeStyles(page: BuiltPage, html: string, all: ReadonlyMap<string, PlacedSheet>): string {
  const sheets = page.sheets.flatMap((it) => all.get(it) ?? [])
  const first = sheets.map((it) => it.first.get(page)).join('\n')
  const links = sheets.map(({ address }) => `<link rel="stylesheet" href="${address}">`).join('')
  const [link = ''] = html.match(sheetLink) ?? []
  const placed = html.replace(link, () => `<style>${first}</style>`).replace(sheetLink, '')
  const whole = placed.replace(placed.includes(laterSheets) ? laterSheets : lastBody, (end) =>
    end === laterSheets ? toLater(links) : links + end,
  )
  return allowStyle(whole, first)
}

/** Without scripts they are loaded as ever. */
function toLater(links: string): string {
  return `<template data-sheets>${links}</template><noscript>${links}</noscript>`
}
