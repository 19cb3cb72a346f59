import { gzipSync } from 'node:zlib'
import type { CellResults } from '../../packages/notebook/src/hosts/build/cell-results.ts'
import { markAttributes } from '../../packages/notebook/src/figure/marks.ts'
import {
  readChapter,
  type Chapter,
  type ChapterCell,
  type ChapterValue,
} from '../../packages/notebook/src/markdown/chapter/chapter.ts'
import type { ChapterResults } from '../../packages/notebook/src/markdown/chapter/run-chapter.ts'
import { findDependents } from '../../packages/notebook/src/kernel/graph.ts'
import { runPage } from '../../tests/book/run-page.ts'
import type { Told } from './print-mistakes.ts'
import { findPaleTexts, leastContrast } from './find-pale-texts.ts'
import { drawingsOf, findCharts, runCharts, textsOf, type Chart } from './read-charts.ts'

/** Pixels under which letters of a figure cannot be read. */
const smallest = 9
/** Lines, and letters in each, of which readers can rewrite a chart. */
const [mostLines, mostLetters] = [15, 100]

/** Bytes that all drawings of a page may have, compressed: with its words, script, styles and fonts a page weighs 130 kB at most. */
const heaviest = 40_000

type Tell = (at: ChapterCell | ChapterValue, message: string) => Told

/**
 * What breaks the rules of this book in what its cells draw: letters too small or too pale, axes without names, colours and numbers
 * that are not the page's, and words and tables without their numbers.
 * @param text a page that has no other mistakes: what cannot run is told of it as such
 */
export async function findDrawnMistakes(file: string, text: string): Promise<Told[]> {
  const chapter = readChapter(file, text)
  if (chapter.cells.length === 0) return []
  const tell: Tell = (at, message) => {
    const place = 'node' in at ? at.node.position?.start : at.place
    const { line, column } = place ?? { line: 1, column: 1 }
    return { file, line, column, severity: 'error', message }
  }
  const { results, program } = await runPage(file)
  return [
    ...findFigures(chapter, results, tell),
    ...findLooseMarks(chapter, results, tell),
    ...findDeadHandles(chapter, { results, program }, tell),
    ...findPale(chapter, results, tell),
    ...findWeight(chapter, results, tell),
    ...(await findInCharts(chapter, tell)),
  ]
}

function findFigures(
  { cells, values }: Chapter,
  results: ReadonlyMap<string, CellResults>,
  tell: Tell,
): Told[] {
  const tables = cells.map(({ tableName }) => tableName)
  const figures = cells.flatMap((cell) => {
    const { name, altName, tableName } = cell
    const letters = Math.min(...drawingsOf(results.get(name)).map(smallestLetter))
    const table = JSON.stringify(results.get(tableName ?? '')?.roomy ?? [])
    return [
      ...(letters < smallest
        ? [
            tell(
              cell,
              `letters too small: ${name} has some of ${letters} pixels; give them at least ${smallest}`,
            ),
          ]
        : []),
      ...(altName !== undefined && hasValues(cell) && !/\d/.test(textOf(results, altName))
        ? [
            tell(
              cell,
              `figure whose alt has no number: ${name}; say what it shows with a \${value}`,
            ),
          ]
        : []),
      ...(/"(?:undefined|null|NaN)"/.test(table)
        ? [
            tell(
              cell,
              `table without some of its numbers: ${name}; leave those rows out, or say in words what they are`,
            ),
          ]
        : []),
    ]
  })
  const empty = values
    .filter(({ name }) => !tables.includes(name) && /\bnull\b/.test(textOf(results, name)))
    .map((value) => tell(value, `value that shows null: ${value.source}; say what is meant`))
  return [...figures, ...empty]
}

const moved = new RegExp(`(?:${markAttributes.drag}|${markAttributes.input})="([^"]*)"`, 'g')

/** Marks and handles that a reader may touch, and that move nothing. */
function findLooseMarks(
  { cells, inputs }: Chapter,
  results: ReadonlyMap<string, CellResults>,
  tell: Tell,
): Told[] {
  const known = inputs.map(({ spec }) => spec.name)
  return cells.flatMap((cell) => {
    const markup = drawingsOf(results.get(cell.name)).join('')
    const names = new Set(Array.from(markup.matchAll(moved), ([, name]) => name))
    return [...names]
      .filter((it) => !known.includes(it))
      .map((it) =>
        tell(
          cell,
          `mark that moves no input: ${it} in ${cell.name}; the inputs of this page are ${known.join(', ') || 'none'}`,
        ),
      )
  })
}

const dragged = new RegExp(`${markAttributes.drag}="([^"]*)"`, 'g')

/** Handles of a figure that move an input on which it does not depend: they would stay where they are. */
function findDeadHandles(
  { cells, inputs }: Chapter,
  { results, program }: Pick<ChapterResults, 'results' | 'program'>,
  tell: Tell,
): Told[] {
  const known = inputs.map(({ spec }) => spec.name)
  const reach = new Map(known.map((it) => [it, findDependents(program.cells, [it])]))
  return cells.flatMap((cell) => {
    const { name } = cell
    const markup = drawingsOf(results.get(name)).join('')
    const moves = new Set(Array.from(markup.matchAll(dragged), ([, it]) => it))
    const own = known.filter((it) => reach.get(it)?.has(name)).join(', ') || 'no input'
    return [...moves]
      .filter((it) => reach.get(it)?.has(name) === false)
      .map((it) =>
        tell(
          cell,
          `handle that moves what its figure does not show: ${it} in ${name}, which depends on ${own}; name the input that it shows`,
        ),
      )
  })
}

/** Letters that are hard to read, in each drawing the worst. */
function findPale(
  { cells }: Chapter,
  results: ReadonlyMap<string, CellResults>,
  tell: Tell,
): Told[] {
  return cells.flatMap((cell) => {
    const pale = drawingsOf(results.get(cell.name)).flatMap(findPaleTexts)
    const [worst] = pale.sort((a, b) => a.contrast - b.contrast)
    if (worst === undefined) return []
    const { text, fill, contrast, theme } = worst
    return [
      tell(
        cell,
        `letters too pale: “${text}” in ${cell.name} has ${fill}, a contrast of ${contrast.toFixed(1)} in the ${theme} theme, and at least ${leastContrast} are needed; give letters var(--ink) or var(--muted), and the colour to a shape beside them`,
      ),
    ]
  })
}

/** Drawings that would make their page too heavy, told at the heaviest. */
function findWeight(
  { cells }: Chapter,
  results: ReadonlyMap<string, CellResults>,
  tell: Tell,
): Told[] {
  const weigh = (drawings: readonly string[]): number => gzipSync(drawings.join('')).length
  const drawn = cells.map((cell) => ({ cell, drawings: drawingsOf(results.get(cell.name)) }))
  const all = weigh(drawn.flatMap(({ drawings }) => drawings))
  if (all <= heaviest) return []
  const [first] = drawn
    .map(({ cell, drawings }) => ({ cell, weight: weigh(drawings) }))
    .sort((a, b) => b.weight - a.weight)
  const inKilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`
  return [
    tell(
      first.cell,
      `drawings too heavy: those of this page have ${inKilobytes(all)}, compressed, and ${first.cell.name} ${inKilobytes(first.weight)} of them; draw fewer marks: at most ${inKilobytes(heaviest)} are meant`,
    ),
  ]
}

async function findInCharts(chapter: Chapter, tell: Tell): Promise<Told[]> {
  const charts = findCharts(chapter)
  if (charts.length === 0) return []
  const { opening, lower, upper } = await runCharts(chapter)
  return charts.flatMap(({ cell, specification }) => {
    const drawn = drawingsOf(opening.get(cell.name))
    const anywhere = [opening, lower, upper].flatMap((it) => drawingsOf(it.get(cell.name)))
    return [
      ...explainSize(specification),
      ...explainAxes(drawn),
      ...drawn
        .flatMap(coloursOf)
        .slice(0, 1)
        .map((it) => `colour of its own: ${it}; write var(--…), which changes in the dark`),
      ...explainNumbers(anywhere),
    ].map((message) => tell(cell, `chart ${cell.name}: ${message}`))
  })
}

function explainSize(lines: Chart['specification']): string[] {
  const wide = lines.filter((line) => line.length > mostLetters)
  const cure = 'readers are to rewrite it: move what prepares its data before Plot.plot('
  return [
    ...(lines.length > mostLines
      ? [`${lines.length} lines, and at most ${mostLines} are meant; ${cure}`]
      : []),
    ...(wide.length > 0
      ? [`a line of ${wide[0].length} letters, and at most ${mostLetters} are meant; break it`]
      : []),
  ]
}

function explainAxes(drawn: readonly string[]): string[] {
  const isNamed = drawn.every((it) => textsOf(it).some((text) => /[→↑]/.test(text)))
  return isNamed ? [] : ['axes without names; give x or y a label']
}

function explainNumbers(drawn: readonly string[]): string[] {
  const endless = drawn.find((it) => /="[^"]*\b(?:NaN|Infinity)\b/.test(it))
  // Negative numbers have a minus sign, and not a hyphen.
  const hyphen = drawn.flatMap(textsOf).find((it) => /(^|\s)-[\d.]|\de-\d/.test(it))
  return [
    ...(endless === undefined
      ? []
      : [
          'numbers that are not finite, at its opening or at an end of its inputs; leave out what has no value',
        ]),
    ...(hyphen === undefined
      ? []
      : [
          `a hyphen for a minus: ${hyphen}; format the number with formatFixed or a tickFormat that writes −`,
        ]),
  ]
}

/** Whether the words of a figure are computed; those that are not are told of the text. */
const hasValues = ({ node }: ChapterCell): boolean => /\balt="[^"]*\$\{/.test(node.meta ?? '')

function textOf(results: ReadonlyMap<string, CellResults>, name: string): string {
  return (results.get(name)?.roomy ?? [])
    .map((output) => (output.type === 'text' ? output.text : ''))
    .join('')
}

/** Every font size that a figure sets, as an attribute or a style. */
function smallestLetter(svg: string): number {
  const sizes = [...svg.matchAll(/font-size(?:="|:\s*)([\d.]+)(px)?/g)].map(([, size]) =>
    Number(size),
  )
  return Math.min(Infinity, ...sizes)
}

/** The colours that are not the page's: those would not change in the dark. */
function coloursOf(markup: string): string[] {
  return [...markup.matchAll(/\s(?:fill|stroke)="([^"]*)"/g)]
    .map(([, colour]) => colour)
    .filter((it) => !['none', 'currentColor', 'inherit'].includes(it))
    .filter((it) => !/^var\(--[\w-]+\)$/.test(it))
}
