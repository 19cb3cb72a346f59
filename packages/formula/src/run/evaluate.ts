import type { Value } from '../model/value.ts'
import type { Code, CodeOf, ConditionCode, IndexCode, ModelCode, Op, Operation } from './code.ts'
import {
  add,
  bare,
  call,
  divide,
  max,
  min,
  multiply,
  perturb,
  power,
  primal,
  slopeOf,
  type Builtin,
  type Leaf,
  type Num,
} from './dual.ts'
import type { Matrices } from './matrices.ts'

type Inner = Value<Num>

/** Where expressions are evaluated. */
export type Setting = {
  readonly model: ModelCode
  readonly sizes: Readonly<Record<string, number>>
  /** Values of the free quantities. */
  readonly values: Readonly<Record<string, Value>>
  /** Called for every piece of a formula that is evaluated, with the derivatives that it is inside; may throw to end it. */
  readonly spend?: (depth: number) => void
  /** Operations on whole vectors and matrices, which few formulas need: a page loads them by themselves. */
  readonly matrices?: Matrices | undefined
  /** What plain numbers do not need: numbers that know how far rounding has moved them. */
  readonly rounding?: Rounding
}

export type Rounding = {
  readonly toLeaf: (value: number) => Leaf
  /** How two sides of a condition stand to each other; `again` evaluates both with bounds for their errors. */
  readonly order: (a: Num, b: Num, again: () => readonly [Num, Num]) => number
}

/** Values of the indices that a formula is given for, from 1. */
export type Indices = Readonly<Record<string, number>>

/** A quantity, or one component of it, that a derivative moves. */
type Seed = { readonly name: string; readonly at: readonly number[]; readonly tag: number }

type Env = Setting & {
  /** Makes the numbers, where they are to know their errors. */
  readonly toLeaf: Rounding['toLeaf'] | undefined
  readonly indices: Indices
  readonly seeds: readonly Seed[]
  /** Arguments of the function being evaluated. */
  readonly args: Readonly<Record<string, Inner>>
  readonly depth: number
  readonly memo: Memo
}

/** Values of definitions, shared as long as the seeds are the same, and those that they have where one more moves. */
type Memo = { readonly values: Map<string, Inner>; readonly moved: Map<string, Memo> }

const emptyMemo = (): Memo => ({ values: new Map(), moved: new Map() })

/** Evaluates expressions at one setting, sharing the values of the definitions. */
export type Evaluator = {
  /** The value of an expression; throws what cannot be: an index out of range, cases that do not fit. */
  readonly value: (code: Code, indices?: Indices) => Value
  /** Whether all conditions hold; throws where a side has no value. Sides that only rounding tells apart are equal. */
  readonly holds: (conditions: readonly ConditionCode[], indices?: Indices) => boolean
}

export function toEvaluator(setting: Setting): Evaluator {
  const env: Env = {
    ...setting,
    toLeaf: undefined,
    indices: {},
    seeds: [],
    args: {},
    depth: 0,
    memo: emptyMemo(),
  }
  return {
    value: (code, indices = {}) => strip(run(code, { ...env, indices }), primal),
    holds: (conditions, indices = {}) => all(conditions, { ...env, indices }),
  }
}

/** As `value` of an evaluator, every number with the bound of its error; shares the values of the definitions likewise. */
export function toBounded(
  setting: Setting,
): (code: Code, indices: Indices) => Value<number | Leaf> {
  const env = toRoughEnv({
    ...setting,
    toLeaf: undefined,
    indices: {},
    seeds: [],
    args: {},
    depth: 0,
    memo: emptyMemo(),
  })
  return (code, indices) => strip(run(code, { ...env, indices }), bare)
}

const toRoughEnv = (env: Env): Env => ({ ...env, toLeaf: env.rounding?.toLeaf, memo: emptyMemo() })

const strip = <N>(value: Inner, to: (a: Num) => N): Value<N> =>
  isList(value) ? value.map((part) => strip(part, to)) : to(value)

const isList = <N>(value: Value<N>): value is readonly Value<N>[] => Array.isArray(value)

type Operations = {
  readonly [K in Exclude<Op, keyof Matrices>]: (code: CodeOf<K>, env: Env) => Inner
}
type Operate = (code: Operation, env: Env) => Inner

function run(code: Code, env: Env): Inner {
  env.spend?.(env.depth)
  if (typeof code === 'number') return leaf(code, env)
  if (typeof code === 'string') return env.indices[code] ?? env.sizes[code] ?? missing(code)
  const operate = (OPERATIONS as Readonly<Partial<Record<Op, Operate>>>)[code[0]]
  return (operate ?? operateOnMatrices)(code as Operation, env)
}

const missing = (name: string): never => {
  throw new Error(`no value: ${name}`)
}

const leaf = (value: number, env: Env): Num => env.toLeaf?.(value) ?? value

const number = (code: Code, env: Env): Num => run(code, env) as Num
const at = (codes: readonly IndexCode[], env: Env): number[] =>
  codes.map((code) => index(code, env))

const OPERATIONS: Operations = {
  q: ([, name, ...indices], env) => quantity(name, at(indices, env), env),
  f: ([, name, args, ...indices], env) =>
    apply(
      name,
      args.map((arg: Code) => run(arg, env)),
      at(indices, env),
      env,
    ),
  p: ([, of, ...indices], env) => pick(run(of, env), at(indices, env), '( )'),
  '-': ([, of], env) => scale(-1, run(of, env)),
  '+': ([, ...terms], env) => terms.map((term) => run(term, env)).reduce(sum),
  '*': ([, left, right], env) => {
    const [a, b] = [run(left, env), run(right, env)]
    if (isList(a)) return scale(b as Num, a)
    return isList(b) || !(vanishes(a, right, b) || vanishes(b, left, a)) ? scale(a, b) : 0
  },
  '/': ([, top, bottom], env) => {
    const b = number(bottom, env)
    return map((a) => divide(a, b), run(top, env))
  },
  '^': ([, base, exponent], env) => power(number(base, env), number(exponent, env)),
  c: ([, name, ...args], env) => {
    const values = args.map((arg) => run(arg, env))
    return name in FOLDS
      ? flat(values).reduce(FOLDS[name][0])
      : call(name as Builtin, values[0] as Num)
  },
  S: fold,
  '?': choose,
  1: ([, ...conditions], env) => (all(conditions, env) ? 1 : 0),
  V: ([, name, size, body], env) =>
    components([size], [], env, ([n]) =>
      run(body, { ...env, indices: { ...env.indices, [name]: n } }),
    ),
  d: differentiate,
}

/** 0 log 0 is 0, its limit: a factor that is 0 and stays so, beside logarithms of which one is of 0. */
const vanishes = (factor: Num, code: Code, other: Num): boolean =>
  primal(factor) === 0 && !Number.isFinite(primal(other)) && isLogarithm(code) && isFixed(factor)

const isFixed = (a: Num): boolean => typeof a === 'number' || a.tag === 0

/** A logarithm, or a sum in which one stands. */
function isLogarithm(code: unknown): boolean {
  if (!Array.isArray(code)) return false
  const [op, first] = code
  if (op === 'c') return first === 'log'
  return op === '-' || op === '/' ? isLogarithm(first) : op === '+' && code.some(isLogarithm)
}

const ARITHMETIC = { add, multiply, divide, negate: (a: Num) => multiply(-1, a) }

/** What is not among the operations above is one on whole vectors and matrices. */
function operateOnMatrices([op, ...of]: Operation, env: Env): Inner {
  const matrices = env.matrices ?? missing(op)
  const [a, b] = of.map((code) => run(code as Code, env))
  return matrices[op as keyof Matrices](ARITHMETIC, a, b)
}

const list = (value: Inner): readonly Inner[] => value as readonly Inner[]

const map = (f: (a: Num) => Num, value: Inner): Inner =>
  isList(value) ? value.map((part) => map(f, part)) : f(value)

const zip = (f: (a: Num, b: Num) => Num, a: Inner, b: Inner): Inner =>
  isList(a) ? a.map((part, n) => zip(f, part, list(b)[n])) : f(a, b as Num)

const sum = (a: Inner, b: Inner): Inner => zip(add, a, b)
const scale = (factor: Num, value: Inner): Inner => map((a) => multiply(factor, a), value)
const flat = (values: readonly Inner[]): Num[] =>
  values.flatMap((value) => (isList(value) ? flat(value) : [value]))
function index(code: IndexCode, env: Env): number {
  if (typeof code === 'number') return code
  if (typeof code === 'string') return run(code, env) as number
  let total = code[0]
  for (let n = 1; n < code.length; n += 2)
    total += (run(code[n], env) as number) * (code[n + 1] as number)
  return total
}

const outOfRange = (name: string, n: number, size: number): never => {
  throw new Error(`index out of range: ${name}_${n}, of ${size}`)
}

function pick(value: Inner, indices: readonly number[], name: string): Inner {
  return indices.reduce((part, n) => {
    const inner = list(part)[n - 1]
    return inner ?? outOfRange(name, n, list(part).length)
  }, value)
}

/** A quantity at its indices; what is left of its sizes makes a vector or a matrix of components. */
function quantity(name: string, indices: readonly number[], env: Env): Inner {
  const arg = env.args[name]
  if (arg !== undefined) return pick(arg, indices, name)
  return components(sizesOf(name, env).slice(indices.length), indices, env, (full) =>
    component(name, full, env),
  )
}

const sizesOf = (name: string, { model }: Env): readonly string[] =>
  model.free[name] ?? model.shapes[name] ?? missing(name)

function components(
  sizes: readonly string[],
  indices: readonly number[],
  env: Env,
  at: (full: readonly number[]) => Inner,
): Inner {
  const [size, ...rest] = sizes
  if (size === undefined) return at(indices)
  return Array.from({ length: env.sizes[size] ?? missing(size) }, (_, n) =>
    components(rest, [...indices, n + 1], env, at),
  )
}

function component(name: string, indices: readonly number[], env: Env): Num {
  let value: Num =
    name in env.model.free ? given(name, indices, env) : (defined(name, indices, env) as Num)
  for (const seed of env.seeds) {
    if (seed.name === name && seed.at.every((n, position) => n === indices[position]))
      value = perturb(value, seed.tag)
  }
  return value
}

const given = (name: string, indices: readonly number[], env: Env): Num =>
  leaf(pick(env.values[name] ?? missing(name), indices, name) as number, env)

/**
 * A definition at its own indices, evaluated once for the same arguments: its body sees these, and nothing of the
 * formula that uses it.
 */
function defined(
  name: string,
  indices: readonly number[],
  env: Env,
  values: readonly Inner[] = [],
): Inner {
  const [params, names, body] = env.model.definitions[name]
  const own = indices.slice(0, names.length)
  const key = `${name} ${own} ${values.length > 0 ? keyOf(values) : ''}`
  let value = env.memo.values.get(key)
  if (value === undefined) {
    checkRange(name, own, env)
    value = run(body, { ...env, args: bind(params, values), indices: bind(names, own) })
    env.memo.values.set(key, value)
  }
  return pick(value, indices.slice(names.length), name)
}

function checkRange(name: string, indices: readonly number[], env: Env): void {
  indices.forEach((n, position) => {
    const size = env.sizes[sizesOf(name, env)[position]]
    if (n < 1 || n > size) outOfRange(name, n, size)
  })
}

const bind = <T>(names: readonly string[], values: readonly T[]): Record<string, T> =>
  Object.fromEntries(names.map((name, n) => [name, values[n]]))

/** A function of the model, with as many indices as its body asks for. */
function apply(
  name: string,
  values: readonly Inner[],
  indices: readonly number[],
  env: Env,
): Inner {
  const most = Math.max(indices.length, env.model.definitions[name][1].length)
  const rest = env.model.shapes[name].slice(indices.length, most)
  return components(rest, indices, env, (full) => defined(name, full, env, values))
}

/** Arguments as text: what is written alike is the same number, with the same slopes. */
const keyOf = (values: readonly Inner[]): string =>
  JSON.stringify(values, (_, part: unknown) => (typeof part === 'number' ? `${part}` : part))

function fold([, op, name, from, to, when, body, ...sizes]: CodeOf<'S'>, env: Env): Inner {
  const last = index(to, env)
  const [join, empty] = FOLDS[op]
  let total: Inner | undefined
  for (let n = index(from, env); n <= last; n++) {
    const inner = { ...env, indices: { ...env.indices, [name]: n } }
    if (!all(when, inner)) continue
    const value = run(body, inner)
    total = total === undefined ? value : zip(join, total, value)
  }
  // Over nothing, a sum of vectors is a vector of zeros.
  return total ?? components(sizes, [], env, () => empty)
}

/** What an index is folded with, and what comes out over nothing. */
const FOLDS: Readonly<Record<string, readonly [(a: Num, b: Num) => Num, empty: number]>> = {
  '+': [add, 0],
  '*': [multiply, 1],
  max: [max, -Infinity],
  min: [min, Infinity],
}

function choose([, ...cases]: CodeOf<'?'>, env: Env): Inner {
  const fitting = cases.filter(([, ...when], n) =>
    when.length > 0 ? all(when, env) : n === cases.length - 1,
  )
  const [first, second] = fitting
  if (first === undefined) throw new Error('no case fits')
  if (second !== undefined && second.length > 1) throw new Error('two cases fit')
  return run(first[0], env)
}

const all = (conditions: readonly ConditionCode[], env: Env): boolean =>
  conditions.every(([relation, left, right]) => SIGNS[relation](orderOf(left, right, env)))

const SIGNS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!': (order) => order !== 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
}

/** Below 0 where the left side is smaller. */
function orderOf(left: Code, right: Code, env: Env): number {
  const sides = (at: Env): [Num, Num] => [number(left, at), number(right, at)]
  const [a, b] = sides(env)
  return env.rounding?.order(a, b, () => sides(toRoughEnv(env))) ?? primal(a) - primal(b)
}

/** ∂ by a quantity: each of its components is moved in turn, with all that is made from it. */
function differentiate([, of, name, ...codes]: CodeOf<'d'>, env: Env): Inner {
  const indices = at(codes, env)
  const tag = env.depth + 1
  const arg = env.args[name]
  const sizes = arg === undefined ? sizesOf(name, env).slice(indices.length) : []
  // A component that is not there moves nothing: its slope would be a silent 0.
  if (arg === undefined) checkRange(name, indices, env)
  const slope = (full: readonly number[]): Inner => {
    const moved =
      arg === undefined
        ? {
            ...env,
            depth: tag,
            memo: movedMemo(env.memo, `${name} ${full} ${tag}`),
            seeds: [...env.seeds, { name, at: full, tag }],
          }
        : { ...env, depth: tag, args: { ...env.args, [name]: move(arg, full, tag) } }
    return map((a) => slopeOf(a, tag), run(of, moved))
  }
  return arg === undefined
    ? components(sizes, indices, env, slope)
    : slopes(pick(arg, indices, name), indices, slope)
}

function movedMemo({ moved }: Memo, key: string): Memo {
  const memo = moved.get(key) ?? emptyMemo()
  moved.set(key, memo)
  return memo
}

const slopes = (
  value: Inner,
  indices: readonly number[],
  slope: (full: readonly number[]) => Inner,
): Inner =>
  isList(value) ? value.map((part, n) => slopes(part, [...indices, n + 1], slope)) : slope(indices)

const move = (value: Inner, [first, ...rest]: readonly number[], tag: number): Inner =>
  first === undefined
    ? perturb(value as Num, tag)
    : list(value).map((part, n) => (n === first - 1 ? move(part, rest, tag) : part))
