import type { AstroIntegration } from 'astro'
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterBuild } from './after-build.ts'

interface Scripts {
  /** The scripts without which some scripts cannot begin, beginning with these themselves. */
  withNeeds: (files: Iterable<string>) => Set<string>
}

const entry = /<script type="module" src="([^"]+)"><\/script>/g
/** What comes first in a head and is long; else its end. */
const styles = /<style>|<\/head>/

/**
 * Names the scripts with which each built page begins in its head, those among them that others import: the browser asks
 * for all of them while it still reads the page, and not for one after the other behind the text.
 */
export function firstScripts(scripts: Scripts): AstroIntegration {
  return afterBuild('first-scripts', async (folder, base) => {
    for (const name of globSync('**/*.html', { cwd: folder, exclude: ['_notebook/**'] })) {
      const file = join(folder, name)
      await writeFile(file, nameScripts(await readFile(file, 'utf8'), base, scripts))
    }
  })
}

/** A page with links to its scripts in its head. */
export function nameScripts(html: string, base: string, scripts: Scripts): string {
  const entries = [...html.matchAll(entry)].map(([, address]) => address.slice(base.length))
  const links = [...scripts.withNeeds(entries)].map(
    (file) => `<link rel="modulepreload" href="${base}${file}">`,
  )
  return html.replace(styles, (place) => links.join('') + place)
}
