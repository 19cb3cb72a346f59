import table from './worst-errors.json' with { type: 'json' }

/** What the fuzzer's runs came to; see packages/softmax/test/fuzz/run.ts, which writes it. */
export interface WorstErrors {
  /** How many cases there were in all. */
  cases: number
  /** By function, or a part of what it does. */
  functions: Record<string, WorstError>
}

/** The worst case of one function. */
export interface WorstError {
  cases: number
  /** What `error` and `limit` count: spacings of doubles, plain numbers, or parts of what is claimed. */
  unit: string
  error: number
  limit: number
  /** The call, as it would be typed. */
  call: string
}

/** A row of the table, as it is shown. */
export interface Row {
  name: string
  cases: string
  error: string
  limit: string
  call: string
}

export const worstErrors: WorstErrors = table

/** Rows in the order of their names, with the numbers as they are read. */
export function toRows({ functions }: WorstErrors): Row[] {
  const names = Object.keys(functions).sort((a, b) => a.localeCompare(b, 'en'))
  return names.map((name) => {
    const { cases, unit, error, limit, call } = functions[name]
    return {
      name,
      cases: cases.toLocaleString('en'),
      error: withUnit(error, unit),
      limit: withUnit(limit, unit),
      call: call.length > LONGEST ? `${call.slice(0, LONGEST)}…` : call,
    }
  })
}

/** More of a call than this is not read. */
const LONGEST = 120

/** Errors are rounded up, so that none looks smaller than it is. */
function withUnit(value: number, unit: string): string {
  if (unit === 'ulp') return `${Math.ceil(value * 1e4) / 1e4} ulp`
  if (unit === 'limit') return `${Math.ceil(value * 100)} %`
  return value.toExponential(1)
}
