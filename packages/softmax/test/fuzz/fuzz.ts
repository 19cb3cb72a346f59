/** Runs cases of the subjects from a seed and keeps the worst of each. */
import { randomSource } from '../../src/index.ts'
import { subjects, type Judged, type Subject } from './subjects.ts'

/** What came of one subject. */
export interface Outcome {
  cases: number
  unit: Subject['unit']
  /** The worst case. */
  error: number
  limit: number
  call: string
}

export type Outcomes = Record<string, Outcome>

/** A case that is not within its limit, or threw. */
export interface Failure {
  name: string
  seed: number
  call: string
  error: number
  limit: number
}

/** Judges so many cases, the subjects drawn by their weights; the same seed gives the same cases. */
export function fuzz(
  seed: number,
  cases: number,
  only?: string,
): { outcomes: Outcomes; failures: Failure[] } {
  const random = randomSource(seed)
  const chosen = subjects.filter(({ name }) => only === undefined || name === only)
  if (chosen.length === 0)
    throw new RangeError(
      `invalid function: ${only}; give ${subjects.map(({ name }) => name).join(', ')}`,
    )
  const whole = chosen.reduce((total, { weight }) => total + weight, 0)
  const outcomes: Outcomes = {}
  const failures: Failure[] = []
  for (let i = 0; i < cases; i++) {
    const subject = chooseSubject(chosen, random() * whole)
    const judged = judge(subject, random)
    outcomes[subject.name] = worse(outcomes[subject.name], {
      ...judged,
      cases: 1,
      unit: subject.unit,
    })
    if (!(judged.error <= judged.limit)) failures.push({ name: subject.name, seed, ...judged })
  }
  return { outcomes, failures }
}

function chooseSubject(chosen: readonly Subject[], at: number): Subject {
  let left = at
  return chosen.find(({ weight }) => (left -= weight) < 0) ?? chosen[chosen.length - 1]
}

function judge(subject: Subject, random: () => number): Judged {
  try {
    return subject.judge(random)
  } catch (error) {
    return {
      call: error instanceof Error ? (error.stack ?? error.message) : String(error),
      error: Infinity,
      limit: 0,
    }
  }
}

/** Both counts, and the case with the greater error. */
export function worse(a: Outcome | undefined, b: Outcome): Outcome {
  if (a === undefined) return b
  const worst = b.error > a.error ? b : a
  return { ...worst, cases: a.cases + b.cases }
}

export function mergeOutcomes(a: Outcomes, b: Outcomes): Outcomes {
  const merged = { ...a }
  for (const [name, outcome] of Object.entries(b)) merged[name] = worse(merged[name], outcome)
  return merged
}
