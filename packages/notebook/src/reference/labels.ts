/** The labels of an entry's parts in each language. The docstrings themselves are English. */
export interface Labels {
  returns: string
  errors: string
  source: string
  accuracy: string
  /** The mark of an optional argument. */
  optional: string
}

const en: Labels = {
  returns: 'Returns',
  errors: 'Throws',
  source: 'Source',
  accuracy: 'Accuracy',
  optional: 'optional',
}

const labels: Record<string, Labels> = { en }

/**
 * The labels for a page by its file, as in `content/en/reference.mdx`; English where a language has
 * none of its own.
 */
export function labelsOf(file: string): Labels {
  const language = /([^/\\]+)[/\\][^/\\]+$/.exec(file)?.[1] ?? ''
  return labels[language] ?? en
}
