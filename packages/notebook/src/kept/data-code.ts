import type { Json } from '../kernel/json.ts'
import type { ReaderData } from './read-table.ts'
import type { Steps } from '../kernel/steps.ts'

/** Fields of a table that are written at a time. */
const most = 10_000
/** Characters of JSON that are written at a time. */
const mostCharacters = 1_000_000

/** The code that gives cells data by a name. */
export function* toDataCode(name: string, data: ReaderData): Steps<string> {
  if (data.kind === 'json') return `const ${name} = JSON.parse("${yield* quote(data.text)}")`
  const parts: string[] = []
  const step = Math.ceil(most / data.names.length)
  for (let first = 0; first < data.rows.length; first += step) {
    const rows = data.rows.slice(first, first + step)
    parts.push(JSON.stringify(JSON.stringify([rows, findNoFinite(rows)])))
    yield
  }
  return `const ${name} = ((names, parts) => parts.flatMap((part) => {
  const [rows, others] = JSON.parse(part)
  for (const [row, column, text] of others) rows[row][column] = Number(text)
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])))
}))(${JSON.stringify(data.names)}, [${parts.join(', ')}])`
}

/** What stands between the quotes of a string literal. */
function* quote(text: string): Steps<string> {
  const parts: string[] = []
  for (let start = 0; start < text.length; start += mostCharacters) {
    parts.push(JSON.stringify(text.slice(start, start + mostCharacters)).slice(1, -1))
    yield
  }
  return parts.join('')
}

/** The numbers of a table that JSON does not know, each with its row and column. */
function findNoFinite(rows: readonly Json[][]): [row: number, column: number, text: string][] {
  return rows.flatMap((row, i) =>
    row.flatMap((it, j): [number, number, string][] =>
      typeof it === 'number' && !Number.isFinite(it) ? [[i, j, String(it)]] : [],
    ),
  )
}
