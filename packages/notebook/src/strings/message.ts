import type { failures } from './failures/en.ts'
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
export type Reason = ReasonOf<typeof failures.reasons, FailureField>

/** The kinds whose texts have no places. */
export type PlainKind = PlainKindOf<typeof failures.reasons>

/** A count, another message, or names, which are shown as code. */
export type Field = Message | number | readonly string[]

// An interface, since a type cannot be an argument in its own definition.
interface FailureField {
  field: Field
}

/**
 * The reasons of a table: a kind for each of its English texts, with a field for each place of it.
 * @typeParam Holder holds the type of a field, as `field`
 */
export type ReasonOf<Texts extends EnglishTexts, Holder extends { field: unknown }> =
  | { readonly kind: PlainKindOf<Texts> }
  | {
      [Kind in keyof Texts]: { readonly kind: Kind } & {
        readonly [Place in PlacesOf<Texts[Kind]>]: Holder['field']
      }
    }[Exclude<keyof Texts, PlainKindOf<Texts>>]

/** The kinds of a table whose texts have no places. */
export type PlainKindOf<Texts extends EnglishTexts> = {
  [Kind in keyof Texts]: PlacesOf<Texts[Kind]> extends never ? Kind : never
}[keyof Texts]

/** English texts by their kinds, as literals. */
type EnglishTexts = Readonly<Record<string, string>>

/** The names in the braces of a text; braces with anything else in them are code, and so is `{ts}`. */
type PlacesOf<Text extends string> = Text extends `${string}{${infer Rest}`
  ? Rest extends `${infer Place}}${infer Others}`
    ? Place extends `${string}{${string}`
      ? PlacesOf<Rest>
      : (Place extends Code ? never : Place) | PlacesOf<Others>
    : never
  : never

type Code = '' | 'ts' | `${string}${' ' | '[' | ':' | '…' | ',' | '1'}${string}`

/** The texts of a language by their kinds. */
export interface Texts<Kind extends string> {
  /** How browsers know the language, which writes its numbers. */
  tag: string
  /** Between the parts of a list. */
  between: string
  reasons: Readonly<Record<Kind, string>>
}

/** A message in the words of a language. */
export function tell<Kind extends string>(
  message: string | { readonly kind: Kind },
  texts: Texts<Kind>,
): string {
  if (typeof message === 'string') return message
  const { kind, ...fields } = message
  return fill(
    texts.reasons[kind],
    Object.fromEntries(
      Object.entries<unknown>(fields).map(([place, it]) => [place, tellField(place, it, texts)]),
    ),
  )
}

/** The names of a list are code, the reasons of one are told. */
function tellField(place: string, field: unknown, texts: Texts<string>): string {
  // Lines and columns are read as in an editor, without separators.
  if (typeof field === 'number')
    return /^(?:line|column)$/.test(place) ? String(field) : field.toLocaleString(texts.tag)
  if (!Array.isArray(field)) return tell(field as Told, texts)
  return field
    .map((it: Told) => (typeof it === 'string' ? `\`${it}\`` : tell(it, texts)))
    .join(texts.between)
}

type Told = string | { readonly kind: string }
