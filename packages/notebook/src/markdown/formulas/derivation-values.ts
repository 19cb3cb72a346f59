import type { Model } from '@cellgraph/formula'
import { compileCell } from '../../kernel/compile/compile-cell.ts'
import type { Json } from '../../kernel/json.ts'
import type { Chapter } from '../chapter/chapter.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import type { CheckedDerivation } from './check-derivation.ts'
import { attributePlace } from './find-formulas.ts'
import type { BookSymbol } from './symbols.ts'
import { valueName } from '../chapter/values.ts'

/** Where a derivation takes the reader's own numbers from: a value of the chapter, and the quantities that it lists. */
export interface DerivationValues {
  /** The value's name: its text is a list as JSON. */
  value: string
  /** In the order of the list. */
  names: string[]
}

/**
 * Has the chapter compute what a derivation is evaluated at: `at={{ y: "target" }}` gives an expression; what it leaves out
 * is the input or the cells' name that the quantity has. Nothing if one of them is not on the page.
 */
export function addDerivationValues(
  chapter: Chapter,
  { holder, derivation }: CheckedDerivation,
  symbols: readonly BookSymbol[],
): DerivationValues | undefined {
  const names = freeNames(derivation.model)
  const at = readAt(chapter, holder, names)
  const known = namesIn(chapter)
  const sources = names.map((name) => at[name] ?? ownName(name, symbols, known))
  if (sources.some((it) => it === undefined)) return undefined
  // Typed arrays would come out as objects.
  const source = `JSON.stringify([${sources.join(', ')}], (key, it) => (ArrayBuffer.isView(it) ? Array.from(it as any) : it))`
  const value = valueName(source)
  if (!chapter.values.some((it) => it.name === value))
    chapter.values.push({ name: value, kind: 'value', source, place: attributePlace(holder, 'at') })
  return { value, names }
}

/** The quantities of a model that have no definition. */
export function freeNames({ declarations }: Model): string[] {
  return [...declarations].flatMap(([name, { kind }]) => (kind === 'free' ? [name] : []))
}

function readAt(
  chapter: Chapter,
  holder: CheckedDerivation['holder'],
  names: readonly string[],
): Record<string, string> {
  const at = (holder.props['at'] ?? {}) as Record<string, Json>
  const place = attributePlace(holder, 'at')
  for (const [name, source] of Object.entries(at)) {
    if (!names.includes(name))
      throw new ChapterError(
        chapter.file,
        place,
        `derivation \`${holder.name}\`: unknown quantity: at ${name}; the model leaves ${names.join(', ')} free`,
      )
    if (typeof source !== 'string')
      throw new ChapterError(
        chapter.file,
        place,
        `derivation \`${holder.name}\`: invalid value: at ${name}: ${JSON.stringify(source)}; write an expression of the chapter in quotes`,
      )
  }
  return at as Record<string, string>
}

/** The input's or cells' name that a quantity has, if there is one. */
export function ownName(
  name: string,
  symbols: readonly BookSymbol[],
  known: ReadonlySet<string>,
): string | undefined {
  return [symbols.find((it) => it.name === name)?.cell, name].find(
    (it) => it !== undefined && known.has(it),
  )
}

/** Every name that the chapter's inputs and cells give. */
export function namesIn({ inputs, cells }: Chapter): Set<string> {
  const outputs = cells.flatMap((cell) => {
    try {
      return compileCell(cell).outputs
    } catch {
      // What does not compile is told when the chapter is run.
      return []
    }
  })
  return new Set([...inputs.map(({ spec }) => spec.name), ...outputs])
}
