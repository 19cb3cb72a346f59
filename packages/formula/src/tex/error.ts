import { toPlace, type Place, type Span } from './span.ts'

/** What is wrong, why, and what to write instead. */
export type Refusal = {
  /** The kind, lower case: `free index`, `unknown name`, `two readings`. */
  readonly kind: string
  /** What was found, as written. */
  readonly found: string
  /** Why it cannot be read. */
  readonly reason: string
  /** What the author can write instead. */
  readonly cure: string
  /** Where it stands in the formula's TeX. */
  readonly span: Span
}

/** A formula that is refused: never a guess, always a place, a reason and a cure. */
export class FormulaError extends Error implements Refusal {
  override readonly name = 'FormulaError'
  readonly kind: string
  readonly found: string
  readonly reason: string
  readonly cure: string
  readonly span: Span
  /** Line and column in `tex`, from 1; the caller adds where `tex` itself stands. */
  readonly place: Place
  readonly tex: string

  constructor(refusal: Refusal, tex: string) {
    const place = toPlace(tex, refusal.span.start)
    const { kind, found, reason, cure } = refusal
    super(`${kind}: ${found} (line ${place.line}, column ${place.column}): ${reason}; ${cure}`)
    this.kind = kind
    this.found = found
    this.reason = reason
    this.cure = cure
    this.span = refusal.span
    this.place = place
    this.tex = tex
  }
}

/**
 * A declaration beside formulas that cannot be used: an attribute of a model or a derivation.
 * `cause` is the FormulaError where the attribute is TeX itself.
 */
export class SpecError extends Error {
  override readonly name = 'SpecError'
  /** The kind, lower case: `unknown index`, `invalid domain`. */
  readonly kind: string
  /** What is wrong and what to write instead. */
  readonly reason: string
  /** The attribute at fault: `each`, `sizes`; missing until `forAttribute` adds it. */
  readonly attribute: string | undefined

  constructor(kind: string, reason: string, options: ErrorOptions & { attribute?: string } = {}) {
    super(`${kind}: ${reason}`, options)
    this.kind = kind
    this.reason = reason
    this.attribute = options.attribute
  }
}

/** What an author got wrong in a formula, or in what is declared beside it. */
export type AuthorError = FormulaError | SpecError

/** Thrown inside the parser, where only offsets are known; `withSource` gives it its place. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

// eslint-disable-next-line max-params -- said at every refusal, always in this order
export function refuse(
  span: Span,
  kind: string,
  found: string,
  reason: string,
  cure: string,
): never {
  throw new Refused({ span, kind, found, reason, cure })
}

/** What the limits of `check-limits.ts` let through and the stack does not hold. */
const TOO_DEEP = {
  kind: 'too deep',
  found: 'the formula',
  reason: 'its parts stand inside each other too often',
  cure: 'define a part of it in the model',
}

/** Runs a part of the parser over `tex`; what it refuses becomes an error with line and column. */
export function withSource<T>(tex: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof RangeError)
      throw new FormulaError({ ...TOO_DEEP, span: { start: 0, end: tex.length } }, tex)
    throw error instanceof Refused ? new FormulaError(error.refusal, tex) : error
  }
}

/** Reads an attribute; what is wrong with it becomes a SpecError that names the attribute. */
export function forAttribute<T>(attribute: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof SpecError)
      throw new SpecError(error.kind, error.reason, { attribute, cause: error.cause })
    if (!(error instanceof FormulaError)) throw error
    throw new SpecError(error.kind, `${error.found}: ${error.reason}; ${error.cure}`, {
      attribute,
      cause: error,
    })
  }
}

/** As `withSource`, but a refusal is handed to `report` and nothing is returned. */
export function maybe<T>(
  tex: string,
  report: (error: FormulaError) => void,
  run: () => T,
): T | undefined {
  try {
    return withSource(tex, run)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    report(error)
    return undefined
  }
}

/**
 * As `maybe`, for a run that notes what is not there and reads on: all of that is reported, each name once. What else
 * is refused then may come from that, and is not.
 */
export function maybeAll<T>(
  tex: string,
  report: (error: FormulaError) => void,
  run: (lacking: Refusal[]) => T,
): T | undefined {
  const lacking: Refusal[] = []
  const errors: FormulaError[] = []
  const result = maybe(
    tex,
    (error) => errors.push(error),
    () => run(lacking),
  )
  const isFirst = ({ kind, found }: Refusal, n: number): boolean =>
    lacking.findIndex((it) => it.kind === kind && it.found === found) === n
  const missing = lacking.filter(isFirst).map((it) => new FormulaError(it, tex))
  for (const it of missing.length > 0 ? missing : errors) report(it)
  return missing.length > 0 ? undefined : result
}

/** As `forAttribute`, but a mistake is handed to `report` and nothing is returned. */
export function maybeAttribute<T>(
  attribute: string,
  report: (error: SpecError) => void,
  run: () => T,
): T | undefined {
  try {
    return forAttribute(attribute, run)
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    report(error)
    return undefined
  }
}
