/** Text as it may stand in HTML, in an attribute too. Takes anything: what a sandbox calls text need not be. */
export function escapeHtml(text: unknown): string {
  return String(text).replace(/[&<>"]/g, (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[character]};`)
}
