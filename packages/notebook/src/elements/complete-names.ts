import {
  ifNotIn,
  type Completion,
  type CompletionResult,
  type CompletionSource,
} from '@codemirror/autocomplete'
import libraryNames from 'virtual:notebook-names'
import type { PageProgram } from './notebook.ts'

/** What the kernel gives every cell besides. */
const ofTheKernel = [
  { name: 'width', summary: 'The width to draw for, in pixels.' },
  { name: 'display', summary: 'Shows one thing more.' },
  { name: 'random', summary: 'A random number from 0 to 1, the same in every run.' },
  { name: 'invalidation', summary: 'A promise that resolves when the cell is about to run again.' },
]

/** Offers the chapter's names and those of the library, but for what follows a dot or stands in a text. */
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
  const given = cells.flatMap((cell) =>
    cell.outputs.map((name) => ({ label: name, detail: `cell ${cell.name}`, boost: 1 })),
  )
  return [
    ...inputs.map(({ name }) => ({ label: name, detail: 'input', boost: 1 })),
    ...given,
    ...libraryNames.map(({ name, kind, summary }) => ({ label: name, type: kind, info: summary })),
    ...ofTheKernel.map(({ name, summary }) => ({ label: name, info: summary })),
  ]
}
