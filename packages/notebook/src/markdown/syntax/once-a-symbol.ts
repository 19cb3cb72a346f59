import type { Mistake, Told } from '../../strings/mistakes.ts'
import { ChapterError } from './chapter-error.ts'

/**
 * Tells each symbol that the book's list lacks once, at its first place, with how many more there are: one line in the
 * list mends them all.
 */
export function onceASymbol(mistakes: readonly ChapterError[]): ChapterError[] {
  const places = Map.groupBy(mistakes, keyOf)
  return mistakes.flatMap((it) => {
    const all = places.get(keyOf(it)) ?? []
    if (typeof keyOf(it) !== 'string' || all.length === 1) return [it]
    return all[0] === it ? [withCount(it, all.length - 1)] : []
  })
}

/** The symbol of a file that is to go into the list; any other mistake is like no other. */
function keyOf(error: ChapterError): string | ChapterError {
  const cure = cureIn(error.told)
  return cure ? `${error.file} ${String(cure['name'])}` : error
}

type AddSymbol = Extract<Mistake, { kind: 'addSymbol' }>

/** The advice to add a symbol, wherever it stands in a mistake. */
function cureIn(told: Told | undefined): AddSymbol | undefined {
  if (typeof told !== 'object') return undefined
  if (told.kind === 'addSymbol') return told
  const { message, cure } = told as { message?: Told; cure?: Told }
  return cureIn(message ?? cure)
}

function withCount(error: ChapterError, count: number): ChapterError {
  const { file, line = 1, column = 1, told, cause } = error
  return new ChapterError(file, { line, column }, countIn(told, count) as Mistake, { cause })
}

function countIn(told: Told, count: number): Told {
  if (typeof told !== 'object') return told
  if (told.kind === 'addSymbol') return { kind: 'addSymbolOnce', cure: told, count }
  const { message, cure } = told as { message?: Told; cure?: Told }
  if (message !== undefined) return { ...told, message: countIn(message, count) } as Mistake
  return cure === undefined ? told : ({ ...told, cure: countIn(cure, count) } as Mistake)
}
