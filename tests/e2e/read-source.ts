import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  readChapter,
  type ChapterCell,
} from '../../packages/notebook/src/markdown/chapter/chapter.ts'

const folder = 'content/en'
const files = readdirSync(folder).filter((file) => /^\d+-.+\.mdx$/.test(file))
const addressOf = (file: string): string => file.replace(/^\d+-(.+)\.mdx$/, '$1/')

/** The addresses of all chapters, in their order. */
export const chapters: readonly string[] = files.map(addressOf)

/** What a chapter's author wrote, and so what its page has to show: a chapter may be as short as it likes. */
export interface Source {
  cells: readonly ChapterCell[]
  /** The names of the cells that draw: those that say in words what they show. */
  figures: readonly string[]
  inputs: number
  formulas: number
  exercises: number
}

/** @param address a chapter's address */
export function readSource(address: string): Source {
  const file = join(folder, files.find((it) => addressOf(it) === address) ?? '')
  return toSource(file, readFileSync(file, 'utf8'))
}

/** What stands in the text of a chapter. */
export function toSource(file: string, text: string): Source {
  const { cells, inputs } = readChapter(file, text)
  return {
    cells,
    figures: cells.filter(({ altName }) => altName !== undefined).map(({ name }) => name),
    inputs: inputs.length,
    // A formula of its own begins and ends with a line of dollars.
    formulas: (text.match(/^\s*\$\$/gm) ?? []).length / 2,
    exercises: (text.match(/^<Exercise\b/gm) ?? []).length,
  }
}
