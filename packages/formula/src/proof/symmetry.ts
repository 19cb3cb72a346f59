import type { Code, ConditionCode, IndexCode, ModelCode } from '../run/code.ts'

/**
 * Whether a statement is symmetric in the components of all quantities together: it names no
 * position, such as the first or the next, and its sums run over all of them. Then one order of the
 * components stands for all.
 */
export function isSymmetric(model: ModelCode, codes: readonly unknown[]): boolean {
  const sizes = new Set(Object.values(model.free).flat())
  const bodies = Object.values(model.definitions).map(([, , body]) => body)
  return [...codes, ...bodies].every((code) => isFree(code as Code, sizes))
}

type Sizes = ReadonlySet<string>

/** An index that is a plain name, and not a size, stands for any position. */
const isPlace = (code: IndexCode, sizes: Sizes): boolean =>
  typeof code === 'string' && !sizes.has(code)

function isFree(code: Code, sizes: Sizes): boolean {
  if (typeof code === 'number') return true
  if (typeof code === 'string') return sizes.has(code)
  const [op, ...parts] = code
  const all = (codes: readonly unknown[]): boolean =>
    codes.every((part) => isFree(part as Code, sizes))
  const places = (codes: readonly unknown[]): boolean =>
    codes.every((part) => isPlace(part as IndexCode, sizes))
  switch (op) {
    case 'q':
      return places(parts.slice(1))
    case 'f':
      return all(parts[1] as Code[]) && places(parts.slice(2))
    case 'p':
    case 'd':
      return all([parts[0]]) && places(parts.slice(op === 'p' ? 1 : 2))
    case 'c':
      return all(parts.slice(1))
    case 'S':
      return isFreeFold(parts, sizes)
    case '?':
      return (parts as [Code, ...ConditionCode[]][]).every(
        ([value, ...when]) => isFree(value, sizes) && areFree(when, sizes),
      )
    case '1':
      return areFree(parts as ConditionCode[], sizes)
    default:
      return all(parts)
  }
}

const isFreeFold = ([, , from, to, when, body]: readonly unknown[], sizes: Sizes): boolean =>
  from === 1 &&
  typeof to === 'string' &&
  sizes.has(to) &&
  areFree(when as ConditionCode[], sizes) &&
  isFree(body as Code, sizes)

/** Positions may be compared for equality, but not for order. */
const areFree = (conditions: readonly ConditionCode[], sizes: Sizes): boolean =>
  conditions.every(
    ([relation, left, right]) =>
      ((relation === '=' || relation === '!') &&
        isPlace(left as IndexCode, sizes) &&
        isPlace(right as IndexCode, sizes)) ||
      (isFree(left, sizes) && isFree(right, sizes)),
  )
