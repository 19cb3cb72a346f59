import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { createHash } from 'node:crypto'
import subsetFont from 'subset-font'
import type { Plugin } from 'vite'
import { glyphs, subsetFonts } from './glyphs.ts'

const fontFolder = join(
  dirname(createRequire(import.meta.url).resolve('katex/package.json')),
  'dist/fonts',
)

/**
 * A Vite plugin for KaTeX's style sheet: in a cascade layer, so that the book's own rules stand above it, with woff2 fonts
 * only; those that most pages load have no more letters than formulas are written with (`glyphs.ts`).
 */
export function katexStyles(): Plugin {
  let cache = ''
  const toSubset = (file: string): Promise<string> => writeSubset(file, cache)
  return {
    name: 'katex-styles',
    enforce: 'pre',
    configResolved({ cacheDir }) {
      cache = join(cacheDir, 'katex-fonts')
    },
    async transform(code, id) {
      if (!/katex\/dist\/katex[\w.-]*\.css$/.test(id)) return undefined
      const files = subsetFonts.map((name) => `${name}.woff2`)
      const small = new Map<string, string>(
        await Promise.all(files.map(async (file) => [file, await toSubset(file)] as const)),
      )
      const sheet = code
        .replace(/,\s*url\([^)]+\)\s*format\(["'](?:woff|truetype)["']\)/g, '')
        .replace(/url\(([^)]+\.woff2)\)/g, (url, path: string) => {
          const subset = small.get(basename(path))
          return subset ? `url("${subset}")` : url
        })
      return `@layer katex {${sheet}}`
    },
  }
}

/**
 * How fonts are cut. Hints, a sixth of each file, are for screens of few pixels: KaTeX's are made by a program, and most
 * browsers leave them out.
 */
const subsetOptions = { targetFormat: 'woff2', noHinting: true } as const

/** Writes a font with the book's glyphs only, once; gives its path. */
async function writeSubset(file: string, folder: string): Promise<string> {
  const font = await readFile(join(fontFolder, file))
  const key = createHash('sha256')
    .update(font)
    .update(glyphs + JSON.stringify(subsetOptions))
    .digest('hex')
    .slice(0, 8)
  const path = join(folder, key, file)
  if (existsSync(path)) return path
  const subset = await subsetFont(font, glyphs, subsetOptions)
  await mkdir(dirname(path), { recursive: true })
  // Under a name of its own first: another build may be reading.
  const draft = `${path}.${process.pid}`
  await writeFile(draft, subset)
  await rename(draft, path)
  return path
}
