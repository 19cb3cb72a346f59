import type { Code } from 'mdast'
import type { Math } from 'mdast-util-math'
import type { Place } from '../../kernel/program.ts'
import { parseFenceMeta } from './fence-meta.ts'
import { placeOf } from './place.ts'

/**
 * The place of an offset in a fence's meta string. Markdown has resolved escapes and entities in
 * it, so it is aligned with the source line; without a source, the place is that of the fence.
 */
export function placeInMeta(fence: Code | Math, offset: number, source: string | undefined): Place {
  const place = placeOf(fence)
  const start = fence.position?.start.offset
  if (source === undefined || start === undefined) return place
  const [line] = source.slice(start).split('\n', 1)
  const from = metaStart(line, fence.meta ?? '')
  return from === undefined
    ? place
    : { line: place.line, column: place.column + written(line, from, fence.meta ?? '', offset) }
}

/** The place of a word behind a fence, such as `judge`; that of the fence if it is missing. */
export function placeOfWord(fence: Code | Math, word: string, source: string | undefined): Place {
  const found = parseFenceMeta(fence.meta ?? '').offsets.get(word)
  return found ? placeInMeta(fence, found.word, source) : placeOf(fence)
}

function metaStart(line: string, meta: string): number | undefined {
  const [opening] = /^(?:`{3,}|~{3,}|\$\$+)\s*/.exec(line) ?? ['']
  // A language precedes the meta of a code fence; there is none behind `$$`.
  const language = opening.includes('$') ? '' : /^\S*\s*/.exec(line.slice(opening.length))![0]
  const from = opening.length + language.length
  return line[from] === meta[0] || '\\&'.includes(line[from] ?? ' ') ? from : undefined
}

/** The index in `line` of the character at `offset` of the meta. */
function written(line: string, from: number, meta: string, offset: number): number {
  let at = from
  for (let n = 0; n < offset; n++) at += widthOf(line.slice(at), meta.slice(n))
  return at
}

/** How many characters of `line` encode the first character of `meta`. */
function widthOf(line: string, meta: string): number {
  if (/^\\[!-/:-@[-`{-~]/.test(line)) return 2
  const entity = /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]*);/i.exec(line)?.[0]
  return entity === undefined || meta.startsWith(entity) ? 1 : entity.length
}
