import { mentioned } from './mentioned.ts'
import { lookUp, type Cursor, type Scope } from './scope.ts'
import { isMark, type Fence, type Token } from '../tex/token.ts'

/**
 * The brackets right after a quantity, an index or a derivative, where a reader may take them for its argument: always,
 * unless they are round and hold a sum that cannot be one, as in `\sigma_i (1 - \sigma_i)`.
 */
export function argumentAfter(
  { next }: Cursor,
  name: string | undefined,
  scope: Scope,
): Fence | undefined {
  const fence = next?.type === 'script' ? next.base[0] : next
  if (fence?.type !== 'fence' || !/^(\(|\[|\\\{|\\lbrace)$/.test(fence.open)) return undefined
  if (fence.open === '(') return isFactor(fence, name, scope) ? undefined : fence
  return name === undefined && isIndicator(fence) ? undefined : fence
}

/** A condition in square brackets. */
export const isIndicator = ({ open, body }: Fence): boolean =>
  open === '[' && body.some((token) => isMark(token, 'relation'))

/** A sum in brackets of which nothing is what the name before them is made from. */
function isFactor({ body }: Fence, name: string | undefined, scope: Scope): boolean {
  const kind = name === undefined ? undefined : lookUp(scope, name)?.kind
  const counts = body.every(
    (token) => isMark(token, 'operator') || isMark(token, 'number') || isCount(token, scope),
  )
  if ((kind === 'index' || kind === 'size') && counts)
    return body.slice(1).some((token) => isMark(token, 'operator'))
  const uses = name === undefined ? undefined : scope.model.uses.get(name)
  if (body.some((token) => mentioned(token).some((other) => uses?.has(other)))) return false
  const sum = body.slice(1).some((token) => isMark(token, 'operator') && /^[+-]$/.test(token.text))
  return sum && !isStep(body, name)
}

const isCount = (token: Token | undefined, scope: Scope): boolean =>
  isMark(token, 'name') && /^(index|size)$/.test(lookUp(scope, token.text)?.kind ?? '')

/** `x(t + 1)`: the next step of an iteration, unless it is a factor that holds the name itself: `a (a - 1)`. */
const isStep = (body: readonly Token[], name: string | undefined): boolean => {
  const [first, sign, second] = body
  const steps =
    body.length === 3 &&
    isMark(first, 'name') &&
    isMark(sign, 'operator') &&
    isMark(second, 'number') &&
    /^\d+$/.test(second.text)
  return steps && first.text !== name
}
