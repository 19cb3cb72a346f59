import { refuse } from '../tex/error.ts'
import { checkNote, checkNegation, isAfterthought } from './check-note.ts'
import { CONNECTIVE } from './read-cases.ts'
import { isArrowMark } from './read-implication.ts'
import { splitList } from './ranges.ts'
import { cover } from '../tex/span.ts'
import { splitStatements, trimEnd } from './statements.ts'
import { isMark, type Token } from '../tex/token.ts'

/** What a name stands for: an index or a size, a single free number, or anything else. */
export type KindOf = (name: string) => 'count' | 'number' | 'other'

/** A formula of a row, with what stands beside it. */
export type Claim = {
  readonly tokens: readonly Token[]
  readonly conditions: (readonly Token[])[]
  readonly reasons: (readonly Token[])[]
}

type Word = Extract<Token, { type: 'text' }>

/** Words or a gap, with the formula that follows. */
type Segment = {
  readonly word: Word | undefined
  readonly formula: readonly Token[]
  /** Nothing stands between the words and a formula before them. */
  readonly touches: boolean
}

type Role = 'condition' | 'reason' | 'claim' | 'none'

const REASON = /(^|\s)(since|because|as|by|using|with|because of|因为|因|由于|由|利用|用|注意到)$/i
/** Words that lead in another formula. */
const LEAD =
  /^(so|thus|hence|then|therefore|we have|it follows that|that is|i\.e|in other words|namely|and|所以|因此|因而|从而|于是|故|则|那么|有|则有|可得|得|即|也就是|也就是说|亦即|换言之|并且|且|以及|和)$/i
const AND = /^(and|并且|且|以及|和)$/i
const CONDITION_END = /(时)?[,，。.:：]?$/

/** Sorts what stands beside a row into conditions and reasons of its claims and further claims; gives the words. */
export function readBeside(tokens: readonly Token[], claims: Claim[], kindOf: KindOf): string {
  const words: string[] = []
  const leading: Claim = { tokens: [], conditions: [], reasons: [] }
  let role: Role = 'none'
  for (const segment of segments(tokens.flatMap(opened), claims.length > 0)) {
    const { word, formula } = segment
    if (word) {
      words.push(word.text)
      checkNegation(word, formula.length > 0 || role !== 'none')
    }
    if (formula.length > 0) role = place(segment, role, { claims, leading, kindOf })
    else if (word) checkNote(word, segment.touches && !isAfterthought(word.text))
  }
  checkLed(leading, claims)
  return words.join(' ').trim()
}

/** Words and formulas in brackets, as in `(\text{for } k \ne i)`, stand there without them. */
const opened = (token: Token): readonly Token[] =>
  token.type === 'fence' && token.open === '(' && token.body.some(({ type }) => type === 'text')
    ? token.body
    : [token]

/** What stands beside a row: its claims, and what was said before the first of them. */
type Beside = {
  readonly claims: Claim[]
  /** Conditions and reasons of the claim that is still to come: `\text{since } A \text{, } B`. */
  readonly leading: Claim
  readonly kindOf: KindOf
}

/** Refuses a condition or a reason that no claim follows. */
function checkLed({ conditions, reasons }: Claim, claims: readonly Claim[]): void {
  const [first] = [...conditions, ...reasons].flat()
  if (first === undefined || claims.length > 0) return
  refuse(
    first.span,
    'formula in a remark',
    'a condition without a claim',
    'nothing is said under it',
    'write the claim behind \\text{then} or 则',
  )
}

function place({ word, formula, touches }: Segment, before: Role, beside: Beside): Role {
  const { claims, kindOf } = beside
  const { inner, forall } = withoutForall(unwrap(formula))
  const said =
    word?.text
      .replace(/^[,，;；。、(（]+\s*/, '')
      .replace(CONDITION_END, '')
      .trim() ?? ''
  const last = claims.at(-1) ?? beside.leading
  if (
    claims.length > 0 &&
    formula.length === 1 &&
    isMark(formula[0], 'name') &&
    QED.test(formula[0].text)
  )
    return before
  if ((forall || ALL.test(said)) && isNames(inner, kindOf)) return before
  const isAll = forall && isCondition(inner, kindOf)
  if (forall && !isAll) refuseForall(inner)
  if (isAll || (!forall && leadsCondition({ word, said, before }, inner, kindOf))) {
    if (!isAll && !CONNECTIVE.test(said)) checkAfterArrow(inner, claims, kindOf)
    return addConditions(inner, last, kindOf)
  }
  if (REASON.test(said) || (before === 'reason' && AND.test(said)))
    return addReason({ word, formula, touches }, said, last)
  const isComma = word !== undefined && said === ''
  const leads =
    word === undefined || isComma ? opensClaim(before, beside, isComma) : LEAD.test(said)
  if (leads && formula.some((token) => isMark(token, 'relation')))
    return addClaims({ formula, word, touches }, before, beside)
  return refuse(
    cover(formula[0].span, formula.at(-1)!.span),
    'formula in a remark',
    word?.text ?? 'a formula beside the line',
    'it is not clear what it says about the line',
    'lead it in with for, if, since, 当, 因为, or leave it out',
  )
}

/** The end of a proof. */
const QED = /^\\(square|blacksquare|Box)$|^[∎□■]$/

const refuseForall = (formula: readonly Token[]): never =>
  refuse(
    formula[0]?.span ?? { start: 0, end: 0 },
    'formula in a remark',
    'what stands behind \\forall',
    'only indices and single numbers are bound there',
    'write as in \\forall k \\ne i, or lead a condition in with \\text{if }',
  )

/** Whether a formula behind a gap or a comma is a claim of its own: behind a condition it may be one more of these. */
const opensClaim = (before: Role, { claims }: Beside, isComma: boolean): boolean => {
  if (claims.length === 0) return isComma ? before !== 'none' : before === 'none'
  return !(isComma && before === 'condition')
}

/** What stands in one pair of round brackets. */
function unwrap(formula: readonly Token[]): readonly Token[] {
  const [only] = formula
  return formula.length === 1 && only?.type === 'fence' && only.open === '('
    ? [...only.body]
    : formula
}

/** `\forall k \ne i` is a condition, as behind “for all”. */
function withoutForall(formula: readonly Token[]): { inner: readonly Token[]; forall: boolean } {
  const forall = isMark(formula[0], 'name', '\\forall')
  return { inner: forall ? formula.slice(1) : formula, forall }
}

/** The words before a formula, and what stood before them. */
type Lead = {
  readonly word: Word | undefined
  readonly said: string
  readonly before: Role
}

function leadsCondition(
  { word, said, before }: Lead,
  inner: readonly Token[],
  kindOf: KindOf,
): boolean {
  if (word === undefined) return isCondition(inner, kindOf)
  if (/^with$/i.test(said)) return isCondition(inner, kindOf)
  return CONNECTIVE.test(said) || (before === 'condition' && AND.test(said))
}

/** Conditions separated by commas; after the first, only formulas that cannot be claims. */
function addConditions(tokens: readonly Token[], claim: Claim, kindOf: KindOf): Role {
  const parts = splitList(tokens).filter((part) => !isNames(part, kindOf))
  const odd = parts.slice(1).find((part) => !isCondition(part, kindOf))
  const equation =
    claim.conditions.length > 0 &&
    !isCondition(tokens, kindOf) &&
    tokens.some((token) => isMark(token, 'relation', '='))
  if (odd || equation) {
    const part = odd ?? tokens
    refuse(
      part[0]?.span ?? tokens[0].span,
      'two readings',
      'a formula after a condition',
      'it may be one more condition or one more claim',
      'join conditions with \\land, or give the claim a line of its own',
    )
  }
  claim.conditions.push(...(parts.length < splitList(tokens).length ? parts : [tokens]))
  return 'condition'
}

function addReason({ word, formula, touches }: Segment, said: string, claim: Claim): Role {
  // Words before “since” are a note like any other.
  const rest = said.replace(REASON, '').replace(/[,，]$/, '')
  if (word && rest.trim() !== '') checkNote({ ...word, text: rest }, touches)
  claim.reasons.push(unwrap(formula))
  return 'reason'
}

/** Behind an arrow another formula may be one more conclusion; only what compares indices cannot. */
function checkAfterArrow(
  formula: readonly Token[],
  claims: readonly Claim[],
  kindOf: KindOf,
): void {
  const arrow = claims.some(({ tokens }) => tokens.some(isArrowMark)) || formula.some(isArrowMark)
  if (!arrow || claims.length === 0 || comparesCounts(formula, kindOf)) return
  refuse(
    formula[0].span,
    'two readings',
    'a formula beside an arrow',
    'it may be one more side of the arrow, or a claim of its own',
    'join what belongs together with \\land, or give it a line of its own',
  )
}

/** What follows from a claim under a condition follows under that condition. */
function addClaims(
  { formula, word }: Segment,
  before: Role,
  { claims, leading, kindOf }: Beside,
): Role {
  checkAfterArrow(formula, claims, kindOf)
  const [first] = formula
  if (isMark(first, 'operator')) {
    refuse(
      first.span,
      'two readings',
      first.text,
      'what begins with a sign may go on with the formula before it',
      'leave out the gap, or put it on a line of its own',
    )
  }
  const inherits =
    word !== undefined &&
    !AND.test(word.text.replace(/^[,，]\s*/, '').trim()) &&
    before === 'condition'
  const conditions = inherits ? (claims.at(-1) ?? leading).conditions : []
  const reasons = claims.length === 0 ? leading.reasons : []
  for (const tokens of splitStatements(formula)) {
    const last = claims.at(-1)
    if (last && isCondition(tokens, kindOf)) last.conditions.push(tokens)
    else claims.push({ tokens, conditions: [...conditions], reasons: [...reasons] })
  }
  return 'claim'
}

/** “for all i”, `\forall i`: true of every line, whose free indices are those that it is given for. */
const isNames = (formula: readonly Token[], kindOf: KindOf): boolean =>
  formula.length > 0 &&
  formula.every(
    (token) => isMark(token, 'comma') || (isMark(token, 'name') && kindOf(token.text) === 'count'),
  )

const ALL =
  /^(for|for all|for any|for every|for each|对|对于|对每个|对每一个|对任意|对任意的|对于任意|对于任意的|对所有|对所有的|对于所有|对一切)$/i

/** What can only be a condition: `k \ne i`, `i = 1`, `a > 0` where a is a free number. */
export const isCondition = (formula: readonly Token[], kindOf: KindOf): boolean =>
  comparesCounts(formula, kindOf) || boundsNumber(formula, kindOf)

const comparesCounts = (formula: readonly Token[], kindOf: KindOf): boolean =>
  formula.some((token) => isMark(token, 'relation')) &&
  formula.some((token) => isMark(token, 'name')) &&
  formula.every((token) => counts(token, kindOf))

/** Indices, sizes, numbers, and what compares and lists them: `k = i + 1`, `i \in \{1, \ldots, C\}`. */
const counts = (token: Token, kindOf: KindOf): boolean => {
  if (isMark(token, 'name')) return kindOf(token.text) === 'count'
  if (isMark(token, 'operator')) return /^([+-]|\\setminus)$/.test(token.text)
  if (token.type === 'fence')
    return /^(\[|\\\{|\\lbrace)$/.test(token.open) && token.body.every((it) => counts(it, kindOf))
  return /^(number|comma|relation|dots)$/.test(token.type)
}

const boundsNumber = ([name, relation, ...bound]: readonly Token[], kindOf: KindOf): boolean => {
  const number = isMark(bound[0], 'operator', '-') ? bound.slice(1) : bound
  return (
    isMark(name, 'name') &&
    kindOf(name.text) === 'number' &&
    number.length === 1 &&
    isMark(number[0], 'number') &&
    isMark(relation, 'relation') &&
    /^(<|>|\\le|\\ge|\\ne)$/.test(relation.text)
  )
}

/** Words with the formula that follows each, and formulas on their own, separated by wide gaps. */
function segments(tokens: readonly Token[], after: boolean): Segment[] {
  const found: { word: Word | undefined; formula: Token[]; touches: boolean }[] = []
  let closed = true
  let touches = after
  for (const token of tokens) {
    if (token.type === 'gap') closed ||= (found.at(-1)?.formula.length ?? 0) > 0
    else if (token.type === 'text') found.push({ word: token, formula: [], touches })
    else {
      if (closed) found.push({ word: undefined, formula: [], touches })
      found.at(-1)!.formula.push(token)
    }
    if (token.type !== 'gap') closed = false
    touches = token.type !== 'gap' && token.type !== 'text'
  }
  return found.map((segment) => ({
    ...segment,
    formula: trimEnd(
      isMark(segment.formula[0], 'comma') ? segment.formula.slice(1) : segment.formula,
    ),
  }))
}
