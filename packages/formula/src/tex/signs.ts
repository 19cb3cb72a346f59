import type { Mark } from './token.ts'

type Sign = { readonly type: Mark['type']; readonly text: string }

const sign = (type: Mark['type'], text: string, ...spellings: string[]): [string, Sign][] =>
  [text, ...spellings].map((spelling) => [spelling, { type, text }])

/** Every spelling of a sign, and the one that the parser knows it by. */
export const SIGNS: ReadonlyMap<string, Sign> = new Map([
  ...sign('operator', '+'),
  ...sign('operator', '-', '−'),
  ...sign('operator', '\\cdot', '⋅', '·', '\\cdotp'),
  ...sign('operator', '\\times', '×'),
  ...sign('operator', '\\odot'),
  ...sign('operator', '/', '\\slash'),
  ...sign('operator', '*', '\\ast', '∗'),
  ...sign('operator', '\\pm'),
  ...sign('operator', '\\mp'),
  ...sign('operator', '\\div'),
  ...sign('operator', '\\circ'),
  ...sign('operator', '\\otimes'),
  ...sign('operator', '\\oplus'),
  ...sign('operator', '\\setminus'),
  ...sign('relation', '='),
  ...sign('relation', ':=', '\\coloneqq', '≔'),
  ...sign('relation', '\\ne', '\\neq', '≠'),
  ...sign('relation', '\\le', '\\leq', '\\leqslant', '\\leqq', '≤'),
  ...sign('relation', '\\ge', '\\geq', '\\geqslant', '\\geqq', '≥'),
  ...sign('relation', '<', '\\lt'),
  ...sign('relation', '>', '\\gt'),
  ...sign('relation', '\\approx', '≈'),
  ...sign('relation', '\\implies', '\\Longrightarrow', '\\Rightarrow', '⇒', '⟹'),
  ...sign('relation', '\\iff', '\\Longleftrightarrow', '\\Leftrightarrow', '⇔', '⟺'),
  ...sign('relation', '\\in', '∈'),
  ...sign('relation', '\\notin', '∉'),
  ...sign('relation', ':', '\\colon'),
  ...sign('relation', '\\mid'),
  ...sign('comma', ','),
  ...sign('comma', ';'),
  ...sign(
    'dots',
    '\\cdots',
    '\\@cdots',
    '\\ldots',
    '\\dots',
    '\\dotsb',
    '\\dotsc',
    '\\dotso',
    '\\dotsm',
    '…',
    '⋯',
    '\\mathellipsis',
  ),
])

/** Names of functions that need no declaration, by every spelling. */
export const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...['exp', 'log', 'ln', 'max', 'min', 'tanh', 'sinh', 'cosh', 'sin', 'cos'].map(
    (name): [string, string] => [name, name],
  ),
])

export const FOLDS: ReadonlyMap<string, 'sum' | 'product'> = new Map([
  ['\\sum', 'sum'],
  ['\\prod', 'product'],
])
