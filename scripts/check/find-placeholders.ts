import { readTemplates } from '../new/templates.ts'
import type { Told } from './print-mistakes.ts'
import { tellAt } from './tell-at.ts'

/** What the templates of new parts mark as something to be written anew, in their own words. */
const placeholders: readonly string[] = [
  ...new Set(
    readTemplates().flatMap((it) => Array.from(it.matchAll(/«([^»]+)»/g), ([, it]) => it)),
  ),
]

/** Warns of what a file still has as the template of `npm run new` has it. */
export function findPlaceholders(file: string, text: string): Told[] {
  return placeholders.flatMap((it) => {
    const message = `left as the template has it: ${it}; write what holds here`
    return placesOf(it, text).map((index) => ({
      ...tellAt(file, text, index, message),
      severity: 'warning' as const,
    }))
  })
}

/** Where some words stand in a text, each time. */
function placesOf(words: string, text: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length))
    places.push(at)
  return places
}
