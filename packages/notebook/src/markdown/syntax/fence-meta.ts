import type { Mistake } from '../../strings/mistakes.ts'
import { ToldError } from './told-error.ts'

/** The words behind the language of a fence, as in `ts cell name=p show-code caption="…"`. */
export interface FenceMeta {
  flags: Set<string>
  attributes: Map<string, string>
  /**
   * Where each word begins, and where the value of each attribute does, as offsets into the meta.
   */
  offsets: Map<string, { word: number; value: number }>
}

/** Thrown for a meta string that cannot be parsed, with the offset of the mistake. */
export class FenceMetaError extends ToldError {
  readonly offset: number

  constructor(offset: number, told: Mistake) {
    super(told)
    this.offset = offset
  }
}

const part = /([\w-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|(\S+)))?|(\S+)/g

/**
 * Reads words and `name=value` pairs; a value with spaces stands in double quotes.
 * @throws FenceMetaError for anything else.
 */
export function parseFenceMeta(meta: string): FenceMeta {
  const read: FenceMeta = { flags: new Set(), attributes: new Map(), offsets: new Map() }
  for (const { 0: whole, 1: name, 2: quoted, 3: bare, 4: rest, index } of meta.matchAll(part)) {
    // What follows a text directly is the rest of one with quotes in it.
    if (rest !== undefined && /"/.test(rest) && /\S/.test(meta[index - 1] ?? ' '))
      throw new FenceMetaError(index, { kind: 'strayQuote', found: whole })
    if (rest !== undefined)
      throw new FenceMetaError(index, { kind: 'unreadableFence', found: whole })
    if (read.offsets.has(name)) throw new FenceMetaError(index, { kind: 'attributeTwice', name })
    read.offsets.set(name, {
      word: index,
      value: index + name.length + (quoted === undefined ? 1 : 2),
    })
    if (quoted === undefined && bare === undefined) read.flags.add(name)
    else
      read.attributes.set(
        name,
        bare === undefined ? quoted.replace(/\\(["\\])/g, '$1') : checkBare(name, bare, index),
      )
  }
  return read
}

/** Refuses an unquoted value with a stray quote. */
function checkBare(name: string, value: string, offset: number): string {
  if (value.startsWith('"'))
    throw new FenceMetaError(offset, { kind: 'unclosedFenceQuote', name, value })
  if (/^['“”„‘’«]/.test(value))
    throw new FenceMetaError(offset, { kind: 'wrongFenceQuote', name, value })
  return value
}
