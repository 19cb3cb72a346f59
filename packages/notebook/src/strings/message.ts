import type { failures, FailureTexts, ReasonKind } from './failures/en.ts'
import { fill } from './fill.ts'

export type { ReasonKind } from './failures/en.ts'

/**
 * What is told of a mistake. A text was written by others, such as the reader's own code or the JavaScript
 * engine, and stays as it is; a reason is our own, and is put into words where it is shown.
 */
export type Message = string | Reason

/**
 * Why something fails, as plain data: its kind, and what fills the places of that kind's text. Each kind has
 * the fields that its English text names.
 */
export type Reason =
  | { readonly kind: PlainKind }
  | {
      [Kind in ReasonKind]: { readonly kind: Kind } & {
        readonly [Place in PlacesOf<(typeof failures.reasons)[Kind]>]: Field
      }
    }[Exclude<ReasonKind, PlainKind>]

/** The kinds whose texts have no places. */
export type PlainKind = {
  [Kind in ReasonKind]: PlacesOf<(typeof failures.reasons)[Kind]> extends never ? Kind : never
}[ReasonKind]

/** A count, another message, or names, which are shown as code. */
export type Field = Message | number | readonly string[]

/** The names in the braces of a text; braces with blanks in them are code. */
type PlacesOf<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? (Place extends `${string} ${string}` ? never : Place) | PlacesOf<Rest>
  : never

/** A message in the words of a language. */
export function tell(message: Message, texts: FailureTexts): string {
  if (typeof message === 'string') return message
  const { kind, ...fields } = message
  return fill(
    texts.reasons[kind],
    Object.fromEntries(
      Object.entries<Field>(fields).map(([place, it]) => [place, tellField(place, it, texts)]),
    ),
  )
}

function tellField(place: string, field: Field, texts: FailureTexts): string {
  // Lines and columns are read as in an editor, without separators.
  if (typeof field === 'number')
    return /^(?:line|column)$/.test(place) ? String(field) : field.toLocaleString(texts.tag)
  if (typeof field === 'string' || !isList(field)) return tell(field, texts)
  return field.map((it) => `\`${it}\``).join(texts.between)
}

// `Array.isArray` does not know lists that may not be changed.
const isList = (field: Reason | readonly string[]): field is readonly string[] =>
  Array.isArray(field)
