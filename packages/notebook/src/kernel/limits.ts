/**
 * How much of a cell's output is shown: enough to read, and no more than a page can take.
 * The kernel keeps to it while it inspects values; a page, which does not trust what runs in its sandbox, counts again.
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
  /** Characters of what a failure says. */
  message: 2_000,
  /** Elements that a page makes of one cell's outputs. */
  elements: 20_000,
} as const

/** At most `limit` characters of `text`, then how many more there were. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  // Never between the two halves of a character.
  const end = limit > 0 && /[\uD800-\uDBFF]/.test(text[limit - 1]) ? limit - 1 : limit
  return `${text.slice(0, end)}… ${countOf(text.length - end)} more characters`
}

/** A number of things left out, in words: `29,999,960`. */
export function countOf(count: number): string {
  return count.toLocaleString('en')
}
