import type { Root } from 'mdast'
import type { Math } from 'mdast-util-math'
import type { Declaration, Model } from '@cellgraph/formula'
import { compileCell } from '../kernel/compile/compile-cell.ts'
import { CellError } from '../kernel/errors.ts'
import type { Json } from '../kernel/json.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import { freeNames, namesGivenBy, ownName } from '../markdown/formulas/derivation-values.ts'
import { findFormulas, literalPlace, type Holder } from '../markdown/formulas/find-formulas.ts'
import type { Mistakes } from '../markdown/syntax/mistakes.ts'
import { placeOf } from '../markdown/syntax/place.ts'
import { readDisplays } from '../markdown/formulas/read-displays.ts'
import { readModels } from '../markdown/formulas/read-model.ts'
import type { CompiledChapter } from '../markdown/chapter/compile-chapter.ts'
import type { BookSymbol } from '../markdown/formulas/symbols.ts'
import type { Snippet } from './snippet.ts'
import { about } from '../strings/mistakes.ts'

/**
 * The TypeScript of a page's formulas: the expressions in `at`, and twins. Reports what cannot be
 * read.
 */
export function formulaSnippets(
  root: Root,
  { chapter, program }: CompiledChapter,
  symbols: readonly BookSymbol[],
  mistakes: Mistakes,
): Snippet[] {
  const found = findFormulas(root, mistakes, chapter.source)
  const reading = readDisplays(found, chapter.source, mistakes)
  const models = new Map(
    [...readModels(reading, mistakes)].map(([name, { model }]) => [name, model]),
  )
  const setting: Setting = { file: chapter.file, symbols, models, known: namesGivenBy(program) }
  const derivations = found.holders.filter((it) => it.kind === 'Derivation')
  const expressions = [
    ...derivations.flatMap((it) => [...findAt(it, setting), ...findTwins(it, setting)]),
    ...[...reading.specs].flatMap(([formula, { name, model, twin }]) =>
      twin === undefined ? [] : [equationTwin(formula, { name, model, twin }, setting)],
    ),
  ]
  return expressions.flatMap((it) => mistakes.attempt(() => toSnippet(it)) ?? [])
}

interface Setting {
  file: string
  symbols: readonly BookSymbol[]
  models: ReadonlyMap<string, Model>
  /** Names that the chapter's cells and inputs give. */
  known: ReadonlySet<string>
}

/** The expressions at which a derivation is evaluated, typed by the rank of each free quantity. */
function findAt(holder: Holder, { file, symbols, models, known }: Setting): Typed[] {
  const model = models.get(String(holder.props['model']))
  if (!model) return []
  const at = (holder.props['at'] ?? {}) as Record<string, Json>
  return freeNames(model).flatMap((name, n) => {
    const source = at[name] ?? ownName(name, symbols, known)
    if (typeof source !== 'string') return []
    const type = ['number', '$Vector', '$Matrix'][rankOf(model, name)]
    return [
      {
        name: `${holder.name}.at.${n}`,
        kind: 'value' as const,
        subject: about({ kind: 'aDerivation', name: holder.name }, name),
        source,
        type,
        file,
        place: literalPlace(holder, 'at', [name]),
      },
    ]
  })
}

/** The twins of a derivation's lines: each returns the line's value. */
function findTwins(holder: Holder, { file, symbols, models }: Setting): Typed[] {
  const model = models.get(String(holder.props['model']))
  return Object.entries((holder.props['twins'] ?? {}) as Record<string, Json>).flatMap(
    ([line, twin]) => {
      const [source, path] =
        typeof twin === 'string'
          ? [twin, [line]]
          : [(twin as { value?: string } | null)?.value, [line, 'value']]
      if (!model || source === undefined) return []
      return [
        {
          name: `${holder.name}.twin.${line}`,
          kind: 'twin' as const,
          subject: { kind: 'twinOfLine' as const, line, name: holder.name },
          source,
          type: `(${sampleType(model, symbols)}) => $Value`,
          file,
          place: literalPlace(holder, 'twins', path),
        },
      ]
    },
  )
}

/** The twin of a formula: it returns both sides. */
function equationTwin(
  formula: Math,
  { name, model, twin }: { name?: string; model?: string; twin: string },
  { file, symbols, models }: Setting,
): Typed {
  const found = models.get(String(model))
  return {
    name: `${name}.twin`,
    kind: 'twin',
    subject: { kind: 'twinOfFormula', name: name ?? '' },
    source: twin,
    type: `(${found ? sampleType(found, symbols) : 'sample: never'}) => readonly [$Value, $Value]`,
    file,
    place: placeOf(formula),
  }
}

/** An expression that must be of a type. */
type Typed = Pick<Snippet, 'name' | 'kind' | 'subject' | 'source' | 'file' | 'place'> & {
  type: string
}

function toSnippet({ type, ...snippet }: Typed): Snippet {
  return { ...snippet, before: `$expect<${type}>(`, after: ')', needs: needsOf(snippet), gives: [] }
}

function needsOf({ name, source, subject, file, place }: Omit<Typed, 'type'>): string[] {
  try {
    return compileCell({ name, kind: 'value', source }).inputs
  } catch (error) {
    if (!(error instanceof CellError)) throw error
    throw new ChapterError(file, place, about(subject, error.told), { cause: error })
  }
}

/** The type of a twin's argument: sizes, indices, and quantities by their names in cells. */
function sampleType({ declarations }: Model, symbols: readonly BookSymbol[]): string {
  const fields = [...declarations].flatMap(([name, declaration]) => {
    const type = sampled(declaration)
    const key =
      declaration.kind === 'free' ? (symbols.find((it) => it.name === name)?.cell ?? name) : name
    return type ? [`${JSON.stringify(key)}: ${type}`] : []
  })
  return `sample: { ${fields.join('; ')} }`
}

function sampled(declaration: Declaration): string | undefined {
  if (declaration.kind === 'size' || declaration.kind === 'index') return 'number'
  return declaration.kind === 'free'
    ? `number${'[]'.repeat(declaration.shape.sizes.length)}`
    : undefined
}

function rankOf({ declarations }: Model, name: string): number {
  const declaration = declarations.get(name)
  return declaration?.kind === 'free' ? declaration.shape.sizes.length : 0
}
