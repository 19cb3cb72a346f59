import { showAffine, type Affine } from '../model/affine.ts'
import type { Binder, Case, Condition, Expression } from '../model/expression.ts'

/** An expression as read, with every bracket that the reading has: what snapshots keep. */
export function showReading(expression: Expression): string {
  const show = showReading
  switch (expression.kind) {
    case 'number':
      return String(expression.value)
    case 'index':
      return plain(expression.name)
    case 'quantity':
      return plain(expression.name) + indices(expression.indices)
    case 'apply':
      return `${plain(expression.name)}(${expression.args.map(show).join(', ')})${indices(expression.indices)}`
    case 'pick':
      return `${show(expression.of)}${indices(expression.indices)}`
    case 'negate':
      return `(-${show(expression.of)})`
    case 'add':
      return `(${expression.terms.map(showTerm).join('')})`
    case 'multiply':
      return `(${show(expression.left)} * ${show(expression.right)})`
    case 'entrywise':
      return `(${show(expression.left)} .* ${show(expression.right)})`
    case 'contract':
      return `${expression.how}(${show(expression.left)}, ${show(expression.right)})`
    case 'divide':
      return `(${show(expression.top)} / ${show(expression.bottom)})`
    case 'power':
      return `(${show(expression.base)} ^ ${show(expression.exponent)})`
    case 'call':
      return `${expression.fn}(${expression.args.map(show).join(', ')})`
    case 'fold':
      return `${expression.op}[${showBinder(expression.over)}](${show(expression.body)})`
    case 'cases':
      return `{${expression.cases.map(showCase).join('; ')}}`
    case 'indicator':
      return `[${showConditions(expression.when)}]`
    case 'transpose':
      return `${show(expression.of)}^T`
    case 'list':
      return `list[${plain(expression.index)} = 1..${plain(expression.size)}](${show(expression.body)})`
    case 'inverse':
      return `${show(expression.of)}^-1`
    case 'determinant':
      return `det(${show(expression.of)})`
    case 'derivative':
      return `d(${show(expression.of)})/d(${plain(expression.by.name)}${indices(expression.by.indices)})`
  }
}

function showTerm(term: Expression, position: number): string {
  if (position === 0) return showReading(term)
  return term.kind === 'negate' ? ` - ${showReading(term.of)}` : ` + ${showReading(term)}`
}

const showCase = ({ value, when }: Case): string =>
  `${showReading(value)} ${when ? `if ${showConditions(when)}` : 'otherwise'}`

export const showConditions = (conditions: readonly Condition[]): string =>
  conditions
    .map(
      ({ relation, left, right }) => `${showReading(left)} ${SIGN[relation]} ${showReading(right)}`,
    )
    .join(' and ')

const SIGN: Readonly<Record<Condition['relation'], string>> = {
  '=': '=',
  '\\ne': '≠',
  '\\le': '≤',
  '\\ge': '≥',
  '<': '<',
  '>': '>',
}

function showBinder({ index, from, to, when }: Binder): string {
  const range = `${plain(index)} = ${plain(showAffine(from))}..${plain(showAffine(to))}`
  return when.length > 0 ? `${range}, ${showConditions(when)}` : range
}

const indices = (list: readonly Affine[]): string =>
  list.length > 0 ? `[${list.map((index) => plain(showAffine(index))).join(', ')}]` : ''

/** `\lambda` as `lambda`, `\operatorname{LSE}` as `LSE`, `\hat{y}` as `hat{y}`. */
const plain = (name: string): string =>
  name.replace(/\\(?:operatorname|mathrm)\{([^}]*)\}/g, '$1').replaceAll('\\', '')
