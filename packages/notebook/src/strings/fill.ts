/** A text that differs with a number, by the plural categories of its language; `{count}` is the number. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** A text for each plural category. Languages that have other categories than English list those. */
export const plural = (forms: Plural): Plural => forms

/** Puts values into a text: `fill('cell {name}', { name: 'p' })` is `cell p`. Unknown names stay as they are. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** The form of a text for a number, with the number put into it. */
export function fillCount(forms: Plural, count: number, language = 'en'): string {
  return fill(forms[new Intl.PluralRules(language).select(count)] ?? forms.other, { count })
}
