import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from 'mdast-util-mdx-jsx'
import type { Json } from '../../kernel/json.ts'
import { findNear } from '../../kernel/nearest.ts'
import type { Place } from '../../kernel/program.ts'
import { plainly, type Mistake } from '../../strings/mistakes.ts'
import { placeOf } from './place.ts'
import { NotLiteral, toProp } from './literal.ts'
import type { JsxElement } from './mdx-elements.ts'
import { nearestTo, suggest } from './suggest.ts'
import { ToldError } from './told-error.ts'

export type Props = Record<string, Json>

/** What an attribute of a component holds. */
export interface Prop {
  kind: keyof typeof kinds
  needed?: 'needed' | undefined
}

/** Thrown for an attribute with a wrong value. */
export class PropError extends ToldError {
  readonly attribute: string

  constructor(attribute: string, told: Mistake) {
    super(told)
    this.attribute = attribute
  }
}

const isTexts = (it: Json): boolean =>
  Array.isArray(it) &&
  it.length > 0 &&
  it.every((item) => typeof item === 'string' && item.trim() !== '')

/** Attributes are rendered as plain text: neither Markdown nor TeX is parsed there. */
const isPlain = (it: Json): boolean => typeof it === 'string' && it.trim() !== '' && !hasMarks(it)

/** Whether a plain text contains Markdown, TeX or a value, which would not be rendered. */
export function hasMarks(text: string): boolean {
  return /\$[^$]+\$|\$\{|`|\*\*|\]\(/.test(text) || (tag.test(text) && !loneTag.test(text))
}

/**
 * A tag that a reader would see as it is written: of HTML's for words, or of a component. Its pair or an attribute tells
 * it from a token such as `<s>`.
 */
const tag =
  /<(b|i|u|s|a|em|strong|code|sub|sup|span|mark|p)(?:\s[^<>]*)?>.*<\/\1>|<br\s*\/?>|<(?:a|b|i|u|s|em|strong|code|sub|sup|span|mark|p|[A-Z]\w*)(?:\s[^<>]*=[^<>]*|\s*\/)>/s

/** A text that is one tag: a token, which is meant as it is written. */
const loneTag = /^\s*<\/?[a-z]\w*\s*\/?>\s*$/

/** Each kind of value, with the example for error messages. */
const kinds = {
  text: {
    holds: (it: Json) => typeof it === 'string' && it.trim() !== '',
    example: '="…"',
  },
  number: {
    holds: (it: Json) => typeof it === 'number' && Number.isFinite(it),
    example: '={1}',
  },
  label: { holds: isPlain, example: '="…"' },
  labels: {
    holds: (it: Json) => Array.isArray(it) && it.length > 0 && it.every(isPlain),
    example: '={["…", "…"]}',
  },
  flag: {
    holds: (it: Json) => typeof it === 'boolean',
    example: '={true}',
  },
  texts: { holds: isTexts, example: '={["…", "…"]}' },
  numbers: {
    holds: (it: Json) =>
      Array.isArray(it) &&
      it.length > 0 &&
      it.every((item) => typeof item === 'number' && Number.isFinite(item)),
    example: '={[1, 2]}',
  },
  pair: {
    holds: (it: Json) =>
      Array.isArray(it) &&
      it.length === 2 &&
      it.every((item) => typeof item === 'number' && Number.isFinite(item)),
    example: '={[1, 2]}',
  },
  record: {
    holds: (it: Json) => typeof it === 'object' && it !== null && !Array.isArray(it),
    example: '={{ … }}',
  },
}

/**
 * An element's attributes: the valid ones as `props`, the mistakes in the others with their places.
 */
export interface ReadProps {
  props: Props
  wrong: { place: Place; told: Mistake }[]
}

/** Reads the attributes of `<tag>` against those that it takes. */
export function readProps(node: JsxElement, tag: string, known: Record<string, Prop>): ReadProps {
  const read: ReadProps = { props: {}, wrong: [] }
  const given = node.attributes.map((it) => (it.type === 'mdxJsxAttribute' ? it.name : ''))
  const free = Object.keys(known).filter((it) => !given.includes(it))
  for (const attribute of node.attributes) {
    const problem = readAttribute(attribute, { tag, known, free }, read.props)
    if (problem) read.wrong.push({ place: placeOfAttribute(node, attribute), told: problem })
  }
  const missing = findMissing(node, known)
  if (missing.length > 0) {
    read.wrong.push({
      place: placeOf(node),
      told: {
        kind: 'missingAttributes',
        names: plainly(missing),
        tag,
        needed: missing.map((it) => `${it}${kinds[known[it].kind].example}`).join(' '),
      },
    })
  }
  return read
}

/** Required attributes that are missing, except those that seem to be misspelt. */
function findMissing({ attributes }: JsxElement, known: Record<string, Prop>): string[] {
  const given = attributes.flatMap((it) => (it.type === 'mdxJsxAttribute' ? [it.name] : []))
  if (given.length < attributes.length) return []
  const needed = Object.keys(known).filter((it) => known[it].needed && !given.includes(it))
  const meant = given
    .filter((it) => !Object.hasOwn(known, it))
    .map((it) => findNear(it, needed) ?? findMeant(it, needed))
  return needed.filter((it) => !meant.includes(it))
}

/** What other notations call the attributes of components, and what they may be here. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  default: ['value'],
  defaultValue: ['value'],
  initial: ['value'],
  initialValue: ['value'],
  checked: ['value'],
  selected: ['value'],
  key: ['id'],
  ref: ['id', 'name'],
  id: ['name'],
  href: ['name', 'id'],
  variable: ['name'],
  choices: ['options'],
  items: ['options'],
  values: ['options', 'value'],
  label: ['labels'],
  names: ['labels'],
  correct: ['right'],
  answer: ['right'],
  solution: ['right'],
  summary: ['title'],
  heading: ['title'],
  header: ['title'],
  caption: ['title'],
  from: ['min'],
  start: ['min'],
  minimum: ['min'],
  to: ['max'],
  end: ['max'],
  maximum: ['max'],
  increment: ['step'],
}

function findMeant(name: string, takes: readonly string[]): string | undefined {
  const meant = Object.hasOwn(synonyms, name) ? synonyms[name] : []
  return meant.find((it) => takes.includes(it))
}

/** A component, as far as its attributes go. */
interface Taking {
  tag: string
  known: Record<string, Prop>
  /** Those that it was not given. */
  free: readonly string[]
}

function cureForName(name: string, { tag, known, free }: Taking): Mistake {
  const takes = Object.keys(known)
  const all: Mistake = { kind: 'tagTakes', tag }
  const meant = nearestTo(name, takes) === undefined ? findMeant(name, free) : undefined
  if (meant !== undefined)
    return { kind: 'didYouMeanOf', near: meant, all: suggest('', takes, all) }
  // An input is labelled by what stands within its tag.
  return name === 'label' && takes.includes('min')
    ? { kind: 'labelWithin', tag }
    : suggest(name, takes, all)
}

function readAttribute(
  attribute: MdxJsxAttribute | MdxJsxExpressionAttribute,
  taking: Taking,
  props: Props,
): Mistake | undefined {
  if (attribute.type !== 'mdxJsxAttribute') return { kind: 'spreadIntoComponent' }
  const { name } = attribute
  const { known } = taking
  if (!Object.hasOwn(known, name))
    return { kind: 'unknownAttribute', name, cure: cureForName(name, taking) }
  if (Object.hasOwn(props, name)) return { kind: 'attributeTwice', name }
  try {
    const value = toProp(attribute)
    const { kind } = known[name]
    const { holds, example } = kinds[kind]
    if (!holds(value))
      return {
        kind: 'invalidAttribute',
        name,
        value: JSON.stringify(value),
        what: { kind: `${kind}Value` },
        example,
      }
    props[name] = value
    return undefined
  } catch (error) {
    if (error instanceof NotLiteral) return error.told
    throw error
  }
}

/** The place of an attribute; the element's place if it is missing or has none. */
export function placeOfAttribute(
  node: JsxElement,
  which: string | MdxJsxAttribute | MdxJsxExpressionAttribute,
): Place {
  const found =
    typeof which === 'string'
      ? node.attributes.find((it) => it.type === 'mdxJsxAttribute' && it.name === which)
      : which
  const start = found?.position?.start
  return start ? { line: start.line, column: start.column } : placeOf(node)
}
