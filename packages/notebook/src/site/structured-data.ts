import type { Reference } from '../markdown/lint/reference-list.ts'

/** What search engines are told of a chapter beside its text. */
export interface ArticleFacts {
  title: string
  description: string
  language: string
  /** The book's name and the address of its front page. */
  book: { name: string; url: string }
  url: string
  image: string
  /** The address of the licence of the text. */
  license?: string
  /** Whom to name as the book's authors, in one. */
  authors?: string
  /** The works that the chapter cites. */
  references: readonly Reference[]
}

/** A chapter as an article of schema.org, in JSON-LD. */
export function toStructuredData(facts: ArticleFacts): Record<string, unknown> {
  const { title, description, language, book, url, image, license, authors, references } = facts
  return {
    '@context': 'https://schema.org',
    '@type': ['Article', 'LearningResource'],
    headline: title,
    description,
    inLanguage: language,
    url,
    mainEntityOfPage: url,
    image,
    license,
    author: authors && { '@type': 'Organization', name: authors },
    isPartOf: { '@type': 'Book', name: book.name, url: book.url },
    isAccessibleForFree: true,
    citation: references.map(toCitation),
  }
}

function toCitation({ authors, title, year, where, url }: Reference): Record<string, unknown> {
  return {
    '@type': 'CreativeWork',
    name: title,
    author: authors,
    datePublished: year,
    isPartOf: where,
    url,
  }
}
