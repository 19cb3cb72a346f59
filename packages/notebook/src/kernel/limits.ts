/**
 * How much of a cell's output is shown: enough to read, and no more than a page can render. The
 * kernel keeps to these limits while it inspects values; the page, which does not trust its
 * sandbox, checks them again.
 */
export const outputLimits = {
  /** Characters of a text. */
  text: 20_000,
  /** Columns of a table. */
  columns: 50,
  /** Rows of a table. */
  rows: 50,
  /** Characters of one entry of a table. */
  tableCell: 1_000,
  /** Characters of one element's markup, and of all that a cell displays besides its result. */
  markup: 2_000_000,
  /** Outputs of one cell besides its result. */
  displays: 200,
  /** Characters of a failure's message. */
  message: 2_000,
  /** Elements that a page makes of one cell's outputs. */
  elements: 20_000,
} as const

/** At most `limit` characters of `text`, then how many more there were. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const end = findCut(text, limit)
  return `${text.slice(0, end)}… ${countOf(text.length - end)} more characters`
}

/** Where a text is cut that may have `limit` characters: never between the two halves of a surrogate pair. */
export function findCut(text: string, limit: number): number {
  const isWhole = text.length <= limit || limit <= 0
  return !isWhole && /[\uD800-\uDBFF]/.test(text[limit - 1]) ? limit - 1 : limit
}

/** A count with its thousands separated: `29,999,960`. By hand: a table may have thousands of entries that are cut. */
export function countOf(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}
