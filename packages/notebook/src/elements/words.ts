import type { LiveStrings } from '../strings/strings.ts'

let parsed: LiveStrings | undefined

/** What elements say in the page's language: data that the page carries, so that scripts have the words of none. */
export function words(): LiveStrings {
  parsed ??= JSON.parse(document.querySelector('script[data-words]')?.textContent ?? 'null')
  if (!parsed)
    throw new Error('no words: the page lacks <script type="application/json" data-words>')
  return parsed
}
