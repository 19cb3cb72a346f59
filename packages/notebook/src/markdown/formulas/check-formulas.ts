import type { Root } from 'mdast'
import type { InlineMath, Math } from 'mdast-util-math'
import { findUnused, lintStanding, lintSymbols, type Model, type Report } from '@cellgraph/formula'
import { ChapterError } from '../syntax/chapter-error.ts'
import { checkHeldDerivation, checkStatement, type CheckedDerivation } from './check-derivation.ts'
import {
  usesOf,
  type FormulaContext,
  type FormulaOptions,
  type GivenFormula,
} from './formula-context.ts'
import { checkTwin } from './check-twin.ts'
import { attributePlaceOf, type EquationSpec } from './equation.ts'
import { attributePlace, findFormulas, refusedInline, type Holder } from './find-formulas.ts'
import { placeAt } from '../../text/place.ts'
import { locateError, placeInFile, quote } from './formula-error.ts'
import { gatherAsync, type Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { noteDefinitions } from './note-definitions.ts'
import { nameOf, readDisplays, type Reading } from './read-displays.ts'
import { readModels, type ReadModel } from './read-model.ts'
import { namesIn } from './symbol-marks.ts'
import { findSuspicion } from './suspect-definition.ts'
import { explainUnknown } from './symbols.ts'
import { type Mistake, about } from '../../strings/mistakes.ts'

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
  /**
   * Of a definition, the names that nothing checked is made from: such a definition is true by decree
   * alone.
   */
  unused?: string[]
  /** Of a definition, the formulas of the page that give its names another meaning. */
  elsewhere?: { name: string; number: number }[]
}

export interface PageFormulas {
  equations: Equation[]
  derivations: CheckedDerivation[]
  /** The models as read, by their names. */
  models: ReadonlyMap<string, ReadModel>
  /** Everything that was checked in them. */
  given: readonly GivenFormula[]
  /** Names of formulas that have a mistake and are therefore missing from `equations`. */
  refused: ReadonlySet<string>
}

/**
 * Reads every formula of a page, and checks what can be checked.
 * @param given collects the mistakes; the page that is returned then lacks the formulas that have
 * some
 * @throws ChapterErrors if `given` is missing: every formula that is refused, does not hold, or
 * stands on nothing, each with file, line and column.
 */
export function checkFormulas(
  root: Root,
  file: string,
  options: FormulaOptions,
  given?: Mistakes,
): Promise<PageFormulas> {
  return gatherAsync(file, given, async (mistakes) => {
    const found = findFormulas(root, mistakes, options.source)
    const reading = readDisplays(found, options.source, mistakes)
    for (const formula of [...found.displays, ...found.inlines]) {
      if (reading.refused.has(formula) || hasKnownSymbols(formula, options, mistakes)) continue
      reading.refused.add(formula)
      if (formula.type === 'inlineMath') refusedInline.add(formula)
    }
    checkNames(reading, mistakes)
    const models = readModels(reading, mistakes)
    return new PageCheck(reading, models, { options, mistakes }).run()
  })
}

/** Whether a formula can be read and uses the book's symbols only. */
function hasKnownSymbols(
  formula: Math | InlineMath,
  { symbols, symbolList }: FormulaOptions,
  mistakes: Mistakes,
): boolean {
  const refused = /\\(?:href|url|includegraphics|html(?:Class|Id|Style|Data))(?![a-zA-Z])/.exec(
    formula.value,
  )
  if (refused) {
    const place = placeInFile(formula, placeAt(formula.value, refused.index))
    mistakes.report(place, { kind: 'refusedCommand', command: refused[0] })
    return false
  }
  const errors = lintSymbols(
    formula.value,
    symbols.map((it) => it.name),
  )
  for (const error of errors)
    mistakes.add(locateError({ file: mistakes.file, formula, symbolList }, error))
  return errors.length === 0
}

/** Every displayed formula needs a unique name, which references and translations use. */
function checkNames({ found, specs, holderOf, refused }: Reading, { report }: Mistakes): void {
  const lines = new Map<string, number>()
  for (const node of found.displays) {
    const holder = holderOf.get(node)
    const place = holder?.kind === 'Derivation' ? attributePlace(holder, 'name') : placeOf(node)
    const name = nameOf(node, { specs, holderOf })
    if (holder?.kind === 'Derivation' && specs.get(node)?.name !== undefined)
      report(placeOf(node), { kind: 'nameWithinDerivation', name: specs.get(node)?.name ?? '' })
    const other = lines.get(name ?? '')
    if (name) lines.set(name, other ?? place.line)
    else if (!refused.has(node)) report(place, { kind: 'formulaWithoutName' })
    if (other !== undefined)
      report(place, { kind: 'formulaNameTwice', name: name ?? '', line: other })
  }
  const models = found.holders.filter((it) => it.kind === 'Model')
  for (const [n, model] of models.entries()) {
    const other = models.findIndex((it) => it.name === model.name)
    if (other >= n) continue
    // The last of two is the one that is read.
    for (const it of models[other].formulas) refused.add(it)
    report(attributePlace(model, 'name'), {
      kind: 'modelNameTwice',
      name: model.name,
      line: models[other].place.line,
    })
  }
}

type Standing = Pick<Equation, 'status' | 'claims' | 'report'>

/** Checks the displayed formulas of a page one after another. */
class PageCheck {
  readonly #reading: Reading
  readonly #context: FormulaContext
  readonly #defining: ReadonlySet<Math>
  readonly #page: PageFormulas & { refused: Set<string> }

  constructor(
    reading: Reading,
    models: ReadonlyMap<string, ReadModel>,
    { options, mistakes }: Pick<FormulaContext, 'options' | 'mistakes'>,
  ) {
    const byName = new Map([...models].map(([name, { model }]) => [name, model]))
    const { models: unreadModels } = reading.found.unread
    const { file } = mistakes
    this.#reading = reading
    this.#context = {
      file,
      models: byName,
      unreadModels,
      used: new Map(),
      outcomes: [],
      given: [],
      options,
      mistakes,
    }
    this.#defining = new Set([...models.values()].flatMap((it) => it.formulas))
    this.#page = {
      equations: [],
      derivations: [],
      models,
      given: this.#context.given,
      refused: new Set(),
    }
  }

  async run(): Promise<PageFormulas> {
    const { mistakes, models } = this.#context
    for (const [index, node] of this.#reading.found.displays.entries()) {
      const name = nameOf(node, this.#reading) ?? ''
      const standing = this.#reading.refused.has(node)
        ? undefined
        : await mistakes.attemptAsync(() => this.#check(node))
      const spec = this.#reading.specs.get(node) ?? {}
      if (standing) this.#page.equations.push({ node, number: index + 1, spec, name, ...standing })
      else this.#page.refused.add(name)
    }
    for (const node of this.#reading.found.unread.displays)
      this.#page.refused.add(nameOf(node, this.#reading) ?? '')
    for (const name of this.#reading.found.unread.derivations) this.#page.refused.add(name)
    for (const holder of this.#reading.found.holders) {
      if (holder.kind === 'Model') this.#checkUnused(holder, models.get(holder.name))
    }
    noteDefinitions(this.#page, this.#context)
    for (const node of this.#defining) this.#suspect(node)
    return this.#page
  }

  /** A definition that is wrong has all fail that are made from it, and they would be blamed alone. */
  #suspect(node: Math): void {
    const suspicion = findSuspicion(node.value, this.#context)
    const name = nameOf(node, this.#reading) ?? ''
    if (suspicion)
      this.#context.mistakes.report(
        placeInFile(node, { line: 1, column: 1 }),
        about({ kind: 'aFormula', name }, { kind: 'suspectDefinition', ...suspicion }),
      )
  }

  /** How a formula is known to be true; undefined if a mistake in its model prevents the check. */
  async #check(node: Math): Promise<Standing | undefined> {
    this.#checkLit(node)
    const holder = this.#reading.holderOf.get(node)
    if (holder?.kind !== 'Derivation')
      return this.#checkAlone(node, this.#reading.specs.get(node) ?? {})
    const checked = await checkHeldDerivation(holder, node, this.#context)
    if (!checked) return undefined
    this.#page.derivations.push(checked)
    const claims = checked.derivation.lines.filter((it) => it.status !== 'unchecked').length
    return { status: 'checked', claims, report: checked.report }
  }

  /** The symbols that a formula lights up are the book's. */
  #checkLit(node: Math): void {
    const { file, options } = this.#context
    const holder = this.#reading.holderOf.get(node)
    const [lit, place] =
      holder?.kind === 'Derivation'
        ? [holder.props['lit'], attributePlace(holder, 'lit')]
        : [this.#reading.specs.get(node)?.lit, attributePlaceOf(node, 'lit', options.source)]
    const unknown = namesIn(lit).find((it) => !options.symbols.some(({ name }) => name === it))
    if (unknown !== undefined)
      throw new ChapterError(file, place, explainUnknown(unknown, options.symbols))
  }

  async #checkAlone(node: Math, spec: EquationSpec): Promise<Standing | undefined> {
    if (this.#defining.has(node))
      return { status: 'definition', claims: countDefinitions(node, this.#context.models) }
    if (spec.twin !== undefined) {
      const report = await checkTwin(node, spec, this.#context)
      return report && { status: 'twin', claims: 1, report }
    }
    if (spec.model !== undefined) {
      const checked = checkStatement(node, spec, this.#context)
      return checked && { status: 'checked', ...checked }
    }
    return this.#checkUnproven(node, spec)
  }

  /** An unchecked formula needs a reason, unless it makes no claim. */
  #checkUnproven(node: Math, spec: EquationSpec): Standing {
    const standing =
      spec.unchecked === undefined
        ? undefined
        : { kind: 'unchecked' as const, reason: spec.unchecked }
    const [error] = lintStanding(node.value, standing)
    if (!error) return { status: standing ? 'unchecked' : 'none', claims: 0 }
    const cure: Mistake =
      error.kind === 'missing reason' ? { kind: 'writeReason' } : { kind: 'giveStanding' }
    const subject = spec.name ? ({ kind: 'aFormula', name: spec.name } as const) : undefined
    const { kind: what, reason } = error
    const lacking = {
      kind: 'lackingFormula',
      what,
      reason,
      cure,
      quote: quote(node.value, 1),
    } as const
    throw new ChapterError(this.#context.file, placeOf(node), about(subject, lacking))
  }

  /**
   * Reports names that a model declares and nothing on the page uses. Skipped while any formula of
   * the page is refused: that one may use the name.
   */
  #checkUnused({ name, place }: Holder, model: Model | undefined): void {
    const expressions = usesOf(this.#context, name)
    if (!model || !expressions || model.refused.size > 0 || this.#page.refused.size > 0) return
    const unused = findUnused(model, expressions).filter(
      (it) => !/^(defined|function)$/.test(model.declarations.get(it)?.kind ?? ''),
    )
    for (const it of unused) {
      this.#context.mistakes.report(place, { kind: 'unusedName', name: it, model: name })
    }
  }
}

/** How many quantities a formula defines, in however many models. */
function countDefinitions(node: Math, models: ReadonlyMap<string, Model>): number {
  const own = [...models.values()]
    .flatMap((it) => it.definitions)
    .filter((it) => it.tex === node.value)
  return new Set(own.map((it) => it.name)).size
}
