import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readChapter, readModel, values } from './read-chapter.ts'

const trimmed = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** A line's letters and digits: what is left of it however a system marks words and formulas. */
const toWords = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

/** The lines of the source, words, formulas, model and plots, with how often each stands there. */
function sourceLines(): Map<string, number> {
  const { parts, title, description } = readChapter()
  const texts = parts.flatMap((part) => {
    if (part.kind === 'words') return [part.text.replace(/\$([^$\n]+)\$/g, '$1')]
    if (part.kind === 'formula') return [part.tex]
    return part.kind === 'plot' ? [part.code] : []
  })
  const all = [...texts, readModel(), values, title, description].flatMap(trimmed)
  const counts = new Map<string, number>()
  for (const line of all.map(toWords)) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

/** How many lines of a project its author writes besides the text: not blank, and not of the source. */
export function countLines(folder: string): number {
  const source = sourceLines()
  const files = globSync('**/*', { cwd: folder, exclude: (name) => name === 'node_modules' })
  const hidden = globSync('.vitepress/**/*', { cwd: folder })
  const written = [...new Set([...files, ...hidden])].filter(
    (path) =>
      /\.(ts|mts|mdx?|js|mjs|json|vue|css|html|txt)$/.test(path) &&
      !/package\.json$|(^|\/)index\.mdx?$|^dist\/|^\.vitepress\/(dist|cache)\//.test(path) &&
      statSync(join(folder, path)).isFile(),
  )
  const lines = written.flatMap((path) => trimmed(readFileSync(join(folder, path), 'utf8')))
  return lines.filter((line) => !take(source, toWords(line.replace(/\$\{tex`/g, '')))).length
}

/** Takes one of what is left of a line. Says whether there was any. */
function take(counts: Map<string, number>, line: string): boolean {
  const left = counts.get(line) ?? 0
  counts.set(line, left - 1)
  return left > 0
}
