import {
  checkDerivation,
  FormulaError,
  parseDerivation,
  type Derivation,
  type DerivationSpec,
  type Model,
} from '../src/index.ts'
import { modelOf, type Chapter } from './book.ts'
import { toMutants } from './mutants.ts'

/** Few draws meet every size and edge, and find nearly all; what passes them has to pass as many as the build draws. */
const FEW = 12
const MANY = 60

/** How a mutant was found out, or that it passed. */
export type Fate = {
  readonly where: string
  readonly rule: string
  readonly text: string
  readonly caught: 'refused' | 'fails' | 'room' | undefined
}

/** What changed, with a little of what stands round it. */
function excerpt(before: string, after: string): string {
  let start = 0
  while (before[start] === after[start]) start++
  let end = 0
  while (end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const around = (text: string): string =>
    text.slice(Math.max(0, start - 22), text.length - end + 14).replaceAll(/\s+/g, ' ')
  return `${around(before)}  →  ${around(after)}`
}

/** A bound that is met, or that is approached far out, leaves hardly any room. */
const MET = 1e-4

/** Which bounds of a derivation are met, in the order of its lines: what the tests of the book keep of them. */
export function boundsMet(derivation: Derivation): boolean[] {
  const { lines } = checkDerivation({ ...derivation, breaks: [] })
  const own = lines.filter(({ reason }) => !reason)
  return derivation.steps.flatMap((step, n) =>
    /^(<|>|\\[lg]e)$/.test(step.relation) ? [own[n].slack < MET] : [],
  )
}

/** `kept` is what is known of the bounds as they should be: where one is met no more, it was changed. */
const caughtBy = (spec: DerivationSpec, kept: readonly boolean[] = []): Fate['caught'] =>
  refusedOr(() => {
    const derivation = parseDerivation(spec)
    if (derivation.errors.length > 0) return 'refused'
    const passes = (samples: number): boolean =>
      checkDerivation(derivation, { samples, untilFailure: true }).ok
    if (!passes(FEW) || !passes(MANY)) return 'fails'
    return kept.includes(true) && boundsMet(derivation).join() !== kept.join() ? 'room' : undefined
  })

/** What cannot even be read is found out by that. */
function refusedOr(check: () => Fate['caught']): Fate['caught'] {
  try {
    return check()
  } catch (error) {
    if (error instanceof FormulaError) return 'refused'
    throw error
  }
}

/** A definition in its model, when its text is changed: `undefined` if nothing that is made from it notices. */
export type Witness = (model: Model) => Fate['caught']

/** Mutants of every derivation of a chapter, its definitions as they are. */
export function mutateDerivations(chapter: Chapter): Fate[] {
  const model = modelOf(chapter)
  return Object.entries(chapter.derivations).flatMap(([where, spec]) => {
    const kept = boundsMet(parseDerivation({ ...spec, model }))
    return toMutants(spec.tex).map((mutant) => ({
      where,
      rule: mutant.rule,
      text: excerpt(spec.tex, mutant.tex),
      caught: caughtBy({ ...spec, model, tex: mutant.tex }, kept),
    }))
  })
}

/** Mutants of the conditions that stand beside derivations. */
export function mutateConditions(chapter: Chapter): Fate[] {
  const model = modelOf(chapter)
  return Object.entries(chapter.derivations).flatMap(([where, spec]) =>
    spec.where === undefined
      ? []
      : [undefined, turn(spec.where)].map((condition): Fate => ({
          where,
          rule: condition ? 'where turned' : 'where dropped',
          text: `${spec.where}  →  ${condition ?? 'nothing'}`,
          caught: caughtBy({ ...spec, model, where: condition }),
        })),
  )
}

/** The relations of conditions, each with what holds where it does not. */
const opposites: Readonly<Record<string, string>> = {
  '=': String.raw`\ne`,
  '<': String.raw`\ge`,
  '>': String.raw`\le`,
  [String.raw`\lt`]: String.raw`\ge`,
  [String.raw`\gt`]: String.raw`\le`,
  [String.raw`\ne`]: '=',
  [String.raw`\neq`]: '=',
  [String.raw`\le`]: '>',
  [String.raw`\leq`]: '>',
  [String.raw`\ge`]: '<',
  [String.raw`\geq`]: '<',
}

/** A condition with its first relation turned into the opposite. */
export const turn = (condition: string): string =>
  condition.replace(/\\(?:neq?|leq?|geq?|lt|gt)(?![a-zA-Z])|[=<>]/, (sign) => opposites[sign])

/**
 * Mutants of definitions, which several models of a page may share: caught if in any of these they are refused, or a
 * derivation over them fails, or a witness for that definition does.
 */
export function mutateDefinitions(
  chapters: readonly Chapter[],
  witnesses: ReadonlyMap<string, Witness> = new Map(),
): Fate[] {
  const definitions = new Set(chapters.flatMap(({ model }) => model.definitions))
  return [...definitions].flatMap((definition) =>
    toMutants(definition).map(({ rule, tex }): Fate => {
      const holders = chapters.filter(({ model }) => model.definitions.includes(definition))
      const caught = firstOf(holders, (chapter) =>
        refusedOr(() => inChapter(chapter, definition, tex, witnesses.get(definition))),
      )
      return { where: 'definitions', rule, text: excerpt(definition, tex), caught }
    }),
  )
}

/** Mutants that pass: where, by which rule, how many, and why. */
export type Listed = readonly (readonly [where: string, rule: string, count: number, why: string])[]

/** How many they are. */
export const total = (list: Listed): number => list.reduce((sum, [, , count]) => sum + count, 0)

function inChapter(
  chapter: Chapter,
  definition: string,
  mutant: string,
  witness: Witness | undefined,
): Fate['caught'] {
  const { spec, definitions } = chapter.model
  const model = modelOf({
    ...chapter,
    model: { spec, definitions: definitions.map((it) => (it === definition ? mutant : it)) },
  })
  return (
    witness?.(model) ??
    firstOf(Object.values(chapter.derivations), (derivation) => caughtBy({ ...derivation, model }))
  )
}

/** How the first that finds a mutant out does: the others are not asked. */
function firstOf<T>(witnesses: readonly T[], ask: (witness: T) => Fate['caught']): Fate['caught'] {
  for (const it of witnesses) {
    const caught = ask(it)
    if (caught) return caught
  }
  return undefined
}
