import { toRanges, type Chapter, type Pair, type Range } from '../read-chapter.ts'
import { writeParts, type System, type WrittenFile } from './system.ts'

const shared = {
  packages: 'hand',
  write: toPage,
  build: ['node', 'build.ts'],
  output: 'dist',
  address: '/temperature-1/',
} as const satisfies Partial<System>

/** A page by hand, drawn at build by the same functions: each event draws all figures anew. */
export const plain: System = { ...shared, key: 'plain', title: 'hand-made' }

/**
 * The same page by somebody who knows browsers: styles and first script inline, Plot fetched when
 * the page is idle, one drawing a frame, what is in view first, the rest when there is time.
 */
export const tuned: System = { ...shared, key: 'tuned', title: 'hand-made, tuned' }

function toPage(chapter: Chapter, number: number): WrittenFile {
  const body = writeParts(chapter, {
    words: ({ text }) => text,
    formula: ({ tex }) => `$$\n${tex}\n$$`,
    range: toInputs,
    pair: toInputs,
    plot: ({ name }) => `@figure ${name}`,
  })
  const start = `title: ${chapter.title}\ndescription: ${chapter.description}`
  return { path: `chapters/temperature-${number}.txt`, text: `${start}\n\n${body}\n` }
}

function toInputs(input: Range | Pair): string {
  return toRanges(input)
    .map(
      ({ name, label, min, max, step, value }) =>
        `@range ${name} ${min} ${max} ${step} ${value} ${label}`,
    )
    .join('\n\n')
}
