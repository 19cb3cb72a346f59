import type { Page } from './book.ts'

/** Chapters that stand together, each with its place in the book. */
export interface Part {
  /** Missing for what stands before the first part. */
  title?: string
  chapters: { page: Page; number: number }[]
}

/** A book's chapters by the parts that they begin; all in one without a title, where none begins any. */
export function partsOf(chapters: readonly Page[]): Part[] {
  const parts: Part[] = []
  for (const [index, page] of chapters.entries()) {
    if (page.part !== undefined) parts.push({ title: page.part, chapters: [] })
    if (parts.length === 0) parts.push({ chapters: [] })
    parts[parts.length - 1].chapters.push({ page, number: index + 1 })
  }
  return parts
}
