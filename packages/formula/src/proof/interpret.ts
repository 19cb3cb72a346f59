import type {
  CaseCode,
  Code,
  CodeOf,
  ConditionCode,
  DefinitionCode,
  IndexCode,
  ModelCode,
  Operation,
} from '../run/code.ts'
import { determinant, inverse, type Ring } from '../run/determinant.ts'
import type { Indices } from '../run/evaluate.ts'
import { Decline } from './decline.ts'
import { still, type Moving, type Slopes } from './slopes.ts'

/** A number, a vector, a matrix. */
export type Known<N> = Moving<N> | readonly Known<N>[]

/**
 * Where formulas are interpreted: sizes are fixed, free quantities are given component by
 * component.
 */
export type Domain<N> = {
  readonly model: ModelCode
  readonly sizes: Readonly<Record<string, number>>
  readonly component: (name: string, at: readonly number[]) => N
}

type Seed = { readonly name: string; readonly at: readonly number[]; readonly tag: number }

type Env<N> = {
  readonly indices: Indices
  readonly seeds: readonly Seed[]
  readonly args: Readonly<Record<string, Known<N>>>
  readonly depth: number
  readonly memo: Map<string, Known<N>>
}

/**
 * Evaluates the code of formulas over another algebra. It does not share code with evaluate.ts,
 * which the page downloads; a test compares the two.
 */
export class Interpreter<N> {
  readonly #domain: Domain<N>
  readonly #slopes: Slopes<N>
  readonly #memo = new Map<string, Known<N>>()
  /** Values that move along the same components share the cache of definitions. */
  readonly #memos = new Map<string, Map<string, Known<N>>>()

  constructor(domain: Domain<N>, slopes: Slopes<N>) {
    this.#domain = domain
    this.#slopes = slopes
  }

  /** The components of a value. Throws Decline for what is not supported. */
  values(code: Code, indices: Indices): N[] {
    return flat(this.#run(code, this.#start(indices))).map(still)
  }

  holds(conditions: readonly ConditionCode[], indices: Indices): boolean {
    return this.#all(conditions, this.#start(indices))
  }

  #start(indices: Indices): Env<N> {
    return { indices, seeds: [], args: {}, depth: 0, memo: this.#memo }
  }

  #run(code: Code, env: Env<N>): Known<N> {
    if (typeof code === 'number') return this.#slopes.algebra.constant(code)
    if (typeof code === 'string') return this.#slopes.algebra.constant(this.#whole(code, env))
    return this.#operate(code as Operation, env)
  }

  #operate(code: Operation, env: Env<N>): Known<N> {
    const run = (part: Code): Known<N> => this.#run(part, env)
    switch (code[0]) {
      case 'q':
        return this.#quantity(code[1], this.#at(code.slice(2), env), env)
      case 'f':
        return this.#apply(
          code[1],
          code[2].map(run),
          this.#at(code.slice(3) as IndexCode[], env),
          env,
        )
      case 'p':
        return pick(run(code[1]), this.#at(code.slice(2) as IndexCode[], env))
      case '-':
        return map(run(code[1]), (a) => this.#slopes.negate(a))
      case '+':
        return code
          .slice(1)
          .map(run)
          .reduce((a, b) => this.#zip('add', a, b))
      case '*':
        return this.#scale(run(code[1]), run(code[2]))
      case 'h':
        return this.#zip('multiply', run(code[1]), run(code[2]))
      case '.':
        return this.#dot(run(code[1]), run(code[2]))
      case 'o': {
        const right = run(code[2])
        return list(run(code[1])).map((a) => this.#scale(a, right))
      }
      case 'm':
        return this.#product(run(code[1]), run(code[2]))
      case '/':
        return this.#quotient(run(code[1]), run(code[2]))
      case '^':
        return this.#slopes.power(single(run(code[1])), single(run(code[2])))
      case 'c':
        return this.#call(code[1], code.slice(2).map(run))
      case 'S':
        return this.#fold(code, env)
      case '?':
        return this.#choose(code.slice(1) as CaseCode[], env)
      case '1':
        return this.#slopes.algebra.constant(
          this.#all(code.slice(1) as ConditionCode[], env) ? 1 : 0,
        )
      case 'T':
        return transpose(run(code[1]))
      case 'V':
        return this.#components([code[2]], [], ([n]) =>
          this.#run(code[3], { ...env, indices: { ...env.indices, [code[1]]: n } }),
        )
      case 'i':
        return inverse(this.#rows(run(code[1])), this.#ring, (a, b) =>
          this.#slopes.divide(a === 1 ? this.#slopes.algebra.constant(1) : a, b),
        )
      case 'D':
        return determinant(this.#rows(run(code[1])), this.#ring)
      case 'd':
        return this.#differentiate(code, env)
      default:
        throw new Decline({
          kind: 'operationNotFollowed',
          what: String((code as readonly unknown[])[0]),
        })
    }
  }

  #zip(op: 'add' | 'multiply', a: Known<N>, b: Known<N>): Known<N> {
    if (isList(a)) return a.map((part, n) => this.#zip(op, part, list(b)[n]))
    return this.#slopes[op](a, single(b))
  }

  get #ring(): Ring<Moving<N>> {
    return {
      add: (a, b) => this.#slopes.add(a, b),
      multiply: (a, b) => this.#slopes.multiply(a, b),
      negate: (a) => this.#slopes.negate(a),
    }
  }

  #rows(matrix: Known<N>): Moving<N>[][] {
    const rows = list(matrix).map((row) => list(row).map(single))
    if (rows.length > MOST_ROWS) throw new Decline({ kind: 'determinant', rows: rows.length })
    return rows
  }

  /** Multiplies a number, a vector or a matrix by a number. */
  #scale(a: Known<N>, b: Known<N>): Known<N> {
    const [factor, value] = isList(a) ? [single(b), a] : [a, b]
    return map(value, (it) => this.#slopes.multiply(factor, it))
  }

  #quotient(top: Known<N>, bottom: Known<N>): Known<N> {
    return map(top, (a) => this.#slopes.divide(a, single(bottom)))
  }

  #dot(a: Known<N>, b: Known<N>): Known<N> {
    return list(a)
      .map((x, n) => this.#scale(x, list(b)[n]))
      .reduce((x, y) => this.#zip('add', x, y))
  }

  #product(a: Known<N>, b: Known<N>): Known<N> {
    return isList(list(a)[0]) ? list(a).map((row) => this.#dot(row, b)) : this.#dot(a, b)
  }

  #call(fn: string, args: readonly Known<N>[]): Known<N> {
    if (fn === 'max' || fn === 'min')
      return this.#slopes.extreme(
        fn,
        args.flatMap((it) => flat(it)),
      )
    return this.#slopes.call(fn, single(args[0]))
  }

  #at(codes: readonly IndexCode[], env: Env<N>): number[] {
    return codes.map((code) => this.#index(code, env))
  }

  #index(code: IndexCode, env: Env<N>): number {
    if (typeof code === 'number') return code
    if (typeof code === 'string') return this.#whole(code, env)
    let total = code[0]
    for (let n = 1; n < code.length; n += 2)
      total += this.#whole(code[n] as string, env) * (code[n + 1] as number)
    return total
  }

  /** The value of an index or of a size. */
  #whole(name: string, env: Env<N>): number {
    const value = env.indices[name] ?? this.#domain.sizes[name]
    if (value === undefined) throw new Decline({ kind: 'noValue', name })
    return value
  }

  #quantity(name: string, indices: readonly number[], env: Env<N>): Known<N> {
    const arg = env.args[name]
    if (arg !== undefined) return pick(arg, indices)
    return this.#components(this.#sizesOf(name).slice(indices.length), indices, (full) =>
      this.#component(name, full, env),
    )
  }

  #sizesOf(name: string): readonly string[] {
    const { free, shapes } = this.#domain.model
    const sizes = free[name] ?? shapes[name]
    if (!sizes) throw new Decline({ kind: 'noValue', name })
    return sizes
  }

  #components(
    sizes: readonly string[],
    indices: readonly number[],
    at: (full: readonly number[]) => Known<N>,
  ): Known<N> {
    const [size, ...rest] = sizes
    if (size === undefined) return at(indices)
    return Array.from({ length: this.#domain.sizes[size] ?? 0 }, (_, n) =>
      this.#components(rest, [...indices, n + 1], at),
    )
  }

  #component(name: string, indices: readonly number[], env: Env<N>): Known<N> {
    const isFree = name in this.#domain.model.free
    if (isFree) this.#checkRange(name, indices)
    let value = isFree ? this.#domain.component(name, indices) : this.#defined(name, indices, env)
    for (const { name: moved, at, tag } of env.seeds) {
      if (moved === name && at.every((n, position) => n === indices[position]))
        value = this.#slopes.move(single(value), tag)
    }
    return value
  }

  #defined(name: string, indices: readonly number[], env: Env<N>): Known<N> {
    const [, names, body] = this.#definition(name)
    const own = indices.slice(0, names.length)
    const key = `${name} ${own.join()}`
    const found = env.memo.get(key)
    if (found !== undefined) return pick(found, indices.slice(names.length))
    this.#checkRange(name, own)
    const value = this.#run(body, { ...env, args: {}, indices: bind(names, own) })
    env.memo.set(key, value)
    return pick(value, indices.slice(names.length))
  }

  #definition(name: string): DefinitionCode {
    const found = this.#domain.model.definitions[name]
    if (!found) throw new Decline({ kind: 'noDefinition', name })
    return found
  }

  #checkRange(name: string, indices: readonly number[]): void {
    const sizes = this.#sizesOf(name)
    const isOutside = indices.some(
      (n, position) => n < 1 || n > (this.#domain.sizes[sizes[position]] ?? 0),
    )
    if (isOutside) throw new Decline({ kind: 'indexOutOfRange', name: `${name}_${indices.join()}` })
  }

  #apply(
    name: string,
    values: readonly Known<N>[],
    indices: readonly number[],
    env: Env<N>,
  ): Known<N> {
    const [params, names, body] = this.#definition(name)
    const args = bind(params, values)
    const rest = this.#sizesOf(name).slice(indices.length, Math.max(indices.length, names.length))
    return this.#components(rest, indices, (full) => {
      const own = full.slice(0, names.length)
      this.#checkRange(name, own)
      return pick(
        this.#run(body, { ...env, args, indices: bind(names, own) }),
        full.slice(names.length),
      )
    })
  }

  #fold([, op, name, from, to, when, body, ...sizes]: CodeOf<'S'>, env: Env<N>): Known<N> {
    const found: Known<N>[] = []
    const last = this.#index(to, env)
    for (let n = this.#index(from, env); n <= last; n++) {
      const inner = { ...env, indices: { ...env.indices, [name]: n } }
      if (this.#all(when, inner)) found.push(this.#run(body, inner))
    }
    if (op === 'max' || op === 'min') return this.#extremeOf(op, found)
    if (found.length === 0)
      return this.#components(sizes, [], () => this.#slopes.algebra.constant(op === '+' ? 0 : 1))
    return found.reduce((a, b) => this.#zip(op === '+' ? 'add' : 'multiply', a, b))
  }

  #extremeOf(op: 'max' | 'min', values: readonly Known<N>[]): Known<N> {
    const [first] = values
    if (first === undefined) throw new Decline({ kind: `${op}OfNothing` })
    if (isList(first))
      return first.map((_, n) =>
        this.#extremeOf(
          op,
          values.map((it) => list(it)[n]),
        ),
      )
    return this.#slopes.extreme(op, values.map(single))
  }

  #choose(cases: readonly CaseCode[], env: Env<N>): Known<N> {
    const fitting = cases.filter(([, ...when], n) =>
      when.length > 0 ? this.#all(when, env) : n === cases.length - 1,
    )
    const [first, second] = fitting
    if (first === undefined) throw new Decline({ kind: 'noCase' })
    if (second !== undefined && second.length > 1) throw new Decline({ kind: 'twoCases' })
    return this.#run(first[0], env)
  }

  #all(conditions: readonly ConditionCode[], env: Env<N>): boolean {
    return conditions.every(([relation, left, right]) => {
      const [a, b] = [left, right].map((side) => still(single(this.#run(side, env))))
      return this.#slopes.algebra.compare(a, relation, b)
    })
  }

  #differentiate([, of, name, ...codes]: CodeOf<'d'>, env: Env<N>): Known<N> {
    const indices = this.#at(codes, env)
    const tag = env.depth + 1
    const arg = env.args[name]
    if (arg !== undefined) return this.#byArgument(of, name, indices, { ...env, depth: tag })
    const rest = this.#sizesOf(name).slice(indices.length)
    this.#checkRange(name, indices)
    return this.#components(rest, indices, (full) => {
      const seeds = [...env.seeds, { name, at: full, tag }]
      return this.#slopesOf(of, { ...env, depth: tag, memo: this.#memoFor(seeds), seeds }, tag)
    })
  }

  #byArgument(of: Code, name: string, indices: readonly number[], env: Env<N>): Known<N> {
    const value = env.args[name]
    const each = (part: Known<N>, at: readonly number[]): Known<N> =>
      isList(part)
        ? part.map((inner, n) => each(inner, [...at, n + 1]))
        : this.#slopesOf(
            of,
            { ...env, args: { ...env.args, [name]: this.#moved(value, at, env.depth) } },
            env.depth,
          )
    return each(pick(value, indices), indices)
  }

  #moved(value: Known<N>, [first, ...rest]: readonly number[], tag: number): Known<N> {
    if (first === undefined) return this.#slopes.move(single(value), tag)
    return list(value).map((part, n) => (n === first - 1 ? this.#moved(part, rest, tag) : part))
  }

  #slopesOf(of: Code, env: Env<N>, tag: number): Known<N> {
    return map(this.#run(of, env), (a) => this.#slopes.slopeOf(a, tag))
  }

  #memoFor(seeds: readonly Seed[]): Map<string, Known<N>> {
    const key = JSON.stringify(seeds)
    const memo = this.#memos.get(key) ?? new Map<string, Known<N>>()
    this.#memos.set(key, memo)
    return memo
  }
}

/** Larger determinants have too many terms to expand. */
const MOST_ROWS = 5

const isList = <N>(value: Known<N>): value is readonly Known<N>[] => Array.isArray(value)

function list<N>(value: Known<N>): readonly Known<N>[] {
  if (!isList(value)) throw new Decline({ kind: 'numberForVector' })
  return value
}

function single<N>(value: Known<N>): Moving<N> {
  if (isList(value)) throw new Decline({ kind: 'vectorForNumber' })
  return value
}

const flat = <N>(value: Known<N>): Moving<N>[] =>
  isList(value) ? value.flatMap((part) => flat(part)) : [value]

const map = <N>(value: Known<N>, f: (a: Moving<N>) => Known<N>): Known<N> =>
  isList(value) ? value.map((part) => map(part, f)) : f(value)

const transpose = <N>(a: Known<N>): Known<N> =>
  list(list(a)[0]).map((_, n) => list(a).map((row) => list(row)[n]))

function pick<N>(value: Known<N>, indices: readonly number[]): Known<N> {
  return indices.reduce<Known<N>>((part, n) => {
    const inner = list(part)[n - 1]
    if (inner === undefined) throw new Decline({ kind: 'indexOutOfRange', name: String(n) })
    return inner
  }, value)
}

const bind = <T>(names: readonly string[], values: readonly T[]): Record<string, T> =>
  Object.fromEntries(names.map((name, n) => [name, values[n]]))
