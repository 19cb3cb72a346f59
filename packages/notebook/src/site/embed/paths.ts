/** Below this address of the book each cell has a page of its own. */
export const embedFolder = 'embed'

/** Where the empty pages are built that those are made of; it is gone when the build is done. */
export const shellFolder = 'embed-shell'

/** The address below the book's of a cell's own page. `chapter` ends in a slash, unless it is the front page. */
export function embedPath(chapter: string, cell: string): string {
  return `${embedFolder}/${chapter}${encodeURIComponent(cell)}/`
}

/** What stands in a shell in the places of what differs from cell to cell. */
export const tokens = {
  title: 'EMBED-TITLE',
  chapter: 'EMBED-CHAPTER',
  source: 'EMBED-SOURCE',
  canonical: 'EMBED-CANONICAL',
  oembed: 'EMBED-OEMBED',
  content: '<i>EMBED-CONTENT</i>',
  base: 'EMBED-BASE/',
} as const
