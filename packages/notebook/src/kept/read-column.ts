import type { Json } from '../kernel/json.ts'
import type { Steps } from '../kernel/steps.ts'

const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
/** With a decimal comma, as where semicolons or tabs part the columns. */
const commaNumber = /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?$/i
/** As programs write what is no finite number. */
const noFinite = /^([+-]?)(?:(nan)|inf(?:inity)?)$/i
/** What programs write into a field without a value. */
const missing = /^(?:|na|n\/a|null|none)$/i
/** Zeros before a digit: a number of a house, a code. */
const code = /^[+-]?0\d/

/** Whether a field is a finite number. */
export function isFiniteNumber(field: string, mayHaveCommas: boolean): boolean {
  return plainNumber.test(field) || (mayHaveCommas && commaNumber.test(field))
}

/** Whether a field is a number, be it NaN or infinite. */
export function isNumber(field: string, mayHaveCommas: boolean): boolean {
  return isFiniteNumber(field, mayHaveCommas) || noFinite.test(field)
}

/** Rows after which the work may rest. */
const pace = 10_000

/** Reads a column in its place: all fields as numbers where each is one or is missing, else all as texts. */
export function* readColumn(rows: Json[][], column: number, mayHaveCommas: boolean): Steps<void> {
  const forms = new Set([plainNumber, ...(mayHaveCommas ? [commaNumber] : [])])
  for (let row = 0; row < rows.length && forms.size > 0; row++) {
    const field = rows[row][column] as string
    if (missing.test(field) || noFinite.test(field)) continue
    for (const form of forms) if (!form.test(field) || code.test(field)) forms.delete(form)
    if (row % pace === 0) yield
  }
  const read = forms.has(plainNumber) ? toNumber : forms.has(commaNumber) ? commaToNumber : toText
  for (let row = 0; row < rows.length; row++) {
    rows[row][column] = read(rows[row][column] as string)
    if (row % pace === 0) yield
  }
}

const commaToNumber = (field: string): Json => toNumber(field.replace(',', '.'))

const toText = (field: string): Json => (field === '' ? null : field)

/** @returns null for a field without a value */
function toNumber(field: string): Json {
  if (missing.test(field)) return null
  const [, sign, isNaN] = noFinite.exec(field) ?? []
  if (sign === undefined) return Number(field)
  return isNaN ? NaN : sign === '-' ? -Infinity : Infinity
}
