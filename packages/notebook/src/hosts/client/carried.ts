/**
 * The text of a file that the page carries within it, as one that was taken home does; undefined where it
 * is to be fetched. The sanitizer lets no cell put such an element into a page.
 */
export function carriedText(address: string): string | undefined {
  const files = document.querySelectorAll<HTMLScriptElement>('script[data-file]')
  const found = [...files].find((it) => it.dataset['file'] === address)
  return found && (JSON.parse(found.textContent) as string)
}
