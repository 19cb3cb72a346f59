import type { AstroIntegration } from 'astro'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { detach } from '../../text/detach.ts'
import { unescapeHtml } from '../../text/escape-html.ts'
import type { BookConfig } from '../book-config.ts'
import type { BuiltPages } from '../built-pages.ts'
import { readMeta } from '../read-meta.ts'
import { findFigure } from './find-figure.ts'
import { iconSizes, iconPath, imagePath } from './paths.ts'
import { readColours, type Colours } from './read-colours.ts'
import { renderPng } from './render-png.ts'
import { cardSize, drawShareCard, type ShareCard } from './share-card.ts'

/**
 * Draws the picture that other sites show beside a link, for each built page that names one, and the icons of the
 * web manifest.
 */
export function shareImages(pages: BuiltPages, config: BookConfig): AstroIntegration {
  let root = ''
  const cards = new Map<string, ShareCard>()
  pages.onPage(({ name, html }) => {
    const card = toCard(html)
    if (card) cards.set(name, card)
  })
  return {
    name: 'share-images',
    hooks: {
      'astro:config:done': ({ config: { root: folder } }) => {
        root = fileURLToPath(folder)
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir)
        const colours = coloursOf(config, root)
        for (const [name, card] of cards) await drawImage(name, card, { folder, colours })
        if (cards.size > 0) logger.info(`${cards.size} pictures for previews`)
        cards.clear()
        if (config.icon) await drawIcons(join(folder, config.icon), folder)
      },
    },
  }
}

/** What a page's picture shows; undefined where it names none. */
function toCard(html: string): ShareCard | undefined {
  if (metaOf(html, 'og:image') === undefined) return undefined
  const figure = findFigure(html)
  return {
    title: metaOf(html, 'og:title') ?? '',
    site: metaOf(html, 'og:site_name') ?? '',
    description: metaOf(html, 'og:description') ?? '',
    figure: figure && { ...figure, svg: detach(figure.svg) },
  }
}

/** The colours of the engine, with the book's own. */
function coloursOf({ styles }: BookConfig, root: string): Colours {
  const tokens = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8')
  return readColours(styles ? readFileSync(resolve(root, styles), 'utf8') : '', tokens)
}

async function drawImage(
  page: string,
  card: ShareCard,
  { folder, colours }: { folder: string; colours: Colours },
): Promise<void> {
  const path = `/${dirname(page)}/`.replace('/./', '/')
  const file = join(folder, imagePath(path))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, renderPng(drawShareCard(card, colours), cardSize.width))
}

/** What a page tells other sites of itself, as text. */
function metaOf(html: string, property: string): string | undefined {
  const content = readMeta(html, property)
  return content === undefined ? undefined : detach(unescapeHtml(content))
}

async function drawIcons(icon: string, folder: string): Promise<void> {
  const svg = await readFile(icon, 'utf8')
  await mkdir(join(folder, dirname(iconPath(0))), { recursive: true })
  await Promise.all(
    iconSizes.map((size) => writeFile(join(folder, iconPath(size)), renderPng(svg, size))),
  )
}
