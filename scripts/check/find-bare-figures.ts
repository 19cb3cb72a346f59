import {
  readChapter,
  type ChapterCell,
} from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import type { Told } from './print-mistakes.ts'

/**
 * Figures that leave some readers without their numbers. What draws has an `alt`, which the check of the page holds;
 * every figure of this book has a table too, and a number in the words that are read aloud.
 */
export function findBareFigures(file: string, text: string): Told[] {
  return readFigures(file, text).flatMap(({ name, node }) => {
    const { line = 1, column = 1 } = node.position?.start ?? {}
    const tell = (message: string): Told => ({ file, line, column, severity: 'error', message })
    const meta = node.meta ?? ''
    const [, alt = ''] = /\balt="((?:\\.|[^"\\])*)"/.exec(meta) ?? []
    return [
      ...(/\btable="/.test(meta)
        ? []
        : [
            tell(`figure without a table: ${name}; give its cell table="…", a list of its numbers`),
          ]),
      ...(/\d|\$\{/.test(alt)
        ? []
        : [tell(`figure whose alt has no number: ${name}; say what it shows with a \${value}`)]),
    ]
  })
}

function readFigures(file: string, text: string): ChapterCell[] {
  try {
    return readChapter(file, text).cells.filter(({ altName }) => altName !== undefined)
  } catch {
    // What cannot be read is told by the check of the page.
    return []
  }
}
