import { visit } from 'unist-util-visit'
import type { Code, Root } from 'mdast'
import type { CellResults } from '../../hosts/build/cell-results.ts'
import type { Output } from '../../kernel/output.ts'
import { findDependents } from '../../kernel/graph.ts'
import type { CompiledCell, Program } from '../../kernel/program.ts'
import { placeOfWord } from '../syntax/fence-place.ts'
import { isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import type { Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import { isCell, type Chapter, type ChapterCell } from './chapter.ts'
import { about } from '../../strings/mistakes.ts'

/** A chapter that was run. */
interface Ran {
  chapter: Chapter
  program: Program
  results: ReadonlyMap<string, CellResults>
}

/**
 * Tells of inputs that move nothing, and of cells that neither show anything nor give anything to others. While the
 * page has mistakes, what they keep from being read may well be what uses them.
 */
export function warnOfUnused({ chapter, program, results }: Ran, { list, warn }: Mistakes): void {
  if (list.some(({ isWarning }) => !isWarning)) return
  const needed = new Set(program.cells.flatMap(({ inputs }) => inputs))
  // A figure’s handle takes the name of its input as a text.
  const named = (name: string): boolean =>
    program.cells.some(({ body }) =>
      new RegExp(`(["'\`])${name.replaceAll('$', '\\$')}\\1`).test(body),
    )
  for (const { spec, place } of chapter.inputs)
    if (!needed.has(spec.name) && !named(spec.name))
      warn(place, { kind: 'unusedInput', name: spec.name })
  for (const cell of chapter.cells) {
    const compiled = program.cells.find(({ name }) => name === cell.name)
    if (compiled && isIdle(compiled, cell, results.get(cell.name), needed))
      warn(placeOf(cell.node), { kind: 'unusedCell', name: cell.name })
  }
}

function isIdle(
  { outputs }: CompiledCell,
  { file, throws }: ChapterCell,
  result: CellResults | undefined,
  needed: ReadonlySet<string>,
): boolean {
  if (!result || result.failure || throws || file !== undefined) return false
  return result.roomy.length === 0 && !outputs.some((name) => needed.has(name))
}

/** Tells of exercises that judge no answer, or accept the one they begin with. */
export function warnOfExercises(root: Root, ran: Ran, mistakes: Mistakes): void {
  const { chapter, results } = ran
  const inside = new Set<ChapterCell>()
  visit(root, (node) => {
    if (!isJsx(node) || node.name !== 'Exercise') return
    const cells = cellsIn(node, chapter)
    for (const it of cells) inside.add(it)
    checkExercise(node, cells, results, mistakes)
    warnOfDeafJudge(cells, ran, mistakes)
  })
  for (const cell of chapter.cells)
    if (cell.judge && !inside.has(cell))
      mistakes.report(
        placeOfWord(cell.node, 'judge', chapter.source),
        about({ kind: 'cell', name: cell.name }, { kind: 'judgeOutside' }),
      )
}

/** The fences of cells within a tag, whether they can be read or not. */
function fencesIn(node: JsxElement): Code[] {
  const found: Code[] = []
  visit(node, 'code', (code) => void (isCell(code) && found.push(code)))
  return found
}

function cellsIn(node: JsxElement, { cells }: Chapter): ChapterCell[] {
  return fencesIn(node).flatMap((code) => cells.find((it) => it.node === code) ?? [])
}

function checkExercise(
  node: JsxElement,
  cells: readonly ChapterCell[],
  results: ReadonlyMap<string, CellResults>,
  { warn, report }: Mistakes,
): void {
  const judge = cells.find((it) => it.judge)
  // A cell of it that cannot be read may well be the one that judges.
  if (!judge && fencesIn(node).length > cells.length) return
  if (!judge) return warn(placeOf(node), { kind: 'noVerdict' })
  const result = results.get(judge.name)
  if (!result || result.failure) return
  if (result.roomy.length === 0)
    report(
      placeOf(judge.node),
      about({ kind: 'cell', name: judge.name }, { kind: 'judgeSaysNothing' }),
    )
  else if (!result.roomy.some((it) => hasClass(it, 'verdict')))
    warn(
      placeOf(judge.node),
      about({ kind: 'cell', name: judge.name }, { kind: 'judgeWithoutVerdict' }),
    )
  else if (result.roomy.some((it) => hasClass(it, 'right')))
    warn(placeOf(node), { kind: 'rightFromStart' })
}

/** Tells of a judge that reads nothing of the cells that it judges, as one that was copied. */
function warnOfDeafJudge(
  cells: readonly ChapterCell[],
  { program }: Ran,
  { warn }: Mistakes,
): void {
  const judge = cells.find((it) => it.judge)
  const names = cells.filter((it) => it !== judge).map(({ name }) => name)
  const answers = program.cells
    .filter((it) => names.includes(it.name))
    .flatMap(({ outputs }) => outputs)
  if (!judge || answers.length === 0 || !program.cells.some((it) => it.name === judge.name)) return
  if (findDependents(program.cells, answers).has(judge.name)) return
  warn(
    placeOf(judge.node),
    about({ kind: 'cell', name: judge.name }, { kind: 'deafJudge', names: answers.join(', ') }),
  )
}

const hasClass = (output: Output, name: string): boolean =>
  output.type === 'html' &&
  new RegExp(`^<[^>]*\\bclass="(?:[^"]*\\s)?${name}(?:\\s[^"]*)?"`).test(output.html)
