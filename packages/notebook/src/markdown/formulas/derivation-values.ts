import type { Model } from '@cellgraph/formula'
import type { Json } from '../../kernel/json.ts'
import type { Place, Program } from '../../kernel/program.ts'
import type { ChapterValue } from '../chapter/chapter.ts'
import type { CheckedDerivation } from './check-derivation.ts'
import { attributePlace, literalPlace } from './find-formulas.ts'
import { parseCell } from '../../kernel/compile/parse-cell.ts'
import { CellError } from '../../kernel/errors.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import type { BookSymbol } from './symbols.ts'
import { valueName } from '../chapter/values.ts'
import { type Mistake, type Told, about, plainly } from '../../strings/mistakes.ts'

/**
 * The source of a derivation's numbers on the live page: one value of the chapter, which lists the
 * free quantities.
 */
export interface DerivationValues {
  /** The value's name: its text is a list as JSON. */
  value: string
  /** In the order of the list. */
  names: string[]
}

/** The values that a chapter computes for its derivations. */
export interface LiveValues {
  /** To be computed beside the chapter's own values. */
  values: ChapterValue[]
  /** By the derivation's name; missing if one of its quantities is not on the page. */
  byDerivation: ReadonlyMap<string, DerivationValues>
}

interface Names {
  /** Names that the chapter's inputs and cells give. */
  given: ReadonlySet<string>
  symbols: readonly BookSymbol[]
}

/**
 * Finds the expressions at which derivations are evaluated: those of `at={{ y: "target" }}`, and
 * for other quantities the input or cell variable of the same name. Reports mistakes in `at`.
 */
export function findLiveValues(
  derivations: readonly CheckedDerivation[],
  names: Names,
  mistakes: Mistakes,
): LiveValues {
  const values = new Map<string, ChapterValue>()
  const byDerivation = new Map<string, DerivationValues>()
  for (const { holder, derivation } of derivations) {
    const quantities = freeNames(derivation.model)
    const source = sourceOf(quantities, readAt(holder, quantities, mistakes), names)
    if (source === undefined) continue
    const value = valueName(source)
    const place = attributePlace(holder, 'at')
    values.set(value, {
      name: value,
      kind: 'value',
      source,
      place,
      subject: { kind: 'aDerivation', name: holder.name },
      // The source is put together: no column of it is one of the file.
      locate: () => place,
    })
    byDerivation.set(holder.name, { value, names: quantities })
  }
  return { values: [...values.values()], byDerivation }
}

/** One expression for the list of all quantities; undefined if one of them is not on the page. */
function sourceOf(
  quantities: readonly string[],
  at: Record<string, string>,
  { given, symbols }: Names,
): string | undefined {
  const sources = quantities.map((name) => at[name] ?? ownName(name, symbols, given))
  if (sources.some((it) => it === undefined)) return undefined
  // JSON.stringify makes objects of typed arrays.
  return `JSON.stringify([${sources.join(', ')}], (key, it) => (ArrayBuffer.isView(it) ? Array.from(it as any) : it))`
}

/** The quantities of a model that have no definition. */
export function freeNames({ declarations }: Model): string[] {
  return [...declarations].flatMap(([name, { kind }]) => (kind === 'free' ? [name] : []))
}

function readAt(
  holder: CheckedDerivation['holder'],
  names: readonly string[],
  { report }: Mistakes,
): Record<string, string> {
  const entries = Object.entries((holder.props['at'] ?? {}) as Record<string, Json>)
  const place = attributePlace(holder, 'at')
  const reportOf = (at: Place, mistake: Mistake): void =>
    report(at, about({ kind: 'aDerivation', name: holder.name }, mistake))
  const isCode = (name: string, source: string): boolean => {
    const wrong = explainCode(source)
    if (wrong !== undefined) reportOf(literalPlace(holder, 'at', [name]), about(name, wrong))
    return wrong === undefined
  }
  return Object.fromEntries(
    entries.flatMap(([name, source]) => {
      if (!names.includes(name))
        reportOf(place, { kind: 'unknownQuantity', name, names: plainly(names) })
      else if (typeof source === 'string')
        return isCode(name, source) ? [[name, source] as const] : []
      else reportOf(place, { kind: 'invalidQuantity', name, value: JSON.stringify(source) })
      return []
    }),
  )
}

/** Why an expression cannot be read, if it cannot. */
function explainCode(source: string): Told | undefined {
  try {
    parseCell('at', source, 'value')
    return undefined
  } catch (error) {
    if (!(error instanceof CellError)) throw error
    return error.told
  }
}

/** The name of the input or cell variable for a quantity, if there is one. */
export function ownName(
  name: string,
  symbols: readonly BookSymbol[],
  given: ReadonlySet<string>,
): string | undefined {
  return [symbols.find((it) => it.name === name)?.cell, name].find(
    (it) => it !== undefined && given.has(it),
  )
}

/** Every name that a chapter's inputs and cells give. */
export function namesGivenBy({ inputs, cells }: Program): Set<string> {
  return new Set([...inputs.map(({ name }) => name), ...cells.flatMap(({ outputs }) => outputs)])
}
