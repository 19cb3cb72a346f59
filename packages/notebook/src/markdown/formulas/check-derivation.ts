import type { Math } from 'mdast-util-math'
import {
  FormulaError,
  mentionsRefused,
  parseDerivation,
  type AuthorError,
  type Derivation,
  type DerivationSpec,
  type Failure,
  type Model,
  type Report,
  type Side,
} from '@cellgraph/formula'
import { ChapterError } from '../syntax/chapter-error.ts'
import { findModel, recordUse, type FormulaContext } from './formula-context.ts'
import { attributePlaceOf, toUnder, type EquationSpec } from './equation.ts'
import { attributePlace, type Holder } from './find-formulas.ts'
import { locateError, placeInFile, quote, quoted, type FormulaSource } from './formula-error.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { recallReport } from './recall-report.ts'
import { toTwins } from './twins.ts'
import { type Mistake, about, asMistake } from '../../strings/mistakes.ts'

/** A derivation that holds in every line that is checked. */
export interface CheckedDerivation {
  holder: Holder
  formula: Math
  derivation: Derivation
  report: Report
}

/**
 * Checks a `<Derivation>`.
 * @returns undefined if it cannot be checked because its model has a mistake, which is reported
 * there
 * @throws ChapterErrors for everything that is refused, does not hold, or is claimed wrongly
 */
export async function checkHeldDerivation(
  holder: Holder,
  formula: Math,
  context: FormulaContext,
): Promise<CheckedDerivation | undefined> {
  const { file } = context
  const { props, name } = holder
  const model = findModel(props['model'], attributePlace(holder, 'model'), context)
  if (!model || mentionsRefused(formula.value, model)) return undefined
  const spec = {
    tex: formula.value,
    model,
    ...toSpec(props),
    twins: await toTwins(holder, context),
  }
  context.given.push({ name, model: String(props['model']), spec })
  const source = {
    file,
    formula,
    subject: { kind: 'aDerivation', name } as const,
    attributePlace: (it: string) => attributePlace(holder, it),
  }
  const derivation = read(spec, source, context)
  const mistakes = new Mistakes(file)
  checkReasons(holder, derivation, mistakes)
  checkNumbers(holder, derivation, mistakes)
  const report = checkLines(derivation, source, { ...context, mistakes })
  mistakes.throwAny()
  recordUse(context, String(props['model']), sidesOf(derivation))
  return { holder, formula, derivation, report }
}

/**
 * Checks a formula marked `model=…`, which may have several lines. Returns and throws as
 * `checkHeldDerivation`.
 */
export function checkStatement(
  formula: Math,
  spec: EquationSpec,
  context: FormulaContext,
): { claims: number; report: Report } | undefined {
  const { file, options } = context
  const source = {
    file,
    formula,
    subject: { kind: 'aFormula', name: spec.name ?? '' } as const,
    attributePlace: (it: string) => attributePlaceOf(formula, it, options.source),
  }
  const model = findModel(spec.model, source.attributePlace('model'), context)
  if (!model || mentionsRefused(formula.value, model)) return undefined
  const given = toStatement(formula, spec, model)
  context.given.push({ name: spec.name ?? '', model: String(spec.model), spec: given })
  const derivation = read(given, source, context)
  const mistakes = new Mistakes(file)
  const report = checkLines(derivation, source, { ...context, mistakes })
  mistakes.throwAny()
  recordUse(context, String(spec.model), sidesOf(derivation))
  return { claims: derivation.lines.length, report }
}

const toSpec = ({
  each,
  where,
  under,
  breaks,
  approx,
  unchecked,
}: Holder['props']): Partial<DerivationSpec> =>
  ({ each, where, under, breaks, approx, unchecked }) as Partial<DerivationSpec>

function toStatement(
  { value: tex }: Math,
  { each, where, under, approx }: EquationSpec,
  model: Model,
): DerivationSpec {
  return {
    tex,
    model,
    each,
    where,
    under: toUnder(under),
    approx: approx === undefined ? undefined : Number(approx),
  }
}

function read(spec: DerivationSpec, source: FormulaSource, { models }: FormulaContext): Derivation {
  const derivation = parseDerivation(spec)
  const mistakes = new Mistakes(source.file)
  for (const error of derivation.errors)
    mistakes.add(locateError({ ...source, cure: cureByModel(error, models) }, error))
  mistakes.throwAny()
  return derivation
}

/** What to do about a name that the model does not know, and another model of the page defines. */
function cureByModel(error: AuthorError, models: ReadonlyMap<string, Model>): Mistake | undefined {
  if (!(error instanceof FormulaError) || error.kind !== 'unknown name') return undefined
  const [model] =
    [...models].find(([, it]) => it.definitions.some(({ name }) => name === error.found)) ?? []
  return model === undefined ? undefined : { kind: 'definedByModel', model }
}

/** Compares the lines, and tests the claims in `breaks`. */
function checkLines(
  derivation: Derivation,
  source: FormulaSource,
  { mistakes, options, outcomes }: Pick<FormulaContext, 'mistakes' | 'options' | 'outcomes'>,
): Report {
  const report = recallReport(derivation, options)
  const fails = report.failures.some(({ kind }) => kind === 'differs' || kind === 'undefined')
  outcomes.push({ model: derivation.model, sides: sidesOf(derivation), fails })
  for (const failure of report.failures) mistakes.add(locateFailure(failure, source))
  // While lines fail in the model's own domains, claims about other domains mean nothing.
  if (report.failures.length > 0) return report
  for (const { reason, failure, unclear } of report.claims) {
    if (reason === undefined) continue
    const example = unclear ?? failure
    const line = example ? quote(source.formula.value, example.place.line) : ''
    const place = source.attributePlace?.('breaks') ?? placeOf(source.formula)
    mistakes.report(place, about(source.subject, { kind: 'claimFails', reason, quote: line }))
  }
  return report
}

function locateFailure(
  { kind, reason, place, attribute }: Failure,
  { file, formula, subject, attributePlace }: FormulaSource,
): ChapterError {
  // Other failures say themselves what can be done.
  const told: Mistake =
    kind === 'differs' || kind === 'undefined' ? { kind: 'lineFails', reason } : asMistake(reason)
  if (attribute)
    return new ChapterError(
      file,
      attributePlace?.(attribute) ?? placeOf(formula),
      about(subject, told),
    )
  return new ChapterError(
    file,
    placeInFile(formula, place),
    about(subject, quoted(told, formula.value, place.line)),
  )
}

/** The list of reasons must have one for each line. */
function checkReasons(
  { reasons, name }: Holder,
  { lines }: Derivation,
  { report }: Mistakes,
): void {
  if (!reasons || reasons.children.length === lines.length) return
  report(placeOf(reasons), {
    kind: 'linesAndReasons',
    name,
    lines: lines.length,
    reasons: reasons.children.length,
  })
}

/** Line numbers in attributes must exist. */
function checkNumbers(holder: Holder, { lines }: Derivation, { report }: Mistakes): void {
  for (const attribute of ['unchecked', 'twins'] as const) {
    const numbers = Object.keys(holder.props[attribute] ?? {})
    for (const number of numbers.filter((it) => !lines.some((line) => String(line.number) === it)))
      report(attributePlace(holder, attribute), {
        kind: 'noSuchLine',
        name: holder.name,
        line: number,
        attribute,
        count: lines.length,
      })
  }
}

/** All that is evaluated of a derivation. */
function sidesOf({ steps, where }: Derivation): Side[] {
  const beside = [
    ...steps.flatMap(({ conditions, reasons }) => [...conditions, ...reasons]),
    ...where,
  ]
  return [...steps, ...beside].flatMap(({ left, right }) => [left, right])
}
