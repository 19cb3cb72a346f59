/** The content of a built page's `<meta property="…">`, as it stands in the HTML; undefined where there is none. */
export function readMeta(html: string, property: string): string | undefined {
  return new RegExp(`<meta property="${property}" content="([^"]*)"`).exec(html)?.[1]
}
