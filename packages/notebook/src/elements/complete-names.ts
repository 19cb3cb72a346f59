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

function toOptions({ inputs, cells }: PageCells['outline']): Completion[] {
  const { names: kernelNames, fromCell, fromInput } = words.editor
  const defined = cells.flatMap((cell) =>
    cell.outputs.map((name) => ({
      label: name,
      detail: fill(fromCell, { cell: cell.name }),
      boost: 1,
    })),
  )
  return [
    ...inputs.map(({ name }) => ({ label: name, detail: fromInput, boost: 1 })),
    ...defined,
    ...libraryNames.map(({ name, kind, summary }) => ({ label: name, type: kind, info: summary })),
    // Those that the kernel gives every cell.
    ...Object.entries(kernelNames).map(([label, info]) => ({ label, info })),
  ]
}
