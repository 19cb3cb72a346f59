/** What ends a line of a text file, as editors and Markdown count. */
const textLineBreak = /\r\n|\n|\r/g

/**
 * Line and column, both from 1, of an offset into `text`; `lineBreak`, a global pattern, says what
 * ends a line.
 */
export function placeAt(
  text: string,
  offset: number,
  lineBreak: RegExp = textLineBreak,
): { line: number; column: number } {
  let line = 1
  let start = 0
  for (const { 0: end, index } of text.matchAll(lineBreak)) {
    if (index + end.length > offset) break
    line++
    start = index + end.length
  }
  return { line, column: offset - start + 1 }
}

/**
 * The offset of a line and column, both from 1: what `placeAt` undoes. A line beyond the last is
 * taken for the last.
 */
export function offsetAt(text: string, { line, column }: { line: number; column: number }): number {
  const starts = [
    0,
    ...Array.from(text.matchAll(textLineBreak), ({ 0: end, index }) => index + end.length),
  ]
  return starts[Math.min(line, starts.length) - 1] + column - 1
}
