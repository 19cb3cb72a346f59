import type { AstroIntegration } from 'astro'
import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detach } from '../text/detach.ts'
import { afterBuild } from './after-build.ts'
import { allowStyle } from './content-security-policy.ts'
import type { UnwrittenPage } from './embed/embed-pages.ts'
import { toFiller } from './embed/fill-shell.ts'
import { embedFolder, tokens } from './embed/paths.ts'
import { nameScripts, type Scripts } from './first-scripts.ts'
import { splitStyles, type PageText } from './split-styles.ts'

/** A page as it was built. Its text is read when it is needed: a book of hundreds of chapters has gigabytes of them. */
interface BuiltPage {
  file: string
  /** What it is made from, where it is not in its file yet. */
  unwritten?: UnwrittenPage
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
 * @param unwritten pages that are not in the site's folder yet, and are taken from here and put there
 */
export function firstPaint(scripts: Scripts, unwritten: UnwrittenPage[]): AstroIntegration {
  return afterBuild('first-paint', async (folder, base) => {
    const pages = [...listPages(folder), ...unwritten.splice(0).map(toPage)]
    const sheets = new Map<string, PlacedSheet>()
    for (const address of new Set(pages.flatMap((it) => it.sheets)))
      sheets.set(
        address,
        await splitSheet(address, join(folder, address.slice(base.length)), pages),
      )
    const finish = toFinisher(sheets, (html) => nameScripts(html, base, scripts))
    for (const page of pages) writeFileSync(page.file, finish(page))
  })
}

function listPages(folder: string): BuiltPage[] {
  const exclude = ['_notebook/**', `${embedFolder}/**`]
  return globSync('**/*.html', { cwd: folder, exclude })
    .sort()
    .map((name) => {
      const file = join(folder, name)
      return { file, sheets: sheetsOf(readFileSync(file, 'utf8')) }
    })
}

const toPage = (unwritten: UnwrittenPage): BuiltPage => ({
  file: unwritten.file,
  unwritten,
  sheets: sheetsOf(unwritten.shell),
})

const sheetsOf = (html: string): string[] =>
  Array.from(html.matchAll(sheetLink), ([, address]) => detach(address))

/** The texts of pages, one after the other. */
function* readEach(pages: readonly BuiltPage[]): Generator<PageText> {
  for (const { file, unwritten } of pages)
    yield unwritten
      ? { own: unwritten.content.toString(), shared: unwritten.shell }
      : { own: readFileSync(file, 'utf8') }
}

/** Makes what is written of a page. Those that are made from one shell, and have the same first styles, differ in no more. */
function toFinisher(
  sheets: ReadonlyMap<string, PlacedSheet>,
  name: (html: string) => string,
): (page: BuiltPage) => string {
  const fillers = new Map<string, ReturnType<typeof toFiller>>()
  return (page) => {
    const { file, unwritten } = page
    const used = page.sheets.flatMap((it) => sheets.get(it) ?? [])
    const first = used.map((it) => it.first.get(page)).join('\n')
    const place = (html: string): string =>
      name(used.length > 0 ? placeStyles(html, used, first) : html)
    if (!unwritten) return place(readFileSync(file, 'utf8'))
    const { shell, values, content } = unwritten
    const key = `${first}\n${shell}`
    const fill = fillers.get(key) ?? toFiller(place(shell))
    fillers.set(key, fill)
    return fill({ ...values, [tokens.content]: content.toString() })
  }
}

interface PlacedSheet {
  /** Where all of it stands now. */
  address: string
  first: ReadonlyMap<BuiltPage, string>
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

function placeStyles(html: string, sheets: readonly PlacedSheet[], first: string): string {
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
