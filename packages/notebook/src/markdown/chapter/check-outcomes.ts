import type { CellResults, RunOptions } from '../../hosts/build/run-program.ts'
import { CellError } from '../../kernel/errors.ts'
import type { Output } from '../../kernel/output.ts'
import type { Message } from '../../strings/message.ts'
import { ChapterError, type MistakeKind } from '../syntax/chapter-error.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { placeOfWord } from '../syntax/fence-place.ts'
import { placeOf } from '../syntax/place.ts'
import { blameLibrary } from './blame-library.ts'
import type { Chapter, ChapterCell, ChapterValue } from './chapter.ts'
import { explainDrawing, explainDropped } from './explain-output.ts'
import { locateCellError, subjectOf } from './locate-cell-error.ts'

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
  }
  for (const cell of chapter.cells) {
    const result = results.get(cell.name)
    attempt(() => checkWords(chapter, cell, result))
    if (!result?.failure)
      reportOutputs(chapter, cell, [...(result?.roomy ?? []), ...(result?.narrow ?? [])], mistakes)
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
  const wrong = (message: Message, place?: { line?: number; column?: number }): unknown =>
    locateCellError(chapter, new CellError(name, message, place), place && 'run')
  if (cell?.throws) {
    if (!failure)
      throw wrongAt(cell, chapter, 'marked `throws`, but does not fail: remove the mark', {
        word: 'throws',
      })
    return
  }
  if (failure && !failure.upstream) {
    const error = wrong(failure.message, failure.line === undefined ? undefined : failure)
    if (!origin || !(error instanceof ChapterError)) throw error
    const caller = { what: subjectOf(chapter, name), error }
    throw blameLibrary({ told: failure.message, origin, caller }, options) ?? error
  }
  if (failure) return checkUpstream(chapter, name, failure.upstream ?? '')
  if (cell?.play && (playback?.state ?? 'none') === 'none')
    throw wrongAt(
      cell,
      chapter,
      'marked `play`, but nothing plays: give a generator a name that is used, as in const n = (function* () { … })()',
      { word: 'play' },
    )
}

/** A mistake in a cell, at a word behind its fence if one is named; that of another file is located there. */
function wrongAt(
  { name, node, file, place }: ChapterCell,
  { file: chapter, source }: Chapter,
  message: string,
  { word, kind }: { word?: string; kind?: MistakeKind } = {},
): ChapterError {
  const here = word === undefined ? placeOf(node) : placeOfWord(node, word, source)
  const subject = `cell \`${name}\`: `
  return new ChapterError(file ?? chapter, file ? place : here, `${subject}${message}`, {
    topic: { subject, kind },
  })
}

/** A value in prose must be text, and not empty or undefined. */
function checkValue(chapter: Chapter, value: ChapterValue, results: CellResults | undefined): void {
  if (!results || results.failure) return
  // An undefined value has no output.
  const [output = { type: 'text', text: 'undefined' } as const] = results.roomy
  const wrong = (message: string): unknown =>
    locateCellError(chapter, new CellError(value.name, message), 'run')
  if (output.type !== 'text')
    throw wrong(
      `no text: a ${output.type === 'table' ? 'table' : 'figure'} stands in a cell of its own; a value is a number or a word`,
    )
  const nothing = explainValue(output, chapter.source)
  if (nothing !== undefined) throw wrong(nothing)
}

/**
 * What is wrong with a value in a sentence, if it says nothing to a reader.
 * @param page the page's text: one that names NaN means it
 */
export function explainValue(output: Output, page = ''): string | undefined {
  if (output.type !== 'text') return undefined
  const [found] = /^(undefined|null|)$|\[object |\bundefined\b|\bNaN\b|^ƒ /.exec(output.text) ?? []
  if (found === undefined || (found === 'NaN' && /\bNaN\b/.test(page))) return undefined
  const cure =
    found === 'NaN'
      ? 'look for what is no number; where NaN is meant, the page names it'
      : found === 'ƒ '
        ? 'call the function'
        : 'look for a name or an index that is not there'
  return `says nothing: it comes to ${JSON.stringify(output.text)}; ${cure}`
}

/** Reports what readers would not see, or see broken, in what a cell shows. */
function reportOutputs(
  chapter: Chapter,
  cell: ChapterCell,
  outputs: readonly Output[],
  mistakes: Mistakes,
): void {
  for (const message of new Set(outputs.flatMap(explainDrawing)))
    mistakes.add(wrongAt(cell, chapter, message, { kind: 'drawing' }))
  for (const message of new Set(outputs.flatMap(explainDropped)))
    mistakes.add(wrongAt(cell, chapter, message))
}

/** A figure needs a text alternative; other outputs must not have one. */
function checkWords(chapter: Chapter, cell: ChapterCell, results: CellResults | undefined): void {
  // Where nothing could run, what keeps it from running is told.
  if (!results || results.failure) return
  const { altName, tableName } = cell
  const drawn = [...results.roomy, ...results.narrow].some(isWordless)
  if (drawn && altName === undefined)
    throw wrongAt(
      cell,
      chapter,
      'figure without words: give it an alt="…" that says what it shows, with numbers as ${…}',
    )
  const attribute = altName === undefined ? 'table' : 'alt'
  if ((altName ?? tableName) !== undefined && !results.roomy.some(isFigure))
    throw wrongAt(
      cell,
      chapter,
      `${attribute} without a figure: the cell shows none; leave it out, or end the cell with the figure`,
      { word: attribute, kind: 'drawing' },
    )
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
  const found = output.type === 'text' ? output.text.slice(0, 60) : 'an element'
  throw locateCellError(
    chapter,
    new CellError(
      value.name,
      `no rows but ${found}; write a list of objects, as in table="p.map((value, i) => ({ i, value }))"`,
    ),
  )
}

/** A failure caused by another cell is reported there, unless that cell is marked `throws`. */
function checkUpstream(chapter: Chapter, name: string, upstream: string): void {
  const meant = chapter.cells.find((it) => it.name === upstream)?.throws
  if (meant)
    throw locateCellError(
      chapter,
      new CellError(name, `uses a name from cell \`${upstream}\`, which is marked \`throws\``),
    )
}
