import type { Math } from 'mdast-util-math'
import {
  checkDerivation,
  FormulaError,
  parseDerivation,
  type Derivation,
  type DerivationSpec,
  type Model,
  type Report,
  type Side,
} from '@cellgraph/formula'
import type { Json } from '../../kernel/json.ts'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import type { FormulaOptions } from './check-formulas.ts'
import { toUnder, type EquationSpec } from './equation.ts'
import { attributePlace, type Holder } from './find-formulas.ts'
import { placeInFile, quote, toChapterError } from './formula-error.ts'
import { toTwins } from './twins.ts'

/** A derivation that holds in every line that is checked. */
export interface CheckedDerivation {
  holder: Holder
  formula: Math
  derivation: Derivation
  report: Report
}

/** What is handed to the checker, as the page gives it. */
export interface GivenFormula {
  name: string
  /** The name of its model on the page. */
  model: string
  spec: DerivationSpec
}

/** What is at hand while a page's formulas are checked. */
export interface Checking {
  file: string
  models: ReadonlyMap<string, Model>
  /** The expressions that are evaluated in each model. */
  used: Map<string, Side[]>
  /** All that was handed to the checker so far. */
  given: GivenFormula[]
  options: FormulaOptions
}

/** Checks a `<Derivation>`. Throws ChapterError at its line for what is refused, does not hold, or is claimed wrongly. */
export async function checkHeldDerivation(
  holder: Holder,
  formula: Math,
  checking: Checking,
): Promise<CheckedDerivation> {
  const { file } = checking
  const { props, name } = holder
  const model = findModel(props['model'], holder.place, checking)
  const spec = {
    tex: formula.value,
    model,
    ...toSpec(props),
    twins: await toTwins(holder, checking),
  }
  checking.given.push({ name, model: String(props['model']), spec })
  const derivation = read(spec, { formula, what: `derivation \`${name}\``, holder, checking })
  const report = check(derivation, { formula, what: `derivation \`${name}\``, holder, checking })
  checkReasons(holder, derivation, file)
  checkNumbers(holder, derivation, file)
  note(String(props['model']), derivation, checking)
  return { holder, formula, derivation, report }
}

/** Checks a formula marked `model=…`, which may have several lines. */
export function checkStatement(
  formula: Math,
  spec: EquationSpec,
  checking: Checking,
): { claims: number; report: Report } {
  const place = placeOf(formula as never)
  const context = { formula, what: `formula \`${spec.name}\``, holder: undefined, checking }
  const model = findModel(spec.model, place, checking)
  const approx = spec.approx === undefined ? undefined : Number(spec.approx)
  const given = {
    tex: formula.value,
    model,
    each: spec.each,
    where: spec.where,
    under: toUnder(spec.under),
    approx,
  }
  checking.given.push({ name: spec.name ?? '', model: spec.model!, spec: given })
  const derivation = read(given, context)
  const report = check(derivation, context)
  note(spec.model!, derivation, checking)
  return { claims: derivation.lines.length, report }
}

interface Context {
  formula: Math
  what: string
  holder: Holder | undefined
  checking: Checking
}

export function findModel(name: Json | undefined, place: Place, { file, models }: Checking): Model {
  const found = models.get(String(name))
  if (found) return found
  const names = [...models.keys()].join(', ') || 'none: write a <Model> first'
  throw new ChapterError(
    file,
    place,
    `unknown model: ${JSON.stringify(name ?? null)}; this page has ${names}`,
  )
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

function read(
  spec: DerivationSpec,
  { formula, what, holder, checking: { file } }: Context,
): Derivation {
  const derivation = located(() => parseDerivation(spec))
  if (derivation.errors.length > 0)
    throw toChapterError(file, formula, derivation.errors, `${what}: `)
  return derivation

  function located(parse: () => Derivation): Derivation {
    try {
      return parse()
    } catch (error) {
      // What is wrong with an attribute has no place in the formula.
      const place = holder
        ? attributePlace(holder, blame(error as Error, holder))
        : placeOf(formula as never)
      throw new ChapterError(file, place, `${what}: ${(error as Error).message}`, error)
    }
  }
}

/** The attribute that an error is about, which has no place of its own. */
function blame(error: Error, { props }: Holder): string {
  if (error instanceof FormulaError) return 'where'
  if (/each=/.test(error.message)) return 'each'
  return props['under'] === undefined || /\bbreaks\b/.test(error.message) ? 'breaks' : 'under'
}

function check(
  derivation: Derivation,
  { formula, what, holder, checking: { file, options } }: Context,
): Report {
  const report = checkDerivation(derivation, { prove: options.prove })
  const [failure, ...others] = report.failures
  if (failure) {
    const quoted = (it: typeof failure): string =>
      `${withoutPlace(it.message)}${quote(formula.value, it.place.line)}`
    const cure =
      'put the line right; if it holds only for other values, declare them by under or where'
    const more = others.map((it) => `\n${quoted(it)}`)
    throw new ChapterError(
      file,
      placeInFile(formula, failure.place),
      `${what}: ${withoutPlace(failure.message)}; ${cure}${quote(formula.value, failure.place.line)}${more.join('')}`,
    )
  }
  const wrong = report.claims.find((it) => !it.ok)
  if (wrong) {
    const told =
      report.messages.find((it) => it.startsWith(`wrong claim: breaks ${wrong.claim}`)) ?? ''
    const line = wrong.failure?.place.line ?? 0
    const place = holder ? attributePlace(holder, 'breaks') : placeOf(formula as never)
    throw new ChapterError(
      file,
      place,
      `${what}: ${withoutPlace(told)}; put the claim right, here and in the prose${quote(formula.value, line)}`,
    )
  }
  return report
}

/** The message names the place in the file already. */
const withoutPlace = (message: string): string =>
  message.replace(/ \(line \d+, column \d+ of the formula\)/g, '')

/** A list beside the formula gives each line its reason. */
function checkReasons({ reasons, name }: Holder, { lines }: Derivation, file: string): void {
  if (reasons && reasons.children.length !== lines.length) {
    throw new ChapterError(
      file,
      placeOf(reasons),
      `derivation \`${name}\` has ${lines.length} lines and ${reasons.children.length} reasons: give each line one, or none of them`,
    )
  }
}

/** Lines that are spoken of must be there. */
function checkNumbers(holder: Holder, { lines }: Derivation, file: string): void {
  for (const attribute of ['unchecked', 'twins'] as const) {
    const wrong = Object.keys(holder.props[attribute] ?? {}).find(
      (it) => !lines.some(({ number }) => String(number) === it),
    )
    if (wrong)
      throw new ChapterError(
        file,
        attributePlace(holder, attribute),
        `derivation \`${holder.name}\` has no line ${wrong}: ${attribute} speaks of it, and there are ${lines.length}`,
      )
  }
}

function note(model: string, { steps, where }: Derivation, { used }: Checking): void {
  const sides = [
    ...steps.flatMap((it) => [
      it.left,
      it.right,
      ...[...it.conditions, ...it.reasons].flatMap((beside) => [beside.left, beside.right]),
    ]),
    ...where.flatMap((it) => [it.left, it.right]),
  ]
  used.set(model, [...(used.get(model) ?? []), ...sides])
}
