import type { AstroIntegration } from 'astro'
import { globSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unescapeHtml } from '../../text/escape-html.ts'
import type { BookConfig } from '../book-config.ts'
import { readMeta } from '../read-meta.ts'
import { findFigure } from './find-figure.ts'
import { iconSizes, iconPath, imagePath } from './paths.ts'
import { readColours, type Colours } from './read-colours.ts'
import { renderPng } from './render-png.ts'
import { cardSize, drawShareCard } from './share-card.ts'

/**
 * Draws the picture that other sites show beside a link, for each built page that names one, and the icons of the
 * web manifest.
 */
export function shareImages(config: BookConfig): AstroIntegration {
  let root = ''
  return {
    name: 'share-images',
    hooks: {
      'astro:config:done': ({ config: { root: folder } }) => {
        root = fileURLToPath(folder)
      },
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir)
        const colours = coloursOf(config, root)
        const pages = globSync('**/*.html', { cwd: folder }).sort()
        const drawn = await Promise.all(pages.map((page) => drawImageOf(page, { folder, colours })))
        const count = drawn.filter(Boolean).length
        if (count > 0) logger.info(`${count} pictures for previews`)
        if (config.icon) await drawIcons(join(folder, config.icon), folder)
      },
    },
  }
}

/** The colours of the engine, with the book's own. */
function coloursOf({ styles }: BookConfig, root: string): Colours {
  const tokens = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8')
  return readColours(styles ? readFileSync(resolve(root, styles), 'utf8') : '', tokens)
}

/** Whether the page names a picture, which then has been drawn. */
async function drawImageOf(
  page: string,
  { folder, colours }: { folder: string; colours: Colours },
): Promise<boolean> {
  const html = await readFile(join(folder, page), 'utf8')
  if (metaOf(html, 'og:image') === undefined) return false
  const card = drawShareCard(
    {
      title: metaOf(html, 'og:title') ?? '',
      site: metaOf(html, 'og:site_name') ?? '',
      description: metaOf(html, 'og:description') ?? '',
      figure: findFigure(html),
    },
    colours,
  )
  const path = `/${dirname(page.replaceAll('\\', '/'))}/`.replace('/./', '/')
  const file = join(folder, imagePath(path))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, renderPng(card, cardSize.width))
  return true
}

/** What a page tells other sites of itself, as text. */
function metaOf(html: string, property: string): string | undefined {
  const content = readMeta(html, property)
  return content === undefined ? undefined : unescapeHtml(content)
}

async function drawIcons(icon: string, folder: string): Promise<void> {
  const svg = await readFile(icon, 'utf8')
  await mkdir(join(folder, dirname(iconPath(0))), { recursive: true })
  await Promise.all(
    iconSizes.map((size) => writeFile(join(folder, iconPath(size)), renderPng(svg, size))),
  )
}
