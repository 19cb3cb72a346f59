/**
 * Line and column, from 1, of an offset in `source`; lines end at JavaScript's line terminators.
 */
export function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split(lineBreak)
  return { line: before.length, column: before[before.length - 1].length + 1 }
}

/** JavaScript's line terminators, which count in its parsers and in error stacks alike. */
export const lineBreak = /\r\n|[\n\r\u2028\u2029]/
