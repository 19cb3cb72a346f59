/** Text as it may stand in HTML, in an attribute too. What a sandbox calls text need not be: of an object nothing is left. */
export function escapeHtml(text: unknown): string {
  return (typeof text === 'object' ? '' : String(text)).replace(
    /[&<>"]/g,
    (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[character]};`,
  )
}
