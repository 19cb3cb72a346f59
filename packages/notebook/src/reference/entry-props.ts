import { elementMaker } from '../markdown/packed-props.ts'

/** The components that only a page of the reference has, each with its props. */
export interface EntryProps {
  EntryIndex: { groups: IndexGroup[] }
  Facts: { facts: Fact[] }
  /** How an entry is called, and what it is in a sentence or two, both as HTML. */
  Signature: { html: string; summary: string }
}

export const { block: entryBlock } = elementMaker<EntryProps>()

/** One line about an entry: a term, and HTML about it. */
export interface Fact {
  term: string
  /** Whether the term is a name from the code. */
  code: boolean
  /** The term's type, as HTML. */
  type?: string
  optional?: string
  text: string
  /** The options within. */
  parts: Fact[]
}

/** One group of the index at the head of the page. */
export interface IndexGroup {
  title: string
  anchor: string
  entries: { name: string; anchor: string }[]
}
