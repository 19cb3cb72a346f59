import { fill } from './fill.ts'

/** A text that differs with a number, by the plural categories of its language; `{count}` is the number. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** A text for each plural category. Languages that have other categories than English list those. */
export const plural = (forms: Plural): Plural => forms

/** The form of a text for a number, with the number put into it. */
export function fillCount(forms: Plural, count: number, language = 'en'): string {
  return fill(forms[new Intl.PluralRules(language).select(count)] ?? forms.other, { count })
}
