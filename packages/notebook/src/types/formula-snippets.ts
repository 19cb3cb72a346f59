import type { Root } from 'mdast'
import type { Math } from 'mdast-util-math'
import type { Declaration, Model } from '@cellgraph/formula'
import { compileCell } from '../kernel/compile/compile-cell.ts'
import { CellError } from '../kernel/errors.ts'
import type { Json } from '../kernel/json.ts'
import type { Place } from '../kernel/program.ts'
import { ChapterError } from '../markdown/syntax/chapter-error.ts'
import type { Chapter } from '../markdown/chapter/chapter.ts'
import { freeNames, namesIn, ownName } from '../markdown/formulas/derivation-values.ts'
import { toEquationSpec } from '../markdown/formulas/equation.ts'
import { attributePlace, findFormulas, type Holder } from '../markdown/formulas/find-formulas.ts'
import { placeInLiteral } from '../markdown/syntax/literal.ts'
import { placeOf } from '../markdown/syntax/place.ts'
import { readModels } from '../markdown/formulas/read-model.ts'
import type { BookSymbol } from '../markdown/formulas/symbols.ts'
import type { Snippet } from './snippet.ts'

/** The TypeScript of a page's formulas: what derivations are evaluated at, and twins. Throws ChapterError. */
export function formulaSnippets(
  root: Root,
  chapter: Chapter,
  symbols: readonly BookSymbol[],
): Snippet[] {
  const found = findFormulas(root, chapter.file)
  const specs = new Map(found.displays.map((it) => [it, toEquationSpec(it, chapter.file)]))
  const models = new Map(
    [...readModels(found, specs, chapter.file)].map(([name, { model }]) => [name, model]),
  )
  const setting: Setting = { chapter, symbols, models, known: namesIn(chapter) }
  return [
    ...found.holders
      .filter((it) => it.kind === 'Derivation')
      .flatMap((it) => [...atSnippets(it, setting), ...twinSnippets(it, setting)]),
    ...[...specs].flatMap(([formula, { name, model, twin }]) =>
      twin === undefined ? [] : [equationTwin(formula, { name, model, twin }, setting)],
    ),
  ]
}

interface Setting {
  chapter: Chapter
  symbols: readonly BookSymbol[]
  models: ReadonlyMap<string, Model>
  /** Names that the chapter's cells and inputs give. */
  known: ReadonlySet<string>
}

/** What a derivation is evaluated at: as many numbers as the quantity has, for each that its model leaves free. */
function atSnippets(holder: Holder, { chapter, symbols, models, known }: Setting): Snippet[] {
  const model = models.get(String(holder.props['model']))
  if (!model) return []
  const at = (holder.props['at'] ?? {}) as Record<string, Json>
  return freeNames(model).flatMap((name, n) => {
    const source = at[name] ?? ownName(name, symbols, known)
    if (typeof source !== 'string') return []
    const type = ['number', '$Vector', '$Matrix'][rankOf(model, name)]
    return [
      toSnippet({
        name: `${holder.name}.at.${n}`,
        kind: 'value',
        told: `derivation \`${holder.name}\`: ${name}: `,
        source,
        type,
        file: chapter.file,
        place: literalPlace(holder, 'at', [name]),
      }),
    ]
  })
}

/** The twins of a derivation's lines: each gives what the line comes to. */
function twinSnippets(holder: Holder, { chapter, symbols, models }: Setting): Snippet[] {
  const model = models.get(String(holder.props['model']))
  return Object.entries((holder.props['twins'] ?? {}) as Record<string, Json>).flatMap(
    ([line, twin]) => {
      const [source, path] =
        typeof twin === 'string'
          ? [twin, [line]]
          : [(twin as { value?: string } | null)?.value, [line, 'value']]
      if (!model || source === undefined) return []
      return [
        toSnippet({
          name: `${holder.name}.twin.${line}`,
          kind: 'twin',
          told: `twin of line ${line} of derivation \`${holder.name}\`: `,
          source,
          type: `(${sampleType(model, symbols)}) => $Value`,
          file: chapter.file,
          place: literalPlace(holder, 'twins', path),
        }),
      ]
    },
  )
}

/** A formula's twin gives both sides. */
function equationTwin(
  formula: Math,
  { name, model, twin }: { name?: string; model?: string; twin: string },
  { chapter, symbols, models }: Setting,
): Snippet {
  const found = models.get(String(model))
  return toSnippet({
    name: `${name}.twin`,
    kind: 'twin',
    told: `twin of formula \`${name}\`: `,
    source: twin,
    type: `(${found ? sampleType(found, symbols) : 'sample: never'}) => readonly [$Value, $Value]`,
    file: chapter.file,
    place: placeOf(formula as never),
  })
}

type Typed = Pick<Snippet, 'name' | 'kind' | 'told' | 'source' | 'file' | 'place'> & {
  type: string
}

/** An expression that must be of a type. */
function toSnippet({ type, ...snippet }: Typed): Snippet {
  return { ...snippet, before: `$expect<${type}>(`, after: ')', needs: needsOf(snippet), gives: [] }
}

function needsOf({ name, source, told, file, place }: Omit<Typed, 'type'>): string[] {
  try {
    return compileCell({ name, kind: 'value', source }).inputs
  } catch (error) {
    if (!(error instanceof CellError)) throw error
    throw new ChapterError(file, place, told + error.message, error)
  }
}

/** What a twin is given: sizes and indices, and quantities by the names that cells have for them. */
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

/** Where an expression in an attribute begins; the attribute's place where it is not written out. */
function literalPlace(holder: Holder, name: string, path: readonly string[]): Place {
  const attribute = holder.node.attributes.find(
    (it) => it.type === 'mdxJsxAttribute' && it.name === name,
  )
  const found = attribute?.type === 'mdxJsxAttribute' ? placeInLiteral(attribute, path) : undefined
  return found ?? attributePlace(holder, name)
}
