import { quoteCsv } from '../text/quote-csv.ts'
import { branchLimits, formatShort, type Branch } from './branch.ts'

type Row = Record<string, unknown> | null | undefined

/** The columns of tables whose first lines were asked for: all rows are looked at once, and not for every hundred lines. */
const known = new WeakMap<Row[], string[]>()

/**
 * Lines of a table as CSV, from one on, as many as a branch has entries: first the names of all columns, then each row with its
 * numbers in full. Undefined for a value that is no table.
 */
export function toCsvLines(value: unknown, from: number): Branch | undefined {
  if (!isTable(value)) return undefined
  const columns = (from > 0 && known.get(value)) || findColumns(value)
  known.set(value, columns)
  const lineAt = (index: number): string => {
    const row = value[index - 1]
    return columns.map((name) => quoteCsv(index === 0 ? name : toField(row, name))).join(',')
  }
  const count = value.length + 1
  const shown = Math.max(0, Math.min(branchLimits.entries, count - from))
  return {
    entries: [],
    lines: Array.from({ length: shown }, (_, index) => lineAt(from + index)),
    more: Math.max(0, count - from - shown),
  }
}

function findColumns(rows: Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row ?? {})))]
}

function isTable(value: unknown): value is Row[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => typeof row === 'object' && !Array.isArray(row)) &&
    value.some((row) => row !== null)
  )
}

function toField(row: Row, name: string): string {
  const value = row && Object.hasOwn(row, name) ? row[name] : undefined
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
  return typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
    ? formatShort(value)
    : String(value)
}
