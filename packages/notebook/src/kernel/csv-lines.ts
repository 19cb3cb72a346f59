import { quoteCsv } from '../text/quote-csv.ts'
import { branchLimits, type Branch } from './branch.ts'
import { formatValue } from './format-value.ts'
import { isTable } from './inspect.ts'
import { outputLimits } from './limits.ts'

/**
 * Lines of a table as CSV, from one on, as many as a branch has entries: first the names of all columns, then each row with its
 * numbers in full. Undefined for a value that is no table.
 */
export function toCsvLines(value: unknown, from: number): Branch | undefined {
  if (!isTable(value)) return undefined
  const columns = [...new Set(value.flatMap((row) => Object.keys(row ?? {})))]
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

function toField(row: Record<string, unknown> | null | undefined, name: string): string {
  const value = row && Object.hasOwn(row, name) ? row[name] : undefined
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString()
  return typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol'
    ? formatValue(value, outputLimits.tableCell)
    : String(value)
}
