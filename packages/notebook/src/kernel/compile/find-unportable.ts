import type { AnyNode, CallExpression, MemberExpression, NewExpression } from 'acorn'
import { walk } from 'zimmerframe'
import { CellError } from '../errors.ts'
import type { Message } from '../../strings/message.ts'
import type { CellSource } from '../program.ts'
import { parseCell } from './parse-cell.ts'

/** Something that comes out otherwise in a reader's browser than at build, or not at all. */
interface Unportable {
  position: number
  message: Message
}

/**
 * What in a cell depends on where it runs: the zone and the language of the machine, and the page, which
 * cells do not see. The cell compiles.
 */
export function findUnportable({ name, source, kind }: CellSource): CellError[] {
  const { tree, placeOf } = parseCell(name, source, kind)
  const found: Unportable[] = []
  walk<AnyNode, null>(tree, null, {
    MemberExpression(node, { next }) {
      const message = explainMember(node)
      if (message !== undefined) found.push({ position: node.property.start, message })
      next()
    },
    CallExpression(node, { next }) {
      const message = explainCall(node)
      if (message !== undefined) found.push({ position: positionOf(node), message })
      next()
    },
    NewExpression(node, { next }) {
      const message = explainNew(node)
      if (message !== undefined) found.push({ position: node.start, message })
      next()
    },
  })
  return found.map(({ position, message }) => new CellError(name, message, placeOf(position)))
}

const positionOf = ({ callee, start }: CallExpression): number =>
  callee.type === 'MemberExpression' ? callee.property.start : start

function nameOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && !node.computed ? nameOf(node.property) : undefined
}

/** What a cell's document does not have: the page. */
const ofPage =
  /^(?:querySelector(?:All)?|getElementById|getElementsBy\w+|body|head|documentElement|title|cookie|location|forms|images|links|scripts|activeElement|write(?:ln)?|addEventListener)$/

const localParts =
  /^(?:get|set)(?:Hours|Minutes|Date|Day|Month|FullYear|Year|Seconds|Milliseconds)$/

function explainMember(node: MemberExpression): Message | undefined {
  const name = nameOf(node)
  if (name === undefined || node.computed) return undefined
  if (node.object.type === 'Identifier' && node.object.name === 'document' && ofPage.test(name))
    return {
      kind: 'unusable',
      name: `document.${name}`,
      why: 'cells run apart from the page; make elements with document.createElement, and end the cell with them',
    }
  if (localParts.test(name) && !/^[gs]etYear$/.test(name))
    return `\`${name}\` depends on the reader’s time zone: write ${name.slice(0, 3)}UTC${name.slice(3)}`
  if (name === 'getYear') return '`getYear` depends on the reader’s time zone: write getUTCFullYear'
  if (name === 'getTimezoneOffset' || name === 'timeZone')
    return `\`${name}\` depends on the reader’s time zone: reckon in UTC`
  if (/^to(?:Date|Time)String$/.test(name))
    return `\`${name}\` depends on the reader’s time zone: write toISOString`
  return undefined
}

/** Methods that take a language, by the index of that argument. */
const localized: Readonly<Record<string, number>> = {
  toLocaleString: 0,
  toLocaleDateString: 0,
  toLocaleTimeString: 0,
  toLocaleUpperCase: 0,
  toLocaleLowerCase: 0,
  localeCompare: 1,
}

const formats =
  /^(?:NumberFormat|DateTimeFormat|Collator|PluralRules|ListFormat|RelativeTimeFormat|Segmenter|DisplayNames|DurationFormat)$/

function explainCall(node: CallExpression): string | undefined {
  const { callee, arguments: given } = node
  if (callee.type === 'Super') return undefined
  const name = nameOf(callee)
  if (name === undefined) return undefined
  if (callee.type === 'MemberExpression' && Object.hasOwn(localized, name)) {
    if (given.length <= localized[name] || isUndefined(given[localized[name]]))
      return `\`${name}\` without a language differs between readers: write ${name}(${localized[name] ? 'other, ' : ''}'en')${isDated(name) ? ', and a timeZone' : ''}`
    return isDated(name) && !saysZone(given[1])
      ? `\`${name}\` without a time zone differs between readers: write ${name}('en', { timeZone: 'UTC' })`
      : undefined
  }
  if (isNew(name, callee)) return explainFormat(name, given)
  if (callee.type === 'Identifier' && name === 'Date' && given.length === 0)
    return '`Date()` depends on the reader’s time zone: write new Date().toISOString()'
  if (name === 'String' && given[0]?.type === 'NewExpression' && nameOf(given[0].callee) === 'Date')
    return 'a date as text depends on the reader’s time zone: write toISOString()'
  if (name === 'toString' && isNewDate(callee))
    return 'a date as text depends on the reader’s time zone: write toISOString()'
  if (name === 'parse' && callee.type === 'MemberExpression' && nameOf(callee.object) === 'Date')
    return explainText(given[0])
  return undefined
}

const isDated = (name: string): boolean => /^toLocale(?:Date|Time)String$/.test(name)

const isUndefined = (node: AnyNode | undefined): boolean =>
  node?.type === 'Identifier' && node.name === 'undefined'

function isNewDate(callee: AnyNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'NewExpression' &&
    nameOf(callee.object.callee) === 'Date'
  )
}

function isNew(name: string, callee: AnyNode): boolean {
  return (
    formats.test(name) && callee.type === 'MemberExpression' && nameOf(callee.object) === 'Intl'
  )
}

function saysZone(options: AnyNode | undefined): boolean {
  // What is not written out is not judged.
  if (options?.type !== 'ObjectExpression') return options !== undefined
  return options.properties.some((it) => it.type !== 'Property' || nameOf(it.key) === 'timeZone')
}

function explainFormat(name: string, given: readonly AnyNode[]): string | undefined {
  if (given.length === 0 || isUndefined(given[0]))
    return `\`Intl.${name}\` without a language differs between readers: write Intl.${name}('en'${name === 'DateTimeFormat' ? ", { timeZone: 'UTC' }" : ''})`
  return name === 'DateTimeFormat' && !saysZone(given[1])
    ? "`Intl.DateTimeFormat` without a time zone differs between readers: write Intl.DateTimeFormat('en', { timeZone: 'UTC' })"
    : undefined
}

function explainNew({ callee, arguments: given }: NewExpression): string | undefined {
  const name = nameOf(callee)
  if (name !== undefined && isNew(name, callee)) return explainFormat(name, given)
  if (callee.type !== 'Identifier' || name !== 'Date') return undefined
  if (given.length > 1)
    return '`new Date(year, month, …)` depends on the reader’s time zone: write new Date(Date.UTC(year, month, …))'
  return explainText(given[0])
}

/** A date as text has a zone, or is a day alone. */
function explainText(node: AnyNode | undefined): string | undefined {
  if (node?.type !== 'Literal' || typeof node.value !== 'string') return undefined
  if (/^\d{4}(?:-\d\d){0,2}$|(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*$/.test(node.value)) return undefined
  return `the date ${JSON.stringify(node.value)} depends on the reader’s time zone: write it as "2026-01-31T12:00Z", with its Z`
}
