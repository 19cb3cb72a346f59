import { placeAt } from '../text/place.ts'

/** JavaScript's line terminators, which count in its parsers and in error stacks alike. */
export const lineBreak = /\r\n|[\n\r\u2028\u2029]/

const lineBreaks = new RegExp(lineBreak, 'g')

/** Line and column, both from 1, of an offset in JavaScript or TypeScript source. */
export function placeInScript(source: string, offset: number): { line: number; column: number } {
  return placeAt(source, offset, lineBreaks)
}
