/** Beginning a translation of a page, and bringing one up to date: the command `notebook translate`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { sourcePathOf } from './markdown/translation/source-page.ts'
import { writeTranslation } from './markdown/translation/write-translation.ts'

/**
 * Writes a translation of a page: begins it where there is none, and else marks its blocks and adds those that it
 * lacks.
 * @param path where it lies, as in `content/zh/01-scores.mdx`; its source is the page of the same name in `en`
 * @returns what was done, in one sentence
 * @throws Error for a path that is none of a translation
 */
export function translatePage(path: string): string {
  const file = resolve(path)
  const from = sourcePathOf(file)
  if (from === undefined || !file.endsWith('.mdx'))
    throw new Error(
      `no translation: ${path}; name a page in the folder of another language, as in content/zh/01-name.mdx`,
    )
  if (!existsSync(from))
    throw new Error(`no source: ${relative('', from)}; a translation has the name of its source`)
  const read = (it: string): { file: string; text: string } => ({
    file: relative('', it),
    text: readFileSync(it, 'utf8'),
  })
  const own = existsSync(file) ? read(file) : undefined
  const text = writeTranslation(read(from), own)
  if (text === own?.text) return `${path} has every block of its source, and each says which.`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return own ? `${path} is brought up to date.` : `${path} is begun: translate it block by block.`
}
