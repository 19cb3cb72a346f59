import type { LiveStrings } from '../strings/strings.ts'

/**
 * What elements say in the page's language: data that the page's frame carries (`site/Base.astro`),
 * so that scripts have the words of no language. Scripts of the page run when all of it is there.
 */
export const words = JSON.parse(
  document.querySelector('[data-words]')?.textContent ?? '{}',
) as LiveStrings

/** A count as it is written in the page's language, such as 100,000. */
export function formatCount(count: number): string {
  return count.toLocaleString(document.documentElement.lang)
}
