import type { AstroIntegration } from 'astro'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { embedFolder } from './embed/paths.ts'

/** A page as Astro wrote it. */
export interface BuiltPage {
  /** Its file below the site's folder, with slashes. */
  name: string
  /** Where that is. */
  file: string
  bytes: Buffer
  /** The same as text. */
  html: string
}

/** What a step notes of a page. A piece of `html` that it keeps would keep all of it in memory: see `detach`. */
type Look = (page: BuiltPage) => void

/** A page as it is written at last. */
export interface FinishedPage extends Pick<BuiltPage, 'name' | 'bytes'> {
  /** The book's address on its host, with a slash at both ends. */
  base: string
}

type LastLook = (page: FinishedPage) => void

/**
 * The pages that Astro has built, each read once for all steps that look at it: a book of hundreds of chapters has gigabytes of
 * them, which are not kept.
 */
export class BuiltPages {
  readonly #looks: Look[] = []
  readonly #lastLooks: LastLook[] = []

  /** Has a step see each page, in the order of their names. It acts on what it saw in its own `astro:build:done`. */
  onPage(look: Look): void {
    this.#looks.push(look)
  }

  /** Has a step see each page as it is written at last, in the same order. */
  onFinished(look: LastLook): void {
    this.#lastLooks.push(look)
  }

  /** Tells that a page is written. */
  finish(page: FinishedPage): void {
    for (const look of this.#lastLooks) look(page)
  }

  /** The step that reads the pages, before those that act on them. */
  read(): AstroIntegration {
    return {
      name: 'read-pages',
      hooks: { 'astro:build:done': ({ dir }) => this.readFolder(fileURLToPath(dir)) },
    }
  }

  readFolder(folder: string): void {
    for (const path of globSync('**/*.html', {
      cwd: folder,
      exclude: [`${embedFolder}/**`],
    }).sort()) {
      const file = join(folder, path)
      const bytes = readFileSync(file)
      const page = { name: path.replaceAll('\\', '/'), file, bytes, html: bytes.toString() }
      for (const look of this.#looks) look(page)
    }
  }
}

/** A page's address below the book's; undefined for what is no page of a folder of its own. */
export function addressIn(name: string): string | undefined {
  return /(?:^|\/)index\.html$/.test(name) ? name.slice(0, -'index.html'.length) : undefined
}
