/**
 * The ids of the works that a page cites or lists, as its source has them: those quoted in its `<Cite>` and
 * `<References>`.
 */
export function worksOf(source: string): ReadonlySet<string> {
  const tags = source.match(/<(?:Cite|References)\b[^>]*>/g) ?? []
  return new Set(
    tags.flatMap((tag) => Array.from(tag.matchAll(/(["'])([^"']*)\1/g), ([, , id]) => id)),
  )
}
