import {
  ifNotIn,
  type Completion,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete'
import libraryNames from 'virtual:notebook-names'
import type { PageProgram } from './notebook.ts'

/** Names that the kernel gives every cell. */
const kernelNames = [
  { name: 'width', summary: 'The width to draw for, in pixels.' },
  { name: 'display', summary: 'Shows one thing more.' },
  { name: 'random', summary: 'A random number from 0 to 1, the same in every run.' },
  { name: 'invalidation', summary: 'A promise that resolves when the cell is about to run again.' },
]

/**
 * Completes the chapter's names and the library's; nothing after a dot, or within a string or a
 * comment.
 */
export function completeNames(program: PageProgram): CompletionSource {
  const options = toOptions(program)
  return ifNotIn(
    ['String', 'TemplateString', 'LineComment', 'BlockComment', 'PropertyDefinition'],
    (context): CompletionResult | null => {
      const word = context.matchBefore(/\.?[\w$]*$/)
      if (!word || word.text.startsWith('.') || (word.text === '' && !context.explicit)) return null
      return { from: word.from, options, validFor: /^[\w$]*$/ }
    },
  )
}

function toOptions({ inputs, cells }: PageProgram): Completion[] {
  const defined = cells.flatMap((cell) =>
    cell.outputs.map((name) => ({ label: name, detail: `cell ${cell.name}`, boost: 1 })),
  )
  return [
    ...inputs.map(({ name }) => ({ label: name, detail: 'input', boost: 1 })),
    ...defined,
    ...libraryNames.map(({ name, kind, summary }) => ({ label: name, type: kind, info: summary })),
    ...kernelNames.map(({ name, summary }) => ({ label: name, info: summary })),
  ]
}
