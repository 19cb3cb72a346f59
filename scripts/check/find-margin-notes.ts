import type { Told } from './print-mistakes.ts'
import { tellAt } from './tell-at.ts'

/** A note, and the heading that comes next. */
const beforeHeading = /<MarginNote>(?:(?!<\/MarginNote>)[^])*<\/MarginNote>\s*\n#+ /g

/** Notes in the margin that would stand beside the heading of the next section: a note begins beside what follows it. */
export function findMarginNotes(file: string, text: string): Told[] {
  return [...text.matchAll(beforeHeading)].map(({ index }) =>
    tellAt(
      file,
      text,
      index,
      'margin note before a heading: it would stand beside the next section; put it before the paragraph that it belongs to',
    ),
  )
}
