import { type LiveResult, showValue } from '@cellgraph/formula/live'
import { words } from './words.ts'

/** The most columns that are shown: more would not be read. */
const maxColumns = 8

/** Both sides of a line's steps, a column for each value of its indices. */
export function showNumbers(
  results: readonly LiveResult[],
  before: string,
  after: string,
): HTMLElement {
  const columns = groupByIndices(results)
  const table = document.createElement('table')
  const [first] = columns
  table.append(
    toRow(
      'th',
      '',
      columns.map(([label]) => label),
    ),
  )
  for (let step = 0; step < first[1].length; step++) {
    const own = columns.map(([, list]) => list[step])
    // A line may chain several relations: each left side but the first is the right side before it.
    if (step === 0)
      table.append(
        toRow(
          'td',
          before,
          own.map((it) => showValue(it?.left)),
        ),
      )
    const row = toRow(
      'td',
      first[1].length > 1 ? `${after}, ${step + 1}` : after,
      own.map((it) => showValue(it?.right)),
    )
    table.append(row)
    if (own.some((it) => it && !it.holds)) {
      const gaps = toRow(
        'td',
        words.derivation.offBy,
        own.map((it) => (!it || it.holds ? '' : showValue(it.gap))),
      )
      gaps.className = 'gap'
      table.append(gaps)
    }
  }
  return table
}

function groupByIndices(results: readonly LiveResult[]): [string, LiveResult[]][] {
  const groups = new Map<string, LiveResult[]>()
  for (const result of results) {
    const label = Object.entries(result.indices)
      .map(([name, value]) => `${name} = ${value}`)
      .join(', ')
    groups.set(label, [...(groups.get(label) ?? []), result])
  }
  return [...groups].slice(0, maxColumns)
}

function toRow(tag: 'th' | 'td', head: string, cells: string[]): HTMLTableRowElement {
  const row = document.createElement('tr')
  const name = Object.assign(document.createElement('th'), { textContent: head, scope: 'row' })
  row.append(
    name,
    ...cells.map((text) => Object.assign(document.createElement(tag), { textContent: text })),
  )
  return row
}
