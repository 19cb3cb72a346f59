import type { CellResults } from '../../hosts/build/cell-results.ts'
import type { RunOptions } from '../../hosts/build/run-program.ts'
import { drawnWidths } from '../../hosts/widths.ts'
import type { Output } from '../../kernel/output.ts'
import { about, type Mistake } from '../../strings/mistakes.ts'
import { ChapterError, ChapterWarning, toWarning } from '../syntax/chapter-error.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { placeOfWord } from '../syntax/fence-place.ts'
import { placeOf } from '../syntax/place.ts'
import { blameLibrary } from './blame-library.ts'
import type { Chapter, ChapterCell, ChapterValue } from './chapter.ts'
import { explainOutput } from './explain-output.ts'
import { locateMistake, sourcesOf, subjectOf } from './locate-cell-error.ts'

/** Reports what is wrong with what the cells and values of a chapter have come to. */
export function checkOutcomes(
  chapter: Chapter,
  results: ReadonlyMap<string, CellResults>,
  options: RunOptions,
  mistakes: Mistakes,
): void {
  const tables = new Set(chapter.cells.map((it) => it.tableName))
  const attempt = (check: () => void): void => void mistakes.attempt(check)
  for (const [name, result] of results)
    attempt(() => checkOutcome(chapter, { name, result }, options))
  for (const value of chapter.values) {
    const check = tables.has(value.name) ? checkTable : checkValue
    attempt(() => check(chapter, value, results.get(value.name)))
    if (check === checkValue) warnOfDigits(chapter, value, results.get(value.name), mistakes)
  }
  for (const cell of chapter.cells) {
    const result = results.get(cell.name)
    attempt(() => checkWords(chapter, cell, result))
    if (!result?.failure)
      reportOutputs(chapter, cell, [...(result?.roomy ?? []), ...(result?.narrow ?? [])], mistakes)
    if (result && !result.failure) warnOfWidth(chapter, cell, result, mistakes)
  }
}

/** A cell runs without a mistake, and one that is marked to fail or to play does. */
function checkOutcome(
  chapter: Chapter,
  { name, result }: { name: string; result: CellResults },
  options: RunOptions,
): void {
  const { failure, playback, origin } = result
  const cell = chapter.cells.find((it) => it.name === name)
  if (cell?.throws) {
    if (!failure) throw wrongAt(cell, chapter, { kind: 'doesNotThrow' }, 'throws')
    return
  }
  if (failure && !failure.upstream) {
    const { message: told, line, column } = failure
    const isOfRun = line !== undefined
    const error = locateMistake(chapter, { cell: name, told, line, column }, { isOfRun })
    if (!origin) throw error
    const source = sourcesOf(chapter).find((it) => it.name === name)
    const caller = { what: source ? subjectOf(source) : ({ kind: 'thePage' } as const), error }
    throw blameLibrary({ told: failure.message, origin, caller }, options) ?? error
  }
  if (failure) return checkUpstream(chapter, name, failure.upstream ?? '')
  if (cell?.play && (playback?.state ?? 'none') === 'none')
    throw wrongAt(cell, chapter, { kind: 'doesNotPlay' }, 'play')
}

/** A mistake in a cell, at a word behind its fence if one is named; that of another file is located there. */
function wrongAt(
  { name, node, file, place }: ChapterCell,
  { file: chapter, source }: Chapter,
  mistake: Mistake,
  word?: string,
): ChapterError {
  const here = word === undefined ? placeOf(node) : placeOfWord(node, word, source)
  const subject = { kind: 'cell', name } as const
  return new ChapterError(file ?? chapter, file ? place : here, about(subject, mistake))
}

/** A value in prose must be text, and not empty or undefined. */
function checkValue(chapter: Chapter, value: ChapterValue, results: CellResults | undefined): void {
  if (!results || results.failure) return
  // An undefined value has no output.
  const [output = { type: 'text', text: 'undefined' } as const] = results.roomy
  const wrong = (told: Mistake): ChapterError =>
    locateMistake(chapter, { cell: value.name, told }, { isOfRun: true })
  if (output.type !== 'text')
    throw wrong({ kind: output.type === 'table' ? 'tableInSentence' : 'figureInSentence' })
  const nothing = explainValue(output, chapter.source)
  if (nothing !== undefined) throw wrong(nothing)
}

/**
 * What is wrong with a value in a sentence, if it says nothing to a reader.
 * @param page the page's text: one that names NaN means it
 */
export function explainValue(output: Output, page = ''): Mistake | undefined {
  if (output.type !== 'text') return undefined
  const [found] = /^(undefined|null|)$|\[object |\bundefined\b|\bNaN\b|^ƒ /.exec(output.text) ?? []
  if (found === undefined || (found === 'NaN' && /\bNaN\b/.test(page))) return undefined
  const cure: Mistake =
    found === 'NaN'
      ? { kind: 'noNumberMeant' }
      : found === 'ƒ '
        ? { kind: 'callFunction' }
        : { kind: 'notThere' }
  return { kind: 'saysNothing', value: JSON.stringify(output.text), cure }
}

/** What says that so many decimals are meant. */
const meansAll = /\bString\(|\bto(?:Precision|Fixed|Exponential)\(\s*(?:9|\d\d)/

/** A number in a text that nobody has rounded: it has more decimals than are read. */
export function explainDigits(
  output: Output,
  { source, subject }: Pick<ChapterValue, 'source' | 'subject'>,
): Mistake | undefined {
  // What a derivation is given is rounded where it is shown.
  if (output.type !== 'text' || subject?.kind === 'aDerivation') return undefined
  const [found] = /-?\d+\.\d{9,}(?:e[+-]\d+)?/.exec(output.text) ?? []
  return found === undefined || meansAll.test(source) || source.includes(found)
    ? undefined
    : { kind: 'longNumber', value: found }
}

/** Warns of a value in a sentence, a caption or an alternative text that is not rounded. */
function warnOfDigits(
  chapter: Chapter,
  value: ChapterValue,
  results: CellResults | undefined,
  mistakes: Mistakes,
): void {
  const [output] = (!results?.failure && results?.roomy) || []
  const told = output && explainDigits(output, value)
  if (told) mistakes.add(toWarning(locateMistake(chapter, { cell: value.name, told })))
}

/** Reports what readers would not see, or see broken, in what a cell shows. */
function reportOutputs(
  chapter: Chapter,
  cell: ChapterCell,
  outputs: readonly Output[],
  mistakes: Mistakes,
): void {
  for (const it of outputs.flatMap(explainOutput)) mistakes.add(wrongAt(cell, chapter, it))
}

const tooWide = { roomy: 'figureTooWide', narrow: 'figureTooWideForPhone' } as const

/** Tells of a figure that does not fit its column: there it is scrolled to the side. */
function warnOfWidth(
  { file }: Chapter,
  { name, node, layout, file: other }: ChapterCell,
  results: CellResults,
  mistakes: Mistakes,
): void {
  const wide = (['roomy', 'narrow'] as const).flatMap((it) => {
    const column = drawnWidths[it][layout ?? 'column']
    const width = Math.max(0, ...results[it].map(widthOf))
    return width > column ? [{ kind: tooWide[it], width, column }] : []
  })
  if (wide.length > 0 && other === undefined)
    mistakes.add(new ChapterWarning(file, placeOf(node), about({ kind: 'cell', name }, wide[0])))
}

/** The width that a drawing says it has, in pixels. */
function widthOf(output: Output): number {
  const html = output.type === 'svg' || output.type === 'html' ? output.html : ''
  const [, width = '0'] = /<svg\b[^>]*?\swidth="([\d.]+)(?:px)?"/.exec(html) ?? []
  return Number(width)
}

/** A figure needs a text alternative; other outputs must not have one. */
function checkWords(chapter: Chapter, cell: ChapterCell, results: CellResults | undefined): void {
  // Where nothing could run, what keeps it from running is told.
  if (!results || results.failure) return
  const { altName, tableName } = cell
  const drawn = [...results.roomy, ...results.narrow].some(isWordless)
  if (drawn && altName === undefined) throw wrongAt(cell, chapter, { kind: 'figureWithoutWords' })
  const attribute = altName === undefined ? 'table' : 'alt'
  if ((altName ?? tableName) !== undefined && !results.roomy.some(isFigure))
    throw wrongAt(cell, chapter, { kind: 'attributeWithoutFigure', attribute }, attribute)
}

/** Whether an output is a picture, or has one in it. */
const isFigure = (output: Output): boolean =>
  output.type === 'svg' || (output.type === 'html' && /<(svg|canvas|img)\b/.test(output.html))

/** Whether an output has a picture without a text alternative of its own. */
function isWordless(output: Output): boolean {
  if (output.type === 'svg') return true
  return (
    output.type === 'html' &&
    [...output.html.matchAll(/<(?:svg|canvas|img)\b[^>]*/g)].some(
      ([tag]) => !/\s(alt|aria-label|aria-hidden)=/.test(tag),
    )
  )
}

/** The value that lists a figure's numbers must be a table. */
function checkTable(chapter: Chapter, value: ChapterValue, results: CellResults | undefined): void {
  if (!results || results.failure) return
  const [output = { type: 'text', text: 'undefined' } as const] = results.roomy
  if (output.type === 'table') return
  const found = output.type === 'text' ? output.text.slice(0, 60) : ({ kind: 'anElement' } as const)
  throw locateMistake(chapter, { cell: value.name, told: { kind: 'noRows', found } })
}

/** A failure caused by another cell is reported there, unless that cell is marked `throws`. */
function checkUpstream(chapter: Chapter, name: string, upstream: string): void {
  const meant = chapter.cells.find((it) => it.name === upstream)?.throws
  if (meant)
    throw locateMistake(chapter, {
      cell: name,
      told: { kind: 'usesThrowing', cell: upstream },
    })
}
