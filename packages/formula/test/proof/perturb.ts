import {
  parseModel,
  type Derivation,
  type Expression,
  type Model,
  type Step,
} from '../../src/index.ts'
import { checkDerivation, parseDerivation } from '../../src/index.ts'
import { proveDerivation } from '../../src/proof/prove-derivation.ts'
import { SCALAR } from '../../src/model/shape.ts'
import type { Chapter } from '../book.ts'
import { toMutants } from '../mutants.ts'

/**
 * The same derivation with every right side changed by as good as nothing: a line then says
 * something else.
 */
export const perturbed = (derivation: Derivation, by: number): Derivation => ({
  ...derivation,
  steps: derivation.steps.map((step) => ({
    ...step,
    reasons: [],
    right: step.right.kind === 'twin' ? step.right : nudged(step, step.right, by),
  })),
})

/** An equation is off by a factor and a term; a bound is moved to where it is harder to keep. */
function nudged({ relation }: Step, right: Expression, by: number): Expression {
  const number = (value: number): Expression => ({
    kind: 'number',
    value,
    shape: SCALAR,
    span: right.span,
  })
  const scaled: Expression = {
    kind: 'multiply',
    left: number(1 + by),
    right,
    shape: right.shape,
    span: right.span,
  }
  if (right.shape.sizes.length > 0) return scaled
  const term = number(by)
  const moved: Expression =
    relation === '\\le' || relation === '<'
      ? { kind: 'negate', of: term, shape: SCALAR, span: right.span }
      : term
  return {
    kind: 'add',
    terms: [relation === '=' ? scaled : right, moved],
    shape: SCALAR,
    span: right.span,
  }
}

/** With strict signs in place of those that allow equality. */
export const strict = (derivation: Derivation): Derivation => ({
  ...derivation,
  steps: derivation.steps.map((step) => ({
    ...step,
    relation: step.relation === '\\le' ? '<' : step.relation === '\\ge' ? '>' : step.relation,
  })),
})

/** The model with its two smallest sizes, where slips show as well, and sooner. */
export function smallModel({ model }: Chapter): Model {
  const sizes = Object.entries(model.spec.sizes ?? {}).map(
    ([name, [low, high]]) => [name, [low, Math.min(high, low + 1, 3)]] as const,
  )
  return parseModel({ ...model.spec, sizes: Object.fromEntries(sizes) }, model.definitions)
}

export type MutationRun = {
  readonly mutants: number
  readonly lines: number
  readonly wrong: readonly string[]
}

/**
 * Tries to prove what mutants of a chapter’s derivations make false: `wrong` are the lines that fail at a draw and are
 * proved. Lines that hold are left out, since proofs of them take nearly all of the time.
 */
export function proveMutants(chapter: Chapter, seed: number): MutationRun {
  const model = smallModel(chapter)
  const runs = Object.entries(chapter.derivations).flatMap(([name, spec]) =>
    toMutants(spec.tex).map(({ rule, tex }): MutationRun => {
      const derivation = readOr(() => parseDerivation({ ...spec, model, tex, breaks: {} }))
      if (!derivation || derivation.errors.length > 0) return { mutants: 0, lines: 0, wrong: [] }
      const { failures } = checkDerivation(derivation, { samples: 24, seed })
      const failing = new Set(failures.map(({ line }) => line))
      const steps = derivation.steps.filter(({ line }) => failing.has(line))
      const proofs = proveDerivation({ ...derivation, steps }, { seed })
      const wrong = failures
        .filter(({ line }) => isProved(line))
        .map(({ line, message }) => `${name}: ${rule}: line ${line} is proved: ${message}`)
      return { mutants: 1, lines: proofs.length, wrong }

      function isProved(line: number): boolean {
        const own = proofs.filter(({ claim }) => claim.line === line)
        return own.length > 0 && own.every(({ verdict }) => verdict.proved)
      }
    }),
  )
  return runs.reduce(
    (a, b) => ({
      mutants: a.mutants + b.mutants,
      lines: a.lines + b.lines,
      wrong: [...a.wrong, ...b.wrong],
    }),
    { mutants: 0, lines: 0, wrong: [] },
  )
}

/** What cannot be read is no mutant that could be proved. */
function readOr(read: () => Derivation): Derivation | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
