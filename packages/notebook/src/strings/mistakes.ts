import { failuresOf } from './failures.ts'
import type { failures } from './failures/en.ts'
import { tell, type PlainKindOf, type ReasonOf, type Texts } from './message.ts'
import { mistakes as en, type MistakeTexts } from './mistakes/en.ts'
import { mistakes as zh } from './mistakes/zh.ts'

/**
 * What is wrong with a page, as plain data: a kind of the tables of mistakes or of failures, with what fills the
 * places of its text. It is put into words where it is shown.
 */
export type Mistake = ReasonOf<AuthorTexts, MistakeField>

/** The kinds whose texts have no places. */
export type PlainMistakeKind = PlainKindOf<AuthorTexts>

/** A mistake, or a text of others, which stays as it is. */
export type Told = string | Mistake

type AuthorTexts = typeof failures.reasons & typeof en

// An interface, since a type cannot be an argument in its own definition.
interface MistakeField {
  field: Told | number | readonly string[] | readonly Mistake[]
}

const texts: ReadonlyMap<string, Texts<keyof AuthorTexts>> = new Map([
  ['en', withFailures('en', en)],
  ['zh', withFailures('zh', zh)],
])

/** The languages in which mistakes are told. */
export const authorLanguages: readonly string[] = [...texts.keys()]

function withFailures(language: string, mistakes: MistakeTexts): Texts<keyof AuthorTexts> {
  const { reasons, ...rest } = failuresOf(language)
  return { ...rest, reasons: { ...reasons, ...mistakes } }
}

/** A mistake in the words of a language; in English where that has none. */
export function tellMistake(mistake: Told, language: string = 'en'): string {
  return tell(mistake, texts.get(language) ?? texts.get('en')!)
}

/** A mistake of something: of a cell, of a formula, of whatever its message begins with. */
export const about = (subject: Told | undefined, message: Told): Mistake =>
  subject === undefined ? asMistake(message) : { kind: 'about', subject, message }

/** A text of others as a mistake. */
export const asMistake = (told: Told): Mistake =>
  typeof told === 'string' ? { kind: 'plain', text: told } : told

/** Words of a list that are shown without the marks of code. */
export const plainly = (words: readonly string[]): Mistake[] =>
  words.map((text) => ({ kind: 'plain', text }))
