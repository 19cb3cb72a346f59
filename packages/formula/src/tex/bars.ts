import { refuse } from './error.ts'
import { cover } from './span.ts'
import { isMark, type Fence, type Mark, type Token } from './token.ts'

const BARS: Readonly<Record<string, string>> = {
  '|': '\\lvert',
  '\\vert': '\\lvert',
  '\\|': '\\lVert',
  '\\Vert': '\\lVert',
}

/**
 * Pairs bars that have one shape for both ends, `|a| + \|z\|^2`, between relations and commas: in turn one opens and
 * the next closes. An odd number stays as it is, because it separates two things, as in `P(A | B)`.
 */
export function pairBars(tokens: readonly Token[]): Token[] {
  const paired: Token[] = []
  let part: Token[] = []
  for (const token of [...tokens, undefined]) {
    if (token !== undefined && !/^(relation|comma|text|gap|newline)$/.test(token.type))
      part.push(token)
    else {
      paired.push(...Object.keys(KINDS).reduce((list, kind) => pairKind(list, KINDS[kind]), part))
      if (token !== undefined) paired.push(token)
      part = []
    }
  }
  return paired
}

const KINDS: Readonly<Record<string, RegExp>> = {
  single: /^(\||\\vert)$/,
  double: /^(\\\||\\Vert)$/,
}

/** A bar of a kind, or what carries scripts on one. */
function barOf(token: Token | undefined, kind: RegExp): Mark | undefined {
  const base = token?.type === 'script' && token.base.length === 1 ? token.base[0] : token
  return isMark(base, 'name') && kind.test(base.text) ? base : undefined
}

function pairKind(tokens: readonly Token[], kind: RegExp): Token[] {
  const places = tokens.flatMap((token, n) => (barOf(token, kind) ? [n] : []))
  if (places.length === 0 || places.length % 2 === 1) return [...tokens]
  checkOneReading(tokens, places)
  const paired: Token[] = []
  let from = 0
  for (let n = 0; n < places.length; n += 2) {
    const [open, close] = [places[n], places[n + 1]]
    paired.push(...tokens.slice(from, open), toFence(tokens, open, close, kind))
    from = close + 1
  }
  return [...paired, ...tokens.slice(from)]
}

function toFence(tokens: readonly Token[], open: number, close: number, kind: RegExp): Token {
  const [first, last] = [tokens[open], tokens[close]]
  const text = BARS[barOf(first, kind)!.text]
  const bar = last.type === 'script' ? last.base[0] : last
  const fence: Fence = {
    type: 'fence',
    open: text,
    close: text.replace('l', 'r'),
    body: tokens.slice(open + 1, close),
    span: cover(first.span, bar.span),
  }
  return last.type === 'script'
    ? { ...last, base: [fence], span: cover(first.span, last.span) }
    : fence
}

const isSign = (token: Token | undefined): boolean =>
  token === undefined || isMark(token, 'operator')

/** `|a|b|c|` may be two values or one inside the other. */
function checkOneReading(tokens: readonly Token[], places: readonly number[]): void {
  const couldOpen = (n: number): boolean => tokens[n].type !== 'script' && !isSign(tokens[n + 1])
  const couldClose = (n: number): boolean =>
    !isSign(tokens[n - 1]) && !isMark(tokens[n - 1], 'function')
  places.forEach((place, n) => {
    const next = places[n + 1]
    const wrong = n % 2 === 0 ? !couldOpenFirst(tokens, place) : !couldClose(place)
    const nested =
      n % 2 === 1 && next !== undefined && next > place + 1 && couldOpen(place) && couldClose(next)
    const empty = n % 2 === 0 && next === place + 1
    if (!wrong && !nested && !empty) return
    refuse(
      tokens[place].span,
      'two readings',
      'bars',
      'it is open which bars belong together',
      'write \\lvert … \\rvert or \\lVert … \\rVert',
    )
  })
}

/** A first bar may stand before a sign: `|-a|`. */
const couldOpenFirst = (tokens: readonly Token[], place: number): boolean => {
  const next = tokens[place + 1]
  const signed = isMark(next, 'operator') && /^[+-]$/.test(next.text)
  return tokens[place].type !== 'script' && (signed || !isSign(next))
}
