import type {
  Break,
  Derivation,
  DerivationLine,
  DerivationSpec,
  Side,
  Step,
} from '../model/derivation.ts'
import { toDomain, type Domain } from '../model/domain.ts'
import {
  FormulaError,
  maybe,
  maybeAll,
  maybeAttribute,
  refuse,
  SpecError,
  withSource,
  type AuthorError,
} from '../tex/error.ts'
import { namesIn, type Condition, type Expression } from '../model/expression.ts'
import { GRAMMAR } from './grammar.ts'
import { hashTeX } from '../tex/hash.ts'
import { toLines, type Line } from './lines.ts'
import { namesOf, type Model } from '../model/model.ts'
import { kindOf, toName } from './parse-model.ts'
import { readChain, readConditionList, wayOf } from './read-conditions.ts'
import { isArg, readArg } from './read-arg.ts'
import { isImplication, readImplications } from './read-implication.ts'
import { showReading } from './reading.ts'
import { refuseAt, sourceOf, type Asides, type Scope } from './scope.ts'
import { isScalar, isSet as isSetShape, sameShape, showShape } from '../model/shape.ts'
import { checkSettled, settleAlike } from './unknown-size.ts'
import { toList } from './read-vector.ts'
import type { Span } from '../tex/span.ts'
import type { Token } from '../tex/token.ts'
import { toTokens } from '../tex/tokens.ts'

/** Reads a derivation line by line; what is refused is collected, so that every slip shows at once. */
export function parseDerivation(spec: DerivationSpec): Derivation {
  const { tex, model } = spec
  const errors: AuthorError[] = []
  const report = (error: AuthorError): void => {
    errors.push(error)
  }
  const given = splitNames(spec.each)
  const each = given.filter((name) => isIndex(model, name))
  maybeAttribute('approx', report, () => checkApprox(spec))
  maybeAttribute('each', report, () => checkEach(spec, given))
  const indices = new Map(each.map((name) => [name, sizeOf(model, name)]))
  const scope: Scope = { tex, model, indices, each, params: new Map(), grammar: GRAMMAR }
  const where = maybeAttribute('where', report, () => readWhere(spec.where, scope)) ?? []
  const domains =
    maybeAttribute('under', report, () => readDomains(spec.under ?? {}, model)) ?? new Map()
  const lines =
    maybe(tex, report, () => toLines(toTokens(tex), (name) => kindOf(model, name))) ?? []
  const reader = new LineReader(spec, scope, report)
  const read = lines.map((line, position) => reader.line(line, lines[position + 1]))
  const breaks = maybeAttribute('breaks', report, () => readBreaks(spec, domains)) ?? []
  const { steps } = reader
  const derivation = {
    tex,
    model,
    each,
    where,
    domains,
    breaks,
    approx: spec.approx,
    lines: read,
    steps,
    errors,
  }
  checkUsed(derivation, report)
  // An index that `each` misspells is free in every line; it is reported once.
  const misspelt = each.length < given.length
  return misspelt
    ? { ...derivation, errors: errors.filter((error) => error.kind !== 'free index') }
    : derivation
}

const sizeOf = (model: Model, index: string): string => {
  const declaration = model.declarations.get(index)
  return declaration?.kind === 'index' ? declaration.size : ''
}

/** The largest relative distance that an author may allow for ≈. */
const NEAREST = 0.1

function checkApprox({ approx }: DerivationSpec): void {
  if (approx === undefined || (approx > 0 && approx <= NEAREST)) return
  throw new SpecError(
    'invalid approx',
    `${approx}: the relative distance of sides that are near is above 0 and at most ${NEAREST}`,
  )
}

const splitNames = (names = ''): string[] => names.split(/[\s,]+/).filter(Boolean)

const isIndex = (model: Model, name: string): boolean =>
  model.declarations.get(name)?.kind === 'index'

function checkEach({ each, model }: DerivationSpec, names: readonly string[]): void {
  for (const name of names) {
    if (!isIndex(model, name)) {
      throw new SpecError(
        'unknown index',
        `each="${each}": ${name} is not one of ${namesOf(model, 'index').join(', ') || 'none'}`,
      )
    }
  }
}

/** What TeX has for the signs of code. */
const signs: Readonly<Record<string, string>> = {
  '!=': '\\ne',
  '==': '=',
  '>=': '\\ge',
  '<=': '\\le',
  '&&': 'a comma',
}

function readWhere(tex: string | undefined, scope: Scope): Condition[] {
  if (tex === undefined) return []
  const [sign] = /[!=]==?|[<>]=|&&/.exec(tex) ?? []
  if (sign !== undefined)
    throw new SpecError(
      'sign of code',
      `${sign}: a condition is TeX; write ${signs[sign.slice(0, 2)]}`,
    )
  return withSource(tex, () =>
    readConditionList(toTokens(tex), { ...scope, tex }, { start: 0, end: tex.length }),
  )
}

/** Whether a domain is one of numbers. */
const isNumber = (text: string): boolean =>
  maybeAttribute(
    'under',
    () => {},
    () => toDomain(text, []).sizes.length === 0,
  ) ?? false

/** How a domain says that it is one of vectors or matrices; the only size of a model is left out for a vector. */
function rankOf(sizes: readonly string[], model: Model): string {
  if (sizes.length > 1) return `matrix ${sizes.join(' ')}`
  return namesOf(model, 'size').length > 1 ? `vector ${sizes.join(' ')}` : 'vector'
}

function readDomains(under: Readonly<Record<string, string>>, model: Model): Map<string, Domain> {
  return new Map(
    Object.entries(under).map(([written, text]) => {
      const name = toName(written)
      const declaration = model.declarations.get(name)
      if (declaration?.kind !== 'free') {
        throw new SpecError(
          'unknown quantity',
          `${written}: another domain is for one of ${namesOf(model, 'free').join(', ') || 'none'}`,
        )
      }
      const { sizes } = declaration.shape
      if (sizes.length > 0 && isNumber(text))
        throw new SpecError(
          'invalid domain',
          `${text}: ${written} is ${showShape(declaration.shape)}; write ${text} ${rankOf(sizes, model)}, or another domain of such`,
        )
      const sized = sizes.length > 0 && !text.includes(' ') ? `${text} ${sizes.join(' ')}` : text
      const domain = toDomain(sized, namesOf(model, 'size'))
      if (domain.sizes.join() !== sizes.join())
        throw new SpecError(
          'invalid domain',
          `${text}: ${written} is ${showShape(declaration.shape)}`,
        )
      return [name, domain]
    }),
  )
}

/** A key is `y: multihot`, or `multihot` where one quantity has a domain of that family. */
function readBreaks(
  { breaks = {}, model }: DerivationSpec,
  domains: ReadonlyMap<string, Domain>,
): Break[] {
  return Object.entries(breaks).map(([claim, lines]) => {
    const [first, second] = claim.split(/\s*:\s*/) as [string, string?]
    const under =
      second === undefined ? { [onlyLabel(claim, model, domains)]: first } : { [first]: second }
    return {
      claim,
      domains: new Map([...domains, ...readDomains(under, model)]),
      lines: lines === null ? [] : [lines].flat(),
    }
  })
}

function onlyLabel(claim: string, model: Model, domains: ReadonlyMap<string, Domain>): string {
  const labels = namesOf(model, 'free').filter((name) => {
    const declaration = model.declarations.get(name)
    const kind =
      domains.get(name)?.kind ?? (declaration?.kind === 'free' ? declaration.domain.kind : 'real')
    return ['onehot', 'multihot', 'simplex', 'interior'].includes(kind)
  })
  if (labels.length !== 1) {
    throw new SpecError(
      'invalid claim',
      `breaks ${claim}: ${labels.length} quantities can be meant; write as in "y: ${claim}"`,
    )
  }
  return labels[0]
}

/** Reads lines in turn; keeps the last expression, which a line without a left side goes on from. */
class LineReader {
  readonly steps: Step[] = []
  private last: Side | undefined
  /** Where the chain that goes on leads: up after ≤ and <, down after ≥ and >, nowhere after ≠. */
  private way: 'up' | 'down' | 'apart' | undefined
  /** The unchecked line after which the chain has no known value. */
  private broken: number | undefined
  private readonly spec: DerivationSpec
  private scope: Scope
  private readonly asides: Asides
  /** Whether something is not there in the line, or in one that it goes on from. */
  private lacks = false
  /** How the last line with an arrow reads. */
  private logic = ''
  private readonly report: (error: FormulaError) => void

  constructor(spec: DerivationSpec, scope: Scope, report: (error: FormulaError) => void) {
    this.spec = spec
    this.scope = scope
    this.asides = { found: [], indices: scope.indices }
    this.report = report
  }

  line(line: Line, next: Line | undefined): DerivationLine {
    const base = {
      number: line.number,
      span: line.span,
      relation: line.steps[0]?.at,
      note: line.note,
    }
    const reason = this.spec.unchecked?.[line.number]
    const twin = this.spec.twins?.[line.number]
    if (line.left) this.begin()
    if (reason !== undefined) {
      this.pass(line)
      return { ...base, expression: undefined, reading: '', status: 'unchecked', reason }
    }
    if (this.broken !== undefined) return this.beginAnew(line, base)
    const read = this.readNoting(line, () => {
      if (twin) return this.twin(line)
      this.read(line, next)
      return undefined
    })
    if (twin)
      return {
        ...base,
        expression: undefined,
        reading: '',
        status: read ? 'twin' : 'refused',
        reason: undefined,
      }
    const own = this.steps.filter((step) => step.line === line.number)
    if (isImplication(line)) {
      const status = own.length > 0 ? ('checked' as const) : ('refused' as const)
      return { ...base, reading: this.logic, expression: undefined, status, reason: undefined }
    }
    const expression = this.last && this.last.kind !== 'twin' ? this.last : undefined
    const failed = own.length < line.steps.length || this.last === undefined
    const reading = showSteps(own, line.left ? (own[0]?.left ?? expression) : undefined)
    return {
      ...base,
      reading,
      expression: failed ? undefined : expression,
      status: failed ? 'refused' : 'checked',
      reason: undefined,
    }
  }

  /**
   * Reads a line, and reports all of its names and indices that are not there. What goes on from such a line is
   * compared with nothing, and only what is not there is reported of it.
   */
  private readNoting<T>(line: Line, read: () => T): T | undefined {
    const count = this.steps.length
    if (line.left) this.lacks = false
    const report = (error: FormulaError): void => {
      const isLack = error.kind === 'unknown name' || error.kind === 'free index'
      if (isLack || !this.lacks) this.report(error)
      this.lacks ||= isLack
    }
    const result = maybeAll(this.scope.tex, report, (lacking) => {
      this.scope = { ...this.scope, lacking }
      return read()
    })
    if (this.lacks) this.steps.length = count
    return result
  }

  /** A left side of its own begins another chain. */
  private begin(): void {
    this.way = undefined
    this.broken = undefined
  }

  /** What goes on from a line that is not checked cannot be compared, unless that line was another = of the same chain. */
  private pass(line: Line): void {
    if (!line.left && line.steps.every(({ relation }) => relation === '=')) return
    this.last = undefined
    this.broken = line.number
  }

  /** The first line after a broken chain: its right side is where the next goes on from. */
  private beginAnew(
    line: Line,
    base: Pick<DerivationLine, 'number' | 'span' | 'relation' | 'note'>,
  ): DerivationLine {
    const reason = `it goes on from line ${this.broken}, which is not checked`
    this.begin()
    const [first, ...others] = line.steps
    const expression =
      first &&
      maybe(this.scope.tex, this.report, () => {
        let last = readSide(first.right, this.scope, first.at)
        this.last = last
        for (const step of others) last = this.step(line, step, { conditions: [], reasons: [] })
        return last
      })
    return {
      ...base,
      expression,
      reading: expression ? showReading(expression) : '',
      status: expression ? 'unchecked' : 'refused',
      reason,
    }
  }

  /** Refuses `a \le b` followed by `\ge c`, from which nothing follows for a and c. */
  private checkWay(relation: string, at: Line['span']): void {
    const way = wayOf(relation)
    if (way === 'level') return
    const apart = way === 'apart' || this.way === 'apart'
    if (apart && this.way !== undefined) {
      refuse(
        at,
        'two readings',
        relation,
        'nothing follows of the ends of a chain with \\ne and another such sign',
        'begin another line with its own left side',
      )
    }
    if (this.way !== undefined && this.way !== way) {
      refuse(
        at,
        'two readings',
        relation,
        'the chain goes up and down, so nothing follows of its ends',
        'begin another line with its own left side',
      )
    }
    this.way = way
  }

  private read(line: Line, next: Line | undefined): void {
    this.scope = { ...this.scope, asides: this.asides }
    if (isImplication(line)) return this.readLogic(line)
    if (line.left) {
      this.last = undefined
      this.last = readSide(line.left, this.scope, line.span)
      const alone = line.steps.length === 0 && (next === undefined || next.left !== undefined)
      if (alone)
        this.refuseLine(line, 'it compares nothing', 'write a relation, or leave the line out')
    }
    const conditions = line.conditions.flatMap((tokens) =>
      readConditionList(tokens, this.scope, line.span),
    )
    const reasons = line.reasons.flatMap((tokens) => readChain(tokens, this.scope, line.span))
    for (const step of line.steps) this.step(line, step, { conditions, reasons })
    this.addAsides(line)
  }

  /** What is written at a brace is checked as one of the line's reasons. */
  private addAsides({ number }: Line): void {
    const first = this.steps.findIndex((step) => step.line === number)
    if (first < 0) return
    const step = this.steps[first]
    this.steps[first] = { ...step, reasons: [...step.reasons, ...this.asides.found.splice(0)] }
  }

  /** The conclusion is compared wherever the premise holds; no later line continues from it. */
  private readLogic(line: Line): void {
    this.logic = ''
    this.last = undefined
    const conditions = line.conditions.flatMap((tokens) =>
      readConditionList(tokens, this.scope, line.span),
    )
    const reasons = line.reasons.flatMap((tokens) => readChain(tokens, this.scope, line.span))
    const { implications, reading } = readImplications(line, this.scope)
    this.logic = reading
    for (const { premise, conclusion, at } of implications)
      for (const { relation, left, right } of conclusion)
        this.steps.push({
          line: line.number,
          relation,
          left,
          right,
          conditions: [...conditions, ...premise],
          reasons,
          span: at,
        })
    this.addAsides(line)
  }

  private step(
    line: Line,
    { relation, at, right }: Line['steps'][number],
    beside: Pick<Step, 'conditions' | 'reasons'>,
  ): Expression {
    const known = this.checkRelation(relation, at)
    this.checkWay(relation, at)
    const read = readSide(right, this.scope, at)
    const from = this.last
    if (!from)
      return this.refuseLine(
        line,
        'nothing stands before the relation',
        'write the left side in the first line',
      )
    const [left, side] = from.kind === 'twin' ? [from, read] : this.settle(from, read, known)
    if (left.kind !== 'twin' && !sameShape(left.shape, side.shape)) {
      refuseAt(
        this.scope,
        side.span,
        'shapes differ',
        `this is ${showShape(side.shape)}, and what it is compared with is ${showShape(left.shape)}`,
        isSet(side) || isSet(left)
          ? 'write \\in for an index of the set: where values tie it has several'
          : 'give both the same indices',
      )
    }
    if (known === '\\ne' && !isScalar(side.shape)) {
      refuseAt(
        this.scope,
        at,
        'two readings',
        'vectors may differ in one component or in all',
        'write it for a component',
      )
    }
    this.steps.push({ line: line.number, relation: known, left, right: side, ...beside, span: at })
    this.last = side
    return side
  }

  /** Both sides with all their sizes; a 0 beside a vector is a vector of zeros. */
  private settle(
    from: Expression,
    to: Expression,
    relation: Step['relation'],
  ): [Expression, Expression] {
    const [left, right] = settleAlike(from, to)
    const isZero = (side: Expression): boolean => side.kind === 'number' && side.value === 0
    if (isSet(left) || isSet(right)) {
      if (relation === '=') return [left, right]
      refuseAt(
        this.scope,
        left.span,
        'unclear relation',
        'a set is compared by = only',
        'write as in i \\in \\arg\\max_j',
      )
    }
    if (relation === '=' && isZero(right) && !isScalar(left.shape))
      return [checkSettled(left, this.scope), zerosLike(left, right)]
    if (relation === '=' && isZero(left) && !isScalar(right.shape))
      return [zerosLike(right, left), checkSettled(right, this.scope)]
    return [checkSettled(left, this.scope), checkSettled(right, this.scope)]
  }

  private checkRelation(relation: string, at: Line['span']): Step['relation'] {
    if (relation === '\\approx' && this.spec.approx === undefined) {
      refuse(
        at,
        'unclear relation',
        relation,
        'it does not say how near the sides are',
        'declare approx, the largest relative distance',
      )
    }
    if (!['=', '\\ne', '\\le', '\\ge', '<', '>', '\\approx'].includes(relation)) {
      refuse(
        at,
        'unclear relation',
        relation,
        'a line is compared by =, \\ne, \\le, \\ge, <, > or \\approx',
        relation === ':=' ? 'put definitions into the model' : 'write one of these',
      )
    }
    return relation as Step['relation']
  }

  /** A line whose value comes from a function: one step, tied to the TeX by its hash. */
  private twin(line: Line): true {
    const twin = this.spec.twins![line.number]
    const tex = sourceOf(this.scope, line.span)
    const hash = hashTeX(tex)
    if (twin.hash !== hash) {
      refuse(
        line.span,
        'twin out of date',
        twin.hash,
        `the line reads ${hash} now`,
        'compare the function with the line, then give it the new hash',
      )
    }
    const [step, second] = line.steps
    if (!step || second)
      return this.refuseLine(
        line,
        'a twin stands for the right side of one relation',
        'write one relation in the line',
      )
    if (line.left) this.last = readSide(line.left, this.scope, line.span)
    if (!this.last)
      return this.refuseLine(
        line,
        'nothing stands before the relation',
        'write the left side in the first line',
      )
    const right: Side = { kind: 'twin', value: twin.value, shape: undefined, span: line.span }
    const relation = this.checkRelation(step.relation, step.at)
    this.steps.push({
      line: line.number,
      relation,
      left: this.last,
      right,
      conditions: [],
      reasons: [],
      span: step.at,
    })
    this.last = right
    return true
  }

  private refuseLine(line: Line, reason: string, cure: string): never {
    refuseAt(this.scope, line.span, 'incomplete line', reason, cure)
  }
}

/** A side of a relation: an expression, or the set of an arg max. */
const readSide = (tokens: readonly Token[], scope: Scope, span: Span): Expression =>
  isArg(tokens) ? readArg(tokens, scope) : GRAMMAR.expression(tokens, scope, span)

const isSet = ({ shape }: Expression): boolean => isSetShape(shape)

/** As many zeros as a vector or a matrix has components. */
const zerosLike = ({ shape }: Expression, zero: Expression): Expression =>
  shape.sizes.reduceRight<Expression>(
    (body, size, n) => toList(body, `#${shape.sizes.length - n}`, size, zero.span),
    zero,
  )

const SIGN: Readonly<Record<Step['relation'], string>> = {
  '=': '=',
  '\\ne': '≠',
  '\\le': '≤',
  '\\ge': '≥',
  '<': '<',
  '>': '>',
  '\\approx': '≈',
}

/** A line as read: its own left side, if it has one, then each relation and what stands right of it. */
function showSteps(steps: readonly Step[], left: Side | undefined): string {
  const side = (part: Side): string => (part.kind === 'twin' ? 'twin' : showReading(part))
  return [
    ...(left ? [side(left)] : []),
    ...steps.flatMap(({ relation, right }) => [SIGN[relation], side(right)]),
  ].join(' ')
}

/** Every index that the derivation is given for stands in it; `where` speaks of what its lines depend on only. */
function checkUsed(
  { tex, model, each, steps, where, errors }: Derivation,
  report: (error: FormulaError) => void,
): void {
  if (errors.length > 0) return
  const names = (side: Side): Iterable<string> => (side.kind === 'twin' ? each : namesIn(side))
  const used = new Set(steps.flatMap(({ left, right }) => [...names(left), ...names(right)]))
  const complain = (kind: string, found: string, reason: string, cure: string): void =>
    report(
      new FormulaError({ span: { start: 0, end: tex.length }, kind, found, reason, cure }, tex),
    )
  for (const name of each.filter((index) => !used.has(index))) {
    complain('unused index', name, 'no line depends on it', `leave ${name} out of each`)
  }
  const reached = withDefinitions(used, model)
  const outside = where
    .flatMap(({ left, right }) => [...namesIn(left), ...namesIn(right)])
    .find((name) => !reached.has(name))
  if (outside)
    complain('unused name', outside, 'only the condition speaks of it', 'leave it out of where')
}

/** Names, and those that their definitions are made of: a definition uses only what stands above it. */
function withDefinitions(names: ReadonlySet<string>, { definitions }: Model): Set<string> {
  const reached = new Set(names)
  for (const { name, body } of definitions.toReversed())
    if (reached.has(name)) for (const part of namesIn(body)) reached.add(part)
  return reached
}
