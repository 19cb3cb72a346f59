import { checkDerivation, FormulaError, parseDerivation, type DerivationSpec } from '../../src/formula/index.ts'
import { modelOf, type Chapter } from './book.ts'
import { toMutants } from './mutants.ts'

/** Enough draws to meet every size and edge. */
const SAMPLES = 12

/** How a mutant was found out, or that it passed. */
export type Fate = { readonly where: string, readonly rule: string, readonly text: string, readonly caught: 'refused' | 'fails' | undefined }

/** What changed, with a little of what stands round it. */
function excerpt(before: string, after: string): string {
  let start = 0
  while (before[start] === after[start]) start++
  let end = 0
  while (end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const around = (text: string): string => text.slice(Math.max(0, start - 22), text.length - end + 14).replaceAll(/\s+/g, ' ')
  return `${around(before)}  →  ${around(after)}`
}

const caughtBy = (spec: DerivationSpec): Fate['caught'] => {
  const derivation = parseDerivation(spec)
  if (derivation.errors.length > 0) return 'refused'
  // The claims about other domains cost as much again, so they are tried last.
  const plain = checkDerivation({ ...derivation, breaks: [] }, { samples: SAMPLES })
  return plain.ok && checkDerivation(derivation, { samples: SAMPLES }).ok ? undefined : 'fails'
}

/** Mutants of every derivation of a chapter, its definitions as they are. */
export function mutateDerivations(chapter: Chapter): Fate[] {
  const model = modelOf(chapter)
  return Object.entries(chapter.derivations).flatMap(([where, spec]) =>
    toMutants(spec.tex).map((mutant) => ({
      where, rule: mutant.rule, text: excerpt(spec.tex, mutant.tex),
      caught: caughtBy({ ...spec, model, tex: mutant.tex }),
    })))
}

/** Mutants of the conditions that stand beside derivations. */
export function mutateConditions(chapter: Chapter): Fate[] {
  const model = modelOf(chapter)
  return Object.entries(chapter.derivations).flatMap(([where, spec]) => spec.where === undefined ? [] :
    [undefined, spec.where.includes('=') ? String.raw`k \ne i` : 'k = i'].map((condition): Fate => ({
      where, rule: condition ? 'where turned' : 'where dropped', text: `${spec.where}  →  ${condition}`,
      caught: caughtBy({ ...spec, model, where: condition }),
    })))
}

/** Mutants of a chapter's definitions: caught if they are refused, or if any derivation over them fails. */
export function mutateDefinitions(chapter: Chapter): Fate[] {
  const { spec, definitions } = chapter.model
  return definitions.flatMap((definition, position) => toMutants(definition).map((mutant): Fate => {
    const base = { where: 'definitions', rule: mutant.rule, text: excerpt(definition, mutant.tex) }
    try {
      const model = modelOf({ ...chapter, model: { spec, definitions: definitions.with(position, mutant.tex) } })
      return { ...base, caught: Object.values(chapter.derivations).map((derivation) => caughtBy({ ...derivation, model })).find(Boolean) }
    } catch (error) {
      if (error instanceof FormulaError) return { ...base, caught: 'refused' }
      throw error
    }
  }))
}
