import type { Derivation, Side } from '../model/derivation.ts'
import { encode, encodeCondition, encodeModel, RELATIONS } from './encode.ts'
import type { Expression } from '../model/expression.ts'
import type { LiveDerivation, LiveStep } from './live.ts'
import { MATRICES } from './matrices.ts'

/** A derivation as the page needs it: plain data, for JSON, without TeX and without twins. */
export function encodeDerivation({
  model,
  each,
  where,
  steps,
  approx,
}: Derivation): LiveDerivation {
  const sides: Expression[] = []
  const indexOf = (side: Expression): number =>
    sides.includes(side) ? sides.indexOf(side) : sides.push(side) - 1
  const read = (side: Side): side is Expression => side.kind !== 'twin'
  const list = steps.flatMap(({ line, relation, left, right, conditions, reasons }): LiveStep[] => {
    if (!read(left) || !read(right)) return []
    const beside = [conditions.map(encodeCondition), reasons.map(encodeCondition)] as const
    return [[line, RELATIONS[relation], indexOf(left), indexOf(right), ...beside]]
  })
  const asides = [...where, ...steps.flatMap((step) => [...step.conditions, ...step.reasons])]
  const operands = asides.flatMap(({ left, right }) => [left, right])
  const sizes = each.map((name): [string, string] => {
    const declaration = model.declarations.get(name)
    return [name, declaration?.kind === 'index' ? declaration.size : '']
  })
  const live = {
    model: encodeModel(model, [...sides, ...operands]),
    each: Object.fromEntries(sizes),
    where: where.map(encodeCondition),
    sides: sides.map(encode),
    steps: list,
    ...(approx === undefined ? {} : { approx }),
  }
  return hasMatrices(live) ? { ...live, matrices: true } : live
}

/**
 * Whether an operation on whole vectors or matrices stands anywhere in code. A case whose value is an index of the same
 * name is taken for one, which loads them in vain and does no harm.
 */
const hasMatrices = (code: unknown): boolean =>
  Array.isArray(code)
    ? (typeof code[0] === 'string' && code[0] in MATRICES && Array.isArray(code[1])) ||
      code.some(hasMatrices)
    : typeof code === 'object' && code !== null && Object.values(code).some(hasMatrices)
