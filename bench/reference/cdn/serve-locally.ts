import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findFile } from './find-file.ts'

const host = /https:\/\/cdn\.jsdelivr\.net\/npm\/([^"'`)\s]+)/g
/** What the pages of the chapter may ask for; names of other libraries stand in the bundle unused. */
const used = /^(@observablehq\/(plot|inputs)|katex|htl)\//

/** Lets a built site take its libraries from its own folder `npm`. */
export async function serveLocally(output: string): Promise<void> {
  const paths = new Set<string>()
  for (const file of globSync(`${output}/**/*.{js,css,html}`)) {
    const text = readFileSync(file, 'utf8')
    const local = text.replace(host, (address, path: string) => {
      if (!used.test(path)) return address
      paths.add(path)
      return `/npm/${path}`
    })
    if (local !== text) writeFileSync(file, local)
  }
  for (const path of paths) await copy(path, output)
  if (paths.has('katex/dist/katex.min.css')) await copyFonts(output)
}

async function copy(path: string, output: string): Promise<void> {
  const target = join(output, 'npm', path)
  await mkdir(dirname(target), { recursive: true })
  writeFileSync(target, await findFile(path))
}

async function copyFonts(output: string): Promise<void> {
  const folder = new URL('node_modules/katex/dist', import.meta.url).pathname
  for (const font of globSync('fonts/*.woff2', { cwd: folder }))
    await copy(`katex/dist/${font}`, output)
}
