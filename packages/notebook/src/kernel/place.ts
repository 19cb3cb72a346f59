/** Line and column, from 1, of an offset in `source`; lines end where JavaScript says that they do. */
export function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split(lineBreak)
  return { line: before.length, column: before[before.length - 1].length + 1 }
}

/** What ends a line of JavaScript: for its parsers and in the stack of an error alike. */
export const lineBreak = /\r\n|[\n\r\u2028\u2029]/
