import { pairBars } from './bars.ts'
import { refuse } from './error.ts'
import { cover } from './span.ts'
import { isMark, type Fence, type Mark, type Token } from './token.ts'

const PAIRS: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '\\{': '\\}',
  '\\lbrace': '\\rbrace',
  '\\langle': '\\rangle',
  '\\lvert': '\\rvert',
  '\\lVert': '\\rVert',
  '\\lfloor': '\\rfloor',
  '\\lceil': '\\rceil',
  '|': '|',
  '\\vert': '\\vert',
  '\\|': '\\|',
  '\\Vert': '\\Vert',
}

const CURES = 'close every bracket that is opened, with its own kind'

/** Puts everything between two matching brackets into one token; a power of `)` becomes one of the whole. */
export function matchFences(tokens: readonly Token[]): Token[] {
  const open: { mark: Mark; before: Token[] }[] = []
  let current: Token[] = []
  for (const token of tokens) {
    const close = closing(token)
    if (isMark(token, 'open')) {
      open.push({ mark: token, before: current })
      current = []
    } else if (close) {
      const start = open.pop()
      if (!start || !pairs(start.mark, close)) {
        refuse(close.span, 'unmatched bracket', close.text, 'nothing opens it', CURES)
      }
      const span = cover(start.mark.span, close.span)
      const fence: Fence = {
        type: 'fence',
        open: start.mark.text,
        close: close.text,
        body: current,
        span,
      }
      current = [...start.before, rescript(token, fence)]
    } else current.push(token)
  }
  const left = open.pop()
  if (left) refuse(left.mark.span, 'unmatched bracket', left.mark.text, 'nothing closes it', CURES)
  return pairBars(current)
}

const pairs = (open: Mark, close: Mark): boolean => PAIRS[open.text] === close.text

/** The closing bracket that a token is or carries scripts of. */
function closing(token: Token): Mark | undefined {
  if (isMark(token, 'close')) return token
  const base = token.type === 'script' && token.base.length === 1 ? token.base[0] : undefined
  return isMark(base, 'close') ? base : undefined
}

const rescript = (token: Token, fence: Fence): Token =>
  token.type === 'script' ? { ...token, base: [fence], span: cover(fence.span, token.span) } : fence
