import type { AstroIntegration } from 'astro'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { detach } from '../text/detach.ts'
import { afterBuild } from './after-build.ts'
import type { BuiltPages } from './built-pages.ts'
import { allowStyle } from './content-security-policy.ts'
import { isShell, type CellFiles, type UnwrittenPage } from './embed/embed-pages.ts'
import { toFiller } from './embed/fill-shell.ts'
import { tokens } from './embed/paths.ts'
import { nameScripts, type Scripts } from './first-scripts.ts'
import { once } from './once.ts'
import { partsOf, type PageParts } from './selectors.ts'
import { splitStyles } from './split-styles.ts'

/** A page that is to be given its styles. It is read again for that: a book of hundreds of chapters has gigabytes of them. */
interface PlainPage {
  file: string
  /** Its file below the site's folder, where it is in it. */
  name?: string
  /** What it is made from, where it is not. */
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
 * The pages of single cells, which are not in the site's folder yet, are put there.
 */
export function firstPaint(
  built: BuiltPages,
  scripts: Scripts,
  { unwritten, write }: CellFiles,
): AstroIntegration {
  const written: PlainPage[] = []
  built.onPage((page) => {
    if (isShell(page) || page.name.startsWith('_notebook/')) return
    const { file, name, html } = page
    written.push({ file, name, sheets: sheetsOf(html), parts: partsOf(html) })
  })
  return afterBuild('first-paint', async (folder, base) => {
    const readShell = once((shell: Buffer) => {
      const html = shell.toString()
      return { sheets: sheetsOf(html), parts: partsOf(html) }
    })
    const pages = [
      ...written.splice(0),
      ...unwritten.splice(0).map((it) => toPage(it, readShell(it.shell))),
    ]
    const sheets = new Map<string, PlacedSheet>()
    for (const address of new Set(pages.flatMap((it) => it.sheets)))
      sheets.set(
        address,
        await splitSheet(address, join(folder, address.slice(base.length)), pages),
      )
    const finish = toFinisher(sheets, (head, page) => nameScripts(head, page, base, scripts))
    for (const page of pages) {
      const bytes = finish(page)
      write(page.file, bytes)
      if (page.name !== undefined) built.finish({ name: page.name, bytes, base })
    }
  })
}

const toPage = (
  unwritten: UnwrittenPage,
  { sheets, parts }: Omit<PlainPage, 'file'>,
): PlainPage => ({
  file: unwritten.file,
  unwritten,
  sheets,
  parts: new Set([...parts, ...unwritten.parts]),
})

const sheetsOf = (html: string): string[] =>
  Array.from(html.matchAll(sheetLink), ([, address]) => detach(address))

/** Makes what is written of a page. Those that are made from one shell, and have the same first styles, differ in no more. */
function toFinisher(
  sheets: ReadonlyMap<string, PlacedSheet>,
  name: NameScripts,
): (page: PlainPage) => Buffer {
  const fillersOf = once((_: Buffer) => new Map<string, ReturnType<typeof toFiller>>())
  return (page) => {
    const { file, unwritten } = page
    const used = page.sheets.flatMap((it) => sheets.get(it) ?? [])
    const first = used.map((it) => it.first.get(page)).join('\n')
    if (!unwritten) return finishPage(readFileSync(file), { used, first, name })
    const { shell, values, content } = unwritten
    const fillers = fillersOf(shell)
    const fill = fillers.get(first) ?? toFiller(finishPage(shell, { used, first, name }).toString())
    fillers.set(first, fill)
    return fill({ ...values, [tokens.content]: content })
  }
}

/** Names the scripts of a page in its head. */
type NameScripts = (head: string, page: Buffer) => string

interface PlacedSheet {
  /** Where all of it stands now. */
  address: string
  first: ReadonlyMap<PlainPage, string>
}

/** Splits the sheet for all pages that load it, and writes what follows under a new name. */
async function splitSheet(
  address: string,
  file: string,
  pages: readonly PlainPage[],
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

interface Finished {
  used: readonly PlacedSheet[]
  first: string
  name: NameScripts
}

/** Only the head is decoded, and what is behind it stays as it is: pages are long. */
function finishPage(page: Buffer, { used, first, name }: Finished): Buffer {
  const end = page.indexOf('</head>')
  if (end < 0) return page
  const nameIn = (head: string): Buffer => Buffer.from(name(head, page))
  const head = page.toString('utf8', 0, end)
  const rest = page.subarray(end)
  if (used.length === 0) return Buffer.concat([nameIn(head), rest])
  const links = used.map(({ address }) => `<link rel="stylesheet" href="${address}">`).join('')
  return Buffer.concat([nameIn(placeStyles(head, first)), ...placeSheets(rest, links)])
}

function placeStyles(head: string, first: string): string {
  const [link = ''] = head.match(sheetLink) ?? []
  const placed = head.replace(link, () => `<style>${first}</style>`).replace(sheetLink, '')
  return allowStyle(placed, first)
}

/** @param rest a page behind its head */
function placeSheets(rest: Buffer, links: string): Buffer[] {
  const later = rest.indexOf(laterSheets)
  if (later < 0) {
    const end = rest.lastIndexOf('</body>')
    return [rest.subarray(0, end), Buffer.from(links), rest.subarray(end)]
  }
  const behind = later + laterSheets.length
  return [rest.subarray(0, later), Buffer.from(toLater(links)), rest.subarray(behind)]
}

/** Without scripts they are loaded as ever. */
function toLater(links: string): string {
  return `<template data-sheets>${links}</template><noscript>${links}</noscript>`
}
