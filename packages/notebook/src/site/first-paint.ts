import type { AstroIntegration } from 'astro'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detach } from '../text/detach.ts'
import { afterBuild } from './after-build.ts'
import { allowStyle } from './content-security-policy.ts'
import type { UnwrittenPage } from './embed/embed-pages.ts'
import { toFiller } from './embed/fill-shell.ts'
import { embedFolder, tokens } from './embed/paths.ts'
import { nameScripts, type Scripts } from './first-scripts.ts'
import { partsOf, type PageParts } from './selectors.ts'
import { splitStyles } from './split-styles.ts'
import { writeChanged } from './write-changed.ts'

/** A page as it was built. Its text is read when it is needed: a book of hundreds of chapters has gigabytes of them. */
interface BuiltPage {
  file: string
  /** What it is made from, where it is not in its file yet. */
  unwritten?: UnwrittenPage
  /** The addresses of its style sheets, in their order. */
  sheets: string[]
  /** What its tags are made of. */
  parts: PageParts
}

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
    const readShell = once((shell) => ({ sheets: sheetsOf(shell), parts: partsOf(shell) }))
    const pages = [
      ...listPages(folder),
      ...unwritten.splice(0).map((it) => toPage(it, readShell(it.shell))),
    ]
    const sheets = new Map<string, PlacedSheet>()
    for (const address of new Set(pages.flatMap((it) => it.sheets)))
      sheets.set(
        address,
        await splitSheet(address, join(folder, address.slice(base.length)), pages),
      )
    const finish = toFinisher(sheets, (html) => nameScripts(html, base, scripts))
    for (const page of pages) writeChanged(page.file, finish(page))
  })
}

function listPages(folder: string): BuiltPage[] {
  const exclude = ['_notebook/**', `${embedFolder}/**`]
  return globSync('**/*.html', { cwd: folder, exclude })
    .sort()
    .map((name) => {
      const file = join(folder, name)
      const html = readFileSync(file, 'utf8')
      return { file, sheets: sheetsOf(html), parts: partsOf(html) }
    })
}

const toPage = (
  unwritten: UnwrittenPage,
  { sheets, parts }: Omit<BuiltPage, 'file'>,
): BuiltPage => ({
  file: unwritten.file,
  unwritten,
  sheets,
  parts: new Set([...parts, ...unwritten.parts]),
})

/** A function that works once for each text. */
function once<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text) ?? work(text)
    known.set(text, found)
    return found
  }
}

const sheetsOf = (html: string): string[] =>
  Array.from(html.matchAll(sheetLink), ([, address]) => detach(address))

/** Makes what is written of a page. Those that are made from one shell, and have the same first styles, differ in no more. */
function toFinisher(
  sheets: ReadonlyMap<string, PlacedSheet>,
  name: (html: string) => string,
): (page: BuiltPage) => Uint8Array {
  const fillers = new Map<string, ReturnType<typeof toFiller>>()
  return (page) => {
    const { file, unwritten } = page
    const used = page.sheets.flatMap((it) => sheets.get(it) ?? [])
    const first = used.map((it) => it.first.get(page)).join('\n')
    const place = (html: string): string =>
      name(used.length > 0 ? placeStyles(html, used, first) : html)
    if (!unwritten) return Buffer.from(place(readFileSync(file, 'utf8')))
    const { shell, values, content } = unwritten
    const key = `${first}\n${shell}`
    const fill = fillers.get(key) ?? toFiller(place(shell))
    fillers.set(key, fill)
    return fill({ ...values, [tokens.content]: content })
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
  const { first, whole } = splitStyles(
    css,
    users.map((it) => it.parts),
  )
  const hash = createHash('sha256').update(whole).digest('base64url').slice(0, 8)
  const rename = (path: string): string => path.replace(/[^./\\]+(?=\.css$)/, hash)
  await rm(file)
  await writeFile(rename(file), whole)
  return { address: rename(address), first: new Map(users.map((it, n) => [it, first[n]])) }
}

function placeStyles(html: string, sheets: readonly PlacedSheet[], first: string): string {
  const links = sheets.map(({ address }) => `<link rel="stylesheet" href="${address}">`).join('')
  // The sheets' links stand in the head, and a text is copied whole by each replacement.
  const end = html.indexOf('</head>')
  if (end < 0) return html
  const [link = ''] = html.slice(0, end).match(sheetLink) ?? []
  const head = html
    .slice(0, end)
    .replace(link, () => `<style>${first}</style>`)
    .replace(sheetLink, '')
  return allowStyle(head, first) + placeSheets(html.slice(end), links)
}

/** @param rest a page behind its head */
function placeSheets(rest: string, links: string): string {
  const later = rest.indexOf(laterSheets)
  const at = later < 0 ? rest.lastIndexOf('</body>') : later
  const behind = later < 0 ? at : at + laterSheets.length
  return rest.slice(0, at) + (later < 0 ? links : toLater(links)) + rest.slice(behind)
}

/** Without scripts they are loaded as ever. */
function toLater(links: string): string {
  return `<template data-sheets>${links}</template><noscript>${links}</noscript>`
}
