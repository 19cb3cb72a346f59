/** The fields that a page’s frontmatter has to have, and all that it may have. */
export const neededFields = ['title', 'description']
export const pageFields = [...neededFields, 'short', 'finding', 'needs', 'part']
