import type { Math } from 'mdast-util-math'
import type { Place } from '../../kernel/program.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { FenceMetaError, parseFenceMeta, type FenceMeta } from '../syntax/fence-meta.ts'
import { placeInMeta, placeOfWord } from '../syntax/fence-place.ts'
import { placeOf } from '../syntax/place.ts'
import { suggest } from '../syntax/suggest.ts'
import type { Mistake } from '../../strings/mistakes.ts'

/** The attributes behind `$$`: the formula's name, and how it is known to be true. */
export interface EquationSpec {
  name?: string
  /** The model in which it is checked. */
  model?: string
  each?: string
  where?: string
  /** As in `y: simplex; z: positive vector`. */
  under?: string
  approx?: string
  /** Why it is not checked. */
  unchecked?: string
  /**
   * A function of a sample that gives both sides, for what cannot be read; tied to the TeX by
   * `hash`.
   */
  twin?: string
  hash?: string
  /** Symbols to highlight, separated by blanks. */
  lit?: string
}

/** What may stand behind the `$$` of a formula. */
export const formulaAttributes = [
  'name',
  'model',
  'each',
  'where',
  'under',
  'approx',
  'unchecked',
  'twin',
  'hash',
  'lit',
]

/**
 * Reads the attributes behind `$$`. Throws ChapterError at the invalid word.
 * @param source the page's text; without it, the place is that of the formula
 */
export function toEquationSpec(formula: Math, file: string, source?: string): EquationSpec {
  if (formula.value.trim() === '')
    throw new ChapterError(file, placeOf(formula), { kind: 'emptyDisplay' })
  checkFirstLine(formula, file)
  checkLineEnds(formula, file)
  const { flags, attributes: given, offsets } = readMeta(formula, file, source)
  const wrong = (attribute: string, mistake: Mistake): ChapterError =>
    new ChapterError(file, placeInMeta(formula, offsets.get(attribute)?.word ?? 0, source), mistake)
  const unknown = [...flags, ...given.keys()].find((it) => !formulaAttributes.includes(it))
  if (unknown) throw wrong(unknown, explainUnknown(unknown, formula.meta ?? ''))
  const part = given
    .get('under')
    ?.split(';')
    .find((it) => it.trim() !== '' && !it.includes(':'))
  if (part !== undefined) throw wrong('under', { kind: 'underWithoutColon', part: part.trim() })
  const approx = given.get('approx')
  if (approx !== undefined && !(Number(approx) > 0 && Number(approx) <= 0.1))
    throw wrong('approx', { kind: 'invalidApprox', approx })
  const flag = [...flags][0]
  if (flag) throw wrong(flag, { kind: 'formulaFlag', name: flag })
  const name = given.get('name')
  if (name !== undefined && !/^[A-Za-z][\w-]*$/.test(name))
    throw wrong('name', { kind: 'invalidFormulaName', name })
  return Object.fromEntries(given)
}

function explainUnknown(word: string, meta: string): Mistake {
  const [, name] = new RegExp(`\\bname=([\\w-]+) ${word}(?![\\w=-])`).exec(meta) ?? []
  return name === undefined
    ? {
        kind: 'unknownFormulaAttribute',
        name: word,
        cure: suggest(word, formulaAttributes, { kind: 'aFormulaTakes' }),
      }
    : { kind: 'nameWithBlank', name, word }
}

/** Refuses attributes that stand below `$$` instead of behind it. */
function checkFirstLine(formula: Math, file: string): void {
  const [first] = formula.value.split('\n', 1)
  const [, name] = /^\s*([a-z]+)=\S/.exec(first) ?? []
  if (name === undefined || !formulaAttributes.includes(name)) return
  const { line, column } = placeOf(formula)
  throw new ChapterError(
    file,
    { line: line + 1, column },
    { kind: 'attributesWithin', found: first.trim() },
  )
}

/** Refuses a lone backslash where a line ends: TeX takes it for a blank. */
function checkLineEnds(formula: Math, file: string): void {
  const lines = formula.value.split('\n')
  const n = lines.findIndex((it) => /(?:^|[^\\])(?:\\\\)*\\\s*$/.test(it))
  const { line, column } = placeOf(formula)
  const missing = lines.findIndex((it, n) => lacksEnd(it, lines[n + 1] ?? ''))
  if (n < 0 && missing >= 0)
    throw new ChapterError(
      file,
      { line: line + missing + 1, column: column + lines[missing].trimEnd().length },
      { kind: 'lineWithoutEnd' },
    )
  if (n < 0) return
  const at = { line: line + n + 1, column: column + lines[n].trimEnd().length - 1 }
  throw new ChapterError(file, at, { kind: 'backslashAtEnd' })
}

/** Whether a row of a table runs into the next: one that begins with a relation is a row of its own. */
const lacksEnd = (line: string, next: string): boolean =>
  /^\s*&\s*(?:[=<>]|\\(?:leq?|geq?|approx)(?![A-Za-z]))/.test(next) &&
  line.includes('&') &&
  !endOfRow.test(line)

const endOfRow = /(?:\\\\\*?\s*(?:\[[^\]]*\])?|\\cr(?![A-Za-z]))\s*(?:\\hline\s*)*(?:%.*)?$/

function readMeta(formula: Math, file: string, source: string | undefined): FenceMeta {
  try {
    return parseFenceMeta(formula.meta ?? '')
  } catch (error) {
    if (!(error instanceof FenceMetaError)) throw error
    throw new ChapterError(file, placeInMeta(formula, error.offset, source), error.told, {
      cause: error,
    })
  }
}

/** The place of an attribute behind `$$`; the formula's place if it is missing. */
export function attributePlaceOf(
  formula: Math,
  attribute: string,
  source: string | undefined,
): Place {
  return placeOfWord(formula, attribute, source)
}

/** `y: simplex; z: positive vector` as an object. */
export function toUnder(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined) return undefined
  return Object.fromEntries(
    text.split(';').map((part) => {
      const at = part.indexOf(':')
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    }),
  )
}
