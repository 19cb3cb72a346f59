import type { WrittenComponent } from '../markdown/syntax/component-table.ts'

/** What the frame around the chapters has to know of the book. Paths are relative to the project. */
export interface BookConfig {
  /** In small letters, as in `my-book`: what readers' choices are stored under, and what random numbers are seeded by. */
  name: string
  /** A module whose default export has the book's own words in each of its languages (`BookStrings`). */
  strings: string
  /** The book's list of works, as JSON: what its chapters may cite. */
  references: string
  /** What each language may have behind its last chapter, by the files' names without their endings, in order. */
  appendices?: readonly string[]
  /** A style sheet of the book, for its colours and components. */
  styles?: string
  /** A module that exports `components`: the book's own components, by name. */
  components?: string
  /** What authors may write of those components. */
  tags?: Readonly<Record<string, WrittenComponent>>
  /** The address of the site's icon, an SVG file in `public`. */
  icon?: string
  /** Whom search engines name as the authors, in one: `The Authors of My Book`. */
  authors?: string
  /** The address of the licence of the text, for search engines. */
  license?: string
}
