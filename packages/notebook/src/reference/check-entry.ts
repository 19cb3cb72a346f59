import type { Entry, Parameter } from './entry.ts'
import { type Mistake, asMistake } from '../strings/mistakes.ts'

/** The required tags that a docstring lacks, as they would be written. */
export function findMissing(entry: Entry): Mistake[] {
  const shared: Mistake[] = entry.summary ? [] : [{ kind: 'missingSummary' }]
  return entry.kind === 'function' ? [...shared, ...findMissingOfFunction(entry)] : shared
}

function findMissingOfFunction({
  formula,
  parameters,
  returns,
  errors,
  accuracy,
  source,
  example,
}: Entry): Mistake[] {
  const needed: [tag: string | Mistake, text: string | undefined][] = [
    ['@formula', formula],
    ...parameters.map((it): [string, string] => [`@param ${it.name}`, textOf(it)]),
    ['@returns', returns?.text],
    [{ kind: 'missingThrows' }, errors.map(({ text }) => text).join('')],
    ['@accuracy', accuracy],
    ['@source', source],
    ['@example', example?.code],
  ]
  return needed.flatMap(([tag, text]) => (text ? [] : [asMistake(tag)]))
}

/** The text of a parameter, or of its options if these are documented one by one. */
function textOf({ text, fields }: Parameter): string {
  return text || fields.map((it) => it.text).join('')
}
