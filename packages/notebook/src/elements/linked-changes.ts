import { linkMark } from '../kept/link-mark.ts'

/** What the address says of a page that was taken home, where its reader wants it as published. */
export const asPublished = '?published'

/** The changes that the page's address holds, or the page itself where it was taken home with them; empty for none. */
export function linkedChanges(): string {
  if (location.hash.startsWith(linkMark)) return location.hash
  if (location.search === asPublished) return ''
  return document.querySelector('script[data-with]')?.textContent ?? ''
}
