import type { Math } from 'mdast-util-math'
import { ChapterError } from '../syntax/chapter-error.ts'
import { placeOf } from '../syntax/place.ts'
import { parseFenceMeta } from '../syntax/fence-meta.ts'

/** What stands behind `$$`: the formula's name, and how it is known to be true. */
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
  /** A function of a sample that gives both sides, for what cannot be read; tied to the TeX by `hash`. */
  twin?: string
  hash?: string
  /** Symbols that are lit, parted by blanks. */
  lit?: string
}

const attributes = [
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

/** Reads the words behind `$$`. Throws ChapterError. */
export function toEquationSpec(formula: Math, file: string): EquationSpec {
  const place = placeOf(formula as never)
  const { flags, attributes: given } = told(file, formula, () => parseFenceMeta(formula.meta ?? ''))
  const unknown = [...flags, ...given.keys()].find((it) => !attributes.includes(it))
  if (unknown)
    throw new ChapterError(
      file,
      place,
      `unknown formula attribute: ${unknown}; a formula takes ${attributes.map((it) => `${it}=`).join(', ')}`,
    )
  const flag = [...flags][0]
  if (flag)
    throw new ChapterError(
      file,
      place,
      `formula attribute without a value: ${flag}; write ${flag}=…`,
    )
  const name = given.get('name')
  if (name !== undefined && !/^[A-Za-z][\w-]*$/.test(name))
    throw new ChapterError(
      file,
      place,
      `invalid formula name: ${name}; use letters, digits, - and _`,
    )
  return Object.fromEntries(given) as EquationSpec
}

function told<T>(file: string, formula: Math, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new ChapterError(file, placeOf(formula as never), (error as Error).message, error)
  }
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
