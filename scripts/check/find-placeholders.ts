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
    const index = text.indexOf(it)
    if (index < 0) return []
    const message = `left as the template has it: ${it}; write what holds here`
    return [{ ...tellAt(file, text, index, message), severity: 'warning' as const }]
  })
}
