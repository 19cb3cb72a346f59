import { parseDerivation, showReading } from '@cellgraph/formula'
import { modelOf } from '../../packages/formula/test/book.ts'
import type { CheckedPage } from './checked.ts'

/** How the checker reads each model of a page: its title in the snapshot, and its lines. */
export function readingsOf({ page, models }: CheckedPage): [title: string, reading: string][] {
  return models.map((chapter, n) => {
    const model = modelOf(chapter)
    const definitions = model.definitions.map(
      ({ name, indices, body }) => `${[name, ...indices].join(' ')} := ${showReading(body)}`,
    )
    const derived = Object.entries(chapter.derivations).flatMap(([name, spec]) => [
      name,
      ...parseDerivation({ ...spec, model }).lines.map((it) => `${it.number}  ${it.reading}`),
    ])
    return [`page ${page}, model ${n + 1}`, [...definitions, ...derived].join('\n')]
  })
}
