export interface Scripts {
  /** The scripts without which some scripts cannot begin, beginning with these themselves. */
  withNeeds: (files: Iterable<string>) => Set<string>
}

const entry = /<script type="module" src="([^"]+)"><\/script>/g
/** What comes first in a head and is long; else its end. */
const styles = /<style>|$/

/**
 * A head that names the scripts with which its page begins, and those among them that others import: the browser asks for all
 * of them while it still reads the page, and not for one after the other behind the text.
 * @param page all of it; it is read byte by byte, as tags are ASCII
 */
export function nameScripts(head: string, page: Buffer, base: string, scripts: Scripts): string {
  const { length } = Buffer.from(base)
  const addresses = page.toString('latin1').matchAll(entry)
  const entries = Array.from(addresses, ([, address]) => address.slice(length))
  const links = [...scripts.withNeeds(entries)].map(
    (file) => `<link rel="modulepreload" href="${base}${file}">`,
  )
  const at = head.search(styles)
  return head.slice(0, at) + links.join('') + head.slice(at)
}
