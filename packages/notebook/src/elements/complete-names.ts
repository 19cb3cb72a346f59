import {
  ifNotIn,
  type Completion,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete'
import libraryNames from 'virtual:notebook-names'
import { fill } from '../strings/fill.ts'
import type { PageCells } from '../hosts/page/page-cells.ts'
import { words } from './words.ts'

/**
 * Completes the chapter's names and the library's; nothing after a dot, or within a string or a
 * comment.
 */
export function completeNames({ outline }: PageCells): CompletionSource {
  const options = toOptions(outline)
  return ifNotIn(
    ['String', 'TemplateString', 'LineComment', 'BlockComment', 'PropertyDefinition'],
    (context): CompletionResult | null => {
      const word = context.matchBefore(/\.?[\w$]*$/)
      if (!word || word.text.startsWith('.') || (word.text === '' && !context.explicit)) return null
      return { from: word.from, options, validFor: /^[\w$]*$/ }
    },
  )
}

/** Where each name of the page comes from, in words. */
export function originsOf({ inputs, cells }: PageCells['outline']): Map<string, string> {
  const { fromCell, fromInput } = words.editor
  return new Map([
    ...inputs.map(({ name }) => [name, fromInput] as const),
    ...cells.flatMap(({ name: cell, outputs }) =>
      outputs.map((name) => [name, fill(fromCell, { cell })] as const),
    ),
  ])
}

function toOptions(outline: PageCells['outline']): Completion[] {
  const { names: kernelNames } = words.editor
  return [
    ...[...originsOf(outline)].map(([label, detail]) => ({ label, detail, boost: 1 })),
    ...libraryNames.map(({ name, kind, summary }) => ({ label: name, type: kind, info: summary })),
    // Those that the kernel gives every cell.
    ...Object.entries(kernelNames).map(([label, info]) => ({ label, info })),
  ]
}
