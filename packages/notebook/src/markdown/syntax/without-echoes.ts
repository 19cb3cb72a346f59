import type { Mistake, Told } from '../../strings/mistakes.ts'
import type { ChapterError } from './chapter-error.ts'
import { isInputKind } from './inputs.ts'

/**
 * Leaves out mistakes that only repeat another. What a run tells of a line of a cell counts for nothing where types,
 * or the names that cells may use, tell of that line: they name the very word. What is missing in a drawing counts for
 * nothing where the types of its cell are wrong.
 */
export function withoutEchoes(mistakes: readonly ChapterError[]): ChapterError[] {
  const typed = mistakes.filter(isOfTypes)
  const undrawn = mistakes.filter(({ told }) => coreOf(told).kind === 'loneMark')
  const cells = new Set([...typed, ...undrawn].map(subjectOf))
  const refused = mistakes.filter(({ told }) => refusing.includes(coreOf(told).kind))
  const beyond = mistakes.map(({ told }) => coreOf(told)).flatMap(followersOf)
  const lines = new Set([...typed, ...refused].map(lineOf))
  return mistakes.filter((it) => {
    if (beyond.some((is) => is(coreOf(it.told)))) return false
    if (it.calledBy) return !lines.has(lineOf(it.calledBy))
    if (isOfDrawing(it)) return !cells.has(subjectOf(it))
    if (it.isOfRun) return !lines.has(lineOf(it))
    return !mistakes.some((other) => causes(other, it) || saysMore(other, it))
  })
}

/** Whether one says the same of a place as another, and what it is about besides. */
function saysMore(one: ChapterError, { file, line, column, told }: ChapterError): boolean {
  if (one.told.kind !== 'about' || told.kind === 'about') return false
  if (one.file !== file || one.line !== line || one.column !== column) return false
  return JSON.stringify(coreOf(one.told)) === JSON.stringify(coreOf(told))
}

/** What is told of names, at the very word. */
const refusing: readonly Mistake['kind'][] = ['unusable', 'takesLibraryName']

/** What is wrong, whatever it is wrong with. */
export function coreOf(told: Mistake): Mistake {
  const { message } = told as { message?: Told }
  return typeof message === 'object' && (told.kind === 'about' || told.kind === 'quoted')
    ? coreOf(message)
    : told
}

/** The cell or the value that is wrong. */
const subjectOf = ({ told }: ChapterError): string =>
  told.kind === 'about' ? JSON.stringify(told.subject) : ''

/** A line of one cell or value. */
const lineOf = (it: ChapterError): string => `${it.line} ${subjectOf(it)}`

/** What is told of types, and of the columns that they have. */
export const ofTypes: readonly Mistake['kind'][] = ['typeError', 'typeErrorCured', 'unknownColumn']

const isOfTypes = ({ told }: ChapterError): boolean => ofTypes.includes(coreOf(told).kind)

const ofDrawing: readonly Mistake['kind'][] = [
  'noNumberInDrawing',
  'figureWithoutMarks',
  'attributeWithoutFigure',
]

const isOfDrawing = ({ told }: ChapterError): boolean => ofDrawing.includes(coreOf(told).kind)

/** Kinds of mistakes, and what else goes wrong in their lines. */
const followers: readonly (readonly [cause: Is, follower: Mistake['kind']])[] = [
  [(it) => it.kind === 'noFormula', 'markedHeading'],
  [(it) => it.kind === 'jsonFrontmatter', 'unreadableBraces'],
  [(it) => it.kind === 'invisibleSign', 'syntax'],
  [(it) => it.kind === 'invisibleSign', 'unknownReference'],
  [(it) => it.kind === 'invisibleSign', 'linkToNowhere'],
  [(it) => it.kind === 'invisibleSign', 'anchorToNowhere'],
  [(it) => it.kind === 'missingAttributes', 'eqWithoutName'],
  [(it) => it.kind === 'invalidAttribute', 'unknownFormula'],
  [(it) => it.kind === 'unknownName', 'unusedValue'],
  [(it) => it.kind === 'returnsNothing', 'typeErrorCured'],
  [(it) => it.kind === 'unclosedCode', 'valueWithoutQuotes'],
  [(it) => it.kind === 'backquoteInValue', 'unclosedCode'],
  [(it) => it.kind === 'backquoteInValue', 'valueInBraces'],
  [(it) => it.kind === 'noValueOf', 'syntax'],
  [(it) => it.kind === 'unclosedDisplay', 'unclosedFormula'],
  [(it) => it.kind === 'typeErrorCured' && it.code === '2304', 'unknownName'],
]

/** Whether a name is told that is like none of the page. */
const isUndefined: Is = (it) =>
  it.kind === 'unknownName' && (it.cure as Mistake).kind === 'defineIt'

/** What else goes wrong on a page, on whatever line. */
function followersOf(cause: Mistake): Is[] {
  if (cause.kind === 'withinAnother' && !isInputKind(String(cause.name)))
    return [({ kind }) => kind === 'formulasInDerivation' || kind === 'refusedFormula']
  // Which of the names that nobody knows was to be that of an input, nobody knows either.
  if (cause.kind === 'missingAttributes' && isInputKind(String(cause.tag)) && lacksName(cause))
    return [isUndefined]
  // One of two inputs of one name was to have another, which cells use.
  if (cause.kind === 'inputNameTwice') return [isUndefined]
  if (cause.kind === 'takesLibraryName')
    return [(it) => it.kind === 'shadowed' && it.name === cause.name]
  if (cause.kind === 'gitConflict') return [({ kind }) => kind !== 'gitConflict']
  if (cause.kind === 'footnoteWithoutColon')
    return [(it) => it.kind === 'footnoteWithoutText' && it.found === cause.found]
  return []
}

const lacksName = ({ names }: { names: unknown }): boolean =>
  (names as Mistake[]).some((it) => it.kind === 'plain' && it.text === 'name')

type Is = (core: Mistake) => boolean

function causes(one: ChapterError, other: ChapterError): boolean {
  if (one.line !== other.line) return false
  const [cause, { kind }] = [coreOf(one.told), coreOf(other.told)]
  return followers.some(([isCause, follower]) => follower === kind && isCause(cause))
}
