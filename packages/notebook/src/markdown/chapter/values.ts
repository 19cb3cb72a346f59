import type { InlineCode } from 'mdast'
import { fnv1a } from '../../kernel/fnv.ts'
import type { Place } from '../../kernel/program.ts'
import { placeOf } from '../syntax/place.ts'

declare module 'mdast' {
  interface InlineCodeData {
    /** Where a caption's value begins, whose text is a part of a fence's. */
    expression?: Place
  }
}

/** The expression of `` `{ts} p[0]` ``, or nothing for other inline code. */
export function valueSource(node: InlineCode): string | undefined {
  return /^\{ts\}\s*([^]*)$/.exec(node.value)?.[1]
}

/** Where the expression of a value begins. */
export function expressionPlace(node: InlineCode): Place {
  const { line, column } = placeOf(node)
  return (
    node.data?.expression ?? {
      line,
      column: column + '`{ts} '.length,
    }
  )
}

/**
 * A value's name, made from its expression alone: a translation that shows the same expression
 * shows the same value, wherever it stands in the sentence.
 */
export function valueName(source: string): string {
  return `v-${fnv1a(source).toString(16).padStart(8, '0')}`
}

/**
 * The template literal for an attribute's text with `${…}`: backquotes are not possible behind a
 * fence.
 */
export function templateOf(text: string): string {
  return `\`${text.replace(/[`\\]/g, '\\$&')}\``
}
