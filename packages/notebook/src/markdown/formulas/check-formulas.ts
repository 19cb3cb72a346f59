import type { Root } from 'mdast'
import type { Math } from 'mdast-util-math'
import {
  findUnused,
  FormulaError,
  lintStanding,
  lintSymbols,
  type Expression,
  type Model,
  type Report,
} from '@cellgraph/formula'
import type { LibraryConfig } from '../../hosts/library.ts'
import {
  checkHeldDerivation,
  checkStatement,
  type CheckedDerivation,
  type Checking,
  type GivenFormula,
} from './check-derivation.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import { checkTwin } from './check-twin.ts'
import { toEquationSpec, type EquationSpec } from './equation.ts'
import { findFormulas, type Holder } from './find-formulas.ts'
import { quote, toChapterError } from './formula-error.ts'
import { readModels, type ReadModel } from './read-model.ts'
import type { BookSymbol } from './symbols.ts'

export type Status = 'checked' | 'definition' | 'twin' | 'unchecked' | 'none'

/** A displayed formula with its number on the page, and how it is known to be true. */
export interface Equation {
  node: Math
  name: string
  /** Counted from 1 in the order of the page. */
  number: number
  status: Status
  spec: EquationSpec
  /** How many claims it makes: lines of a derivation, or definitions. */
  claims: number
  report?: Report
}

export interface PageFormulas {
  equations: Equation[]
  derivations: CheckedDerivation[]
  /** The models as read, by their names. */
  models: ReadonlyMap<string, ReadModel>
  /** What was checked in them. */
  given: readonly GivenFormula[]
}

export interface FormulaOptions {
  /** Whether proofs are tried, which grade the lines. */
  prove?: boolean
  symbols: readonly BookSymbol[]
  library?: Pick<LibraryConfig, 'numbers'>
  root?: string
}

/**
 * Reads every formula of a page, and checks what can be checked.
 * @throws ChapterError with file, line and column for the first that is refused, does not hold, or stands on nothing.
 */
export async function checkFormulas(
  root: Root,
  file: string,
  options: FormulaOptions,
): Promise<PageFormulas> {
  const found = findFormulas(root, file)
  const holders = new Map(
    found.holders.flatMap((holder) => holder.formulas.map((it) => [it, holder] as const)),
  )
  const specs = new Map(found.displays.map((it) => [it, toEquationSpec(it, file)]))
  for (const formula of [...found.displays, ...found.inlines]) lint(formula, file, options.symbols)
  checkNames(found.displays, found.holders, specs, holders, file)
  const models = readModels(found, specs, file)
  const byName = new Map([...models].map(([name, { model }]) => [name, model]))
  const defining = new Set([...models.values()].flatMap((it) => it.formulas))
  const checking: Checking = { file, models: byName, used: new Map(), given: [], options }
  const page: PageFormulas = { equations: [], derivations: [], models, given: checking.given }
  for (const [index, node] of found.displays.entries()) {
    const holder = holders.get(node)
    const spec = specs.get(node)!
    const base = { node, number: index + 1, spec, name: spec.name ?? '' }
    if (holder?.kind === 'Derivation') {
      const derivation = await checkHeldDerivation(holder, node, checking)
      page.derivations.push(derivation)
      const claims = derivation.derivation.lines.filter((it) => it.status !== 'unchecked').length
      page.equations.push({
        ...base,
        name: holder.name,
        status: 'checked',
        claims,
        report: derivation.report,
      })
    } else
      page.equations.push({ ...base, ...(await stand(node, spec, defining.has(node), checking)) })
  }
  for (const holder of found.holders)
    if (holder.kind === 'Model') checkUnused(holder, byName.get(holder.name)!, checking)
  return page
}

/** How a formula that stands by itself is known to be true. */
async function stand(
  node: Math,
  spec: EquationSpec,
  defines: boolean,
  checking: Checking,
): Promise<Pick<Equation, 'status' | 'claims' | 'report'>> {
  const { file, models } = checking
  if (defines) return { status: 'definition', claims: countDefinitions(node, models) }
  if (spec.twin !== undefined)
    return { status: 'twin', claims: 1, report: await checkTwin(node, spec, checking) }
  if (spec.model !== undefined)
    return { status: 'checked', ...checkStatement(node, spec, checking) }
  const standing =
    spec.unchecked === undefined
      ? undefined
      : { kind: 'unchecked' as const, reason: spec.unchecked }
  const errors = lintStanding(node.value, standing)
  if (errors.length > 0)
    throw new ChapterError(
      file,
      placeOf(node as never),
      standingMessage(errors[0], spec) + quote(node.value, 1),
    )
  return { status: standing ? 'unchecked' : 'none', claims: 0 }
}

/** How many quantities a formula defines, in however many models. */
function countDefinitions(node: Math, models: ReadonlyMap<string, Model>): number {
  const own = [...models.values()]
    .flatMap((it) => it.definitions)
    .filter((it) => it.tex === node.value)
  return new Set(own.map((it) => it.name)).size
}

function standingMessage({ kind, reason }: FormulaError, { name }: EquationSpec): string {
  const what = name ? `formula \`${name}\`: ` : ''
  if (kind === 'missing reason')
    return `${what}${kind}: ${reason}; write why it cannot be checked, as in unchecked="a limit"`
  return `${what}${kind}: ${reason}; put it into a <Model> or a <Derivation>, give it model=…, or write unchecked="why not"`
}

function lint(
  formula: Parameters<typeof toChapterError>[1],
  file: string,
  symbols: readonly BookSymbol[],
): void {
  const errors = lintSymbols(
    formula.value,
    symbols.map((it) => it.name),
  )
  if (errors.length > 0) throw toChapterError(file, formula, errors, '')
}

/** Every display has a name of its own, by which prose and translations refer to it. */
function checkNames(
  displays: readonly Math[],
  found: readonly Holder[],
  specs: ReadonlyMap<Math, EquationSpec>,
  holders: ReadonlyMap<Math, Holder>,
  file: string,
): void {
  const seen = new Map<string, number>()
  for (const node of displays) {
    const place = placeOf(node as never)
    const holder = holders.get(node)
    const name = holder?.kind === 'Derivation' ? holder.name : specs.get(node)?.name
    if (!name)
      throw new ChapterError(
        file,
        place,
        'formula without a name: write $$ name=… on its first line; references and translations use it',
      )
    const other = seen.get(name)
    if (other !== undefined)
      throw new ChapterError(
        file,
        place,
        `formula name used twice: ${name}; it is also on line ${other}`,
      )
    seen.set(name, place.line)
  }
  const models = found.filter((it) => it.kind === 'Model')
  const twice = models.find((it, n) => models.findIndex((other) => other.name === it.name) !== n)
  if (twice) throw new ChapterError(file, twice.place, `model name used twice: ${twice.name}`)
}

/** What a model declares and nothing on the page uses is a slip. */
function checkUnused(holder: Holder, model: Model, { file, used }: Checking): void {
  const sides = used.get(holder.name) ?? []
  // A twin may use anything, and a definition is there to be seen.
  if (sides.some((it) => it.kind === 'twin')) return
  const unused = findUnused(
    model,
    sides.filter((it): it is Expression => it.kind !== 'twin'),
  )
  const name = unused.find(
    (it) => !/^(defined|function)$/.test(model.declarations.get(it)?.kind ?? ''),
  )
  if (name)
    throw new ChapterError(
      file,
      holder.place,
      `unused name: ${name}: model \`${holder.name}\` declares it, and neither a definition nor a checked formula uses it; leave it out`,
    )
}
