import type { AstroIntegration } from 'astro'
import { createHash } from 'node:crypto'
import { globSync, writeFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterBuild } from './after-build.ts'
import { allowStyle } from './content-security-policy.ts'
import type { UnwrittenPage } from './embed/embed-pages.ts'
import { toFiller } from './embed/fill-shell.ts'
import { embedFolder, tokens } from './embed/paths.ts'
import { nameScripts, type Scripts } from './first-scripts.ts'
import { splitStyles } from './split-styles.ts'

interface BuiltPage {
  file: string
  /** Its HTML, or that of the shell that it is made from. */
  html: string
  /** What stands in the shell, where it is made from one. */
  values?: UnwrittenPage['values']
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
 * @param unwritten pages that are not in the site's folder yet, and are put there
 */
export function firstPaint(
  scripts: Scripts,
  unwritten: readonly UnwrittenPage[],
): AstroIntegration {
  return afterBuild('first-paint', async (folder, base) => {
    const pages = [...(await readPages(folder)), ...unwritten.map(toPage)]
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

const toPage = ({ file, shell, values }: UnwrittenPage): BuiltPage => {
  return { file, html: shell, values, sheets: sheetsOf(shell) }
}

/** Makes what is written of a page. Those that are made from one shell, and have the same first styles, differ in no more. */
function toFinisher(
  sheets: ReadonlyMap<string, PlacedSheet>,
  name: (html: string) => string,
): (page: BuiltPage) => string {
  const fillers = new Map<string, ReturnType<typeof toFiller>>()
  return (page) => {
    const used = page.sheets.flatMap((it) => sheets.get(it) ?? [])
    const first = used.map((it) => it.first.get(page)).join('\n')
    const place = (): string =>
      name(used.length > 0 ? placeStyles(page.html, used, first) : page.html)
    if (page.values === undefined) return place()
    const key = `${first}\n${page.html}`
    const fill = fillers.get(key) ?? toFiller(place())
    fillers.set(key, fill)
    return fill(page.values)
  }
}

interface PlacedSheet {
  /** Where all of it stands now. */
  address: string
  first: ReadonlyMap<BuiltPage, string>
}

async function readPages(folder: string): Promise<BuiltPage[]> {
  const files = globSync('**/*.html', {
    cwd: folder,
    exclude: ['_notebook/**', `${embedFolder}/**`],
  }).sort()
  return Promise.all(
    files.map(async (name) => {
      const file = join(folder, name)
      const html = await readFile(file, 'utf8')
      return { file, html, sheets: sheetsOf(html) }
    }),
  )
}

const sheetsOf = (html: string): string[] =>
  [...html.matchAll(sheetLink)].map(([, address]) => address)

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
    users.map(({ html, values }) => [html, ...(values ? [values[tokens.content]] : [])]),
  )
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
