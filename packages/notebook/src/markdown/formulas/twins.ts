import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'
import type { Sample, Twin } from '@cellgraph/formula'
import { parseCell } from '../../kernel/compile/parse-cell.ts'
import { noteNumbers } from '../../hosts/cache/reads.ts'
import type { Json } from '../../kernel/json.ts'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { ToldError, toldBy } from '../syntax/told-error.ts'
import type { FormulaContext } from './formula-context.ts'
import { attributePlace, type Holder } from './find-formulas.ts'
import { Mistakes } from '../syntax/mistakes.ts'
import type { BookSymbol } from './symbols.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/** A function of a sample. Sizes and indices go by their names, values by their names in cells. */
export type TwinFunction = (sample: Sample) => unknown

/**
 * The twins of a derivation: `twins={{ 4: { hash: "…", value: "({ x, i }) => square(x)[i - 1]" }
 * }}`. Throws ChapterErrors for all that are wrong.
 */
export async function toTwins(
  holder: Holder,
  context: FormulaContext,
): Promise<Record<number, Twin> | undefined> {
  const { twins } = holder.props
  if (twins === undefined) return undefined
  const mistakes = new Mistakes(context.file)
  const found: Record<string, Twin> = {}
  for (const [line, twin] of Object.entries(twins as Record<string, Json>)) {
    const read = await mistakes.attemptAsync(() => toTwin(line, twin, { holder, context }))
    if (read) found[line] = read
  }
  mistakes.throwAny()
  return found
}

async function toTwin(
  line: string,
  twin: Json,
  { holder, context }: { holder: Holder; context: FormulaContext },
): Promise<Twin> {
  const place = attributePlace(holder, 'twins')
  const given = (typeof twin === 'string' ? { value: twin } : (twin ?? {})) as {
    hash?: string
    value?: string
  }
  const { hash = 'none', value } = given
  if (typeof value !== 'string') {
    throw new ChapterError(context.file, place, { kind: 'twinWithoutFunction', line })
  }
  return { hash, value: (await compileTwin(value, place, context)) as Twin['value'] }
}

/** Compiles a twin's TypeScript, with the library's numbers in scope. Throws ChapterError. */
export async function compileTwin(
  source: string,
  place: Place,
  { file, options: { library, root = process.cwd(), symbols } }: FormulaContext,
): Promise<TwinFunction> {
  if (library) noteNumbers()
  const numbers = library
    ? ((await import(
        /* @vite-ignore */ pathToFileURL(resolve(root, library.numbers)).href
      )) as Record<string, unknown>)
    : {}
  const names = Object.keys(numbers).filter((it) => it !== 'default')
  try {
    const { javascript } = parseCell('twin', `(${source})`)
    const made = new Function(...names, `'use strict'; return ${javascript}`)(
      ...names.map((it) => numbers[it]),
    ) as (sample: object) => unknown
    if (typeof made !== 'function') throw new ToldError({ kind: 'noFunction' })
    return (sample) =>
      made({ ...sample.sizes, ...sample.indices, ...toCellNames(sample.values, symbols) })
  } catch (error) {
    const told: Mistake = { kind: 'twinFails', message: toldBy(error) }
    throw new ChapterError(file, place, told, { cause: error })
  }
}

/** Renames values to their names in cells: `\hat{y}` may be `guess`. */
function toCellNames(
  values: Sample['values'],
  symbols: readonly BookSymbol[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      symbols.find((it) => it.name === name)?.cell ?? name,
      value,
    ]),
  )
}
