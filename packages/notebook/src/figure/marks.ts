import type { Track } from './track.ts'

/**
 * The data that a mark of a figure carries for the page. Figures write it as `data-*` attributes,
 * the sanitizer between sandbox and page allows these and no others, and the page's elements read
 * it. A cell may have written anything, so the elements check every value before they use it.
 */
export interface MarkData {
  /** The name of the chapter's input that the mark moves when it is dragged. */
  drag?: string
  /** Which of the input's numbers the mark moves: one, or two in a plane. */
  indices?: readonly number[]
  /** Where the input's values lie in the figure. */
  track?: Track
  /** The mark's accessible name. */
  label?: string
  /** Text that is shown when the mark is pointed at. */
  tip?: string
  /** The symbols that the mark shows, by their names in cells. */
  symbols?: readonly string[]
  /** The name of the `<Choice>` or `<Toggle>` that is set when the mark is touched. */
  input?: string
  /** The option of the `<Choice>` that is picked. */
  value?: string
}

/** The attribute of each property. */
export const markAttributes: Readonly<Record<keyof MarkData, `data-${string}`>> = {
  drag: 'data-drag',
  track: 'data-track',
  indices: 'data-index',
  label: 'data-label',
  tip: 'data-tip',
  symbols: 'data-symbol',
  input: 'data-input',
  value: 'data-value',
}

/** What attributes are read from. */
export interface Marked {
  getAttribute: (name: string) => string | null
}

/** A CSS selector for the marks that have a property. */
export function marksWith(name: keyof MarkData): string {
  return `[${markAttributes[name]}]`
}

/** Reads what a mark shows and sets: all but how it is dragged, which only handles need. */
export function readMarkTexts(
  element: Marked,
): Pick<MarkData, 'label' | 'tip' | 'symbols' | 'input' | 'value'> {
  return {
    label: readAttribute(element, 'label'),
    tip: readAttribute(element, 'tip'),
    symbols: readAttribute(element, 'symbols')?.split(/\s+/).filter(Boolean),
    input: readAttribute(element, 'input'),
    value: readAttribute(element, 'value'),
  }
}

export function readAttribute(element: Marked, name: keyof MarkData): string | undefined {
  return element.getAttribute(markAttributes[name]) ?? undefined
}
