import type { Entry, Parameter } from './entry.ts'

/** What a docstring lacks that a reader of the reference needs, in the words in which it would be written. */
export function findMissing(entry: Entry): string[] {
  const shared = entry.summary ? [] : ['a summary before the first tag']
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
}: Entry): string[] {
  const needed: [tag: string, text: string | undefined][] = [
    ['@formula', formula],
    ...parameters.map((it): [string, string] => [`@param ${it.name}`, textOf(it)]),
    ['@returns', returns?.text],
    ['@throws (or “@throws never: why”)', errors.map(({ text }) => text).join('')],
    ['@accuracy', accuracy],
    ['@source', source],
    ['@example', example?.code],
  ]
  return needed.flatMap(([tag, text]) => (text ? [] : [tag]))
}

/** Options may be told one by one instead. */
function textOf({ text, fields }: Parameter): string {
  return text || fields.map((it) => it.text).join('')
}
