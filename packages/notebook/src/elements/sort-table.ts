/**
 * Sorts the rows of a table that a cell shows, by the column whose head is touched or on which Enter
 * is pressed: upwards, then downwards, then as they came. The arrow keys go from head to head.
 */
import { words } from './words.ts'

/** The next order after each. */
const next = { none: 'ascending', ascending: 'descending', descending: 'none' } as const
type Order = keyof typeof next

/** The rows of a table as they came. */
const asTheyCame = new WeakMap<Element, readonly HTMLTableRowElement[]>()

/** Does what an event at the head of a column asks for. */
export function onHead(event: Event): void {
  const head = event.target instanceof Element ? event.target.closest('th') : null
  if (!head) return
  head.title ||= words.output.sort
  if (event.type === 'click') return sortBy(head)
  if (!(event instanceof KeyboardEvent)) return
  if (event.key === 'Enter' || event.key === ' ') sortBy(head)
  else if (!move(head, event.key)) return
  event.preventDefault()
}

function move(head: HTMLElement, key: string): boolean {
  const to =
    key === 'ArrowRight'
      ? head.nextElementSibling
      : key === 'ArrowLeft'
        ? head.previousElementSibling
        : null
  if (!(to instanceof HTMLElement)) return false
  // One head at a time is in the order of the Tab key.
  head.tabIndex = -1
  to.tabIndex = 0
  to.focus()
  return true
}

function sortBy(head: HTMLTableCellElement): void {
  const body = head.closest('table')?.tBodies[0]
  if (!body) return
  const came = asTheyCame.get(body) ?? [...body.rows]
  asTheyCame.set(body, came)
  const order = next[(head.getAttribute('aria-sort') ?? 'none') as Order]
  for (const other of head.parentElement?.children ?? []) other.removeAttribute('aria-sort')
  if (order !== 'none') head.setAttribute('aria-sort', order)
  body.append(...(order === 'none' ? came : sorted(came, head.cellIndex, order)))
}

function sorted(
  rows: readonly HTMLTableRowElement[],
  column: number,
  order: Order,
): HTMLTableRowElement[] {
  const sign = order === 'descending' ? -1 : 1
  const keys = new Map(rows.map((row) => [row, row.cells[column]?.textContent ?? '']))
  return [...rows].sort((a, b) => sign * compare(keys.get(a) ?? '', keys.get(b) ?? ''))
}

/** Numbers by their size, and before texts; texts as the page's language sorts them. */
function compare(a: string, b: string): number {
  const [left, right] = [toNumber(a), toNumber(b)]
  if (Number.isNaN(left) && Number.isNaN(right))
    return a.localeCompare(b, document.documentElement.lang)
  if (Number.isNaN(left)) return 1
  return Number.isNaN(right) ? -1 : left - right
}

function toNumber(text: string): number {
  return text.trim() === '' ? NaN : Number(text.replaceAll('−', '-'))
}
