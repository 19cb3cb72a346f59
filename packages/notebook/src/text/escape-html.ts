/** Text as it may stand in HTML, in an attribute too. What a sandbox calls text need not be: of an object nothing is left. */
export function escapeHtml(text: unknown): string {
  return (typeof text === 'object' ? '' : String(text)).replace(
    /[&<>"]/g,
    (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[character]};`,
  )
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Text as it was before it was escaped for HTML; a blank that does not break is a blank. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name = '') =>
    code === undefined ? (named[name] ?? whole) : String.fromCodePoint(Number(code)),
  )
}
