import type { AnyNode, CallExpression, MemberExpression, NewExpression } from 'acorn'
import { walk } from 'zimmerframe'
import type { Mistake } from '../../strings/mistakes.ts'
import type { CellSource } from '../program.ts'
import { parseCell } from './parse-cell.ts'

/** Something that comes out otherwise in a reader's browser than at build, or not at all. */
interface Unportable {
  cell: string
  told: Mistake
  line: number
  column: number
}

/**
 * What in a cell depends on where it runs: the zone and the language of the machine, the console, and the page, which
 * cells do not see. The cell compiles.
 */
export function findUnportable({ name, source, kind }: CellSource): Unportable[] {
  const { tree, placeOf } = parseCell(name, source, kind)
  const found: { position: number; told: Mistake }[] = []
  walk<AnyNode, null>(tree, null, {
    MemberExpression(node, { next }) {
      const told = explainMember(node)
      if (told) found.push({ position: node.property.start, told })
      next()
    },
    CallExpression(node, { next }) {
      const told = explainCall(node)
      if (told) found.push({ position: positionOf(node), told })
      next()
    },
    NewExpression(node, { next }) {
      const told = explainNew(node)
      if (told) found.push({ position: node.start, told })
      next()
    },
  })
  return found.map(({ position, told }) => ({ cell: name, told, ...placeOf(position) }))
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

function explainMember(node: MemberExpression): Mistake | undefined {
  const name = nameOf(node)
  if (name === undefined || node.computed) return undefined
  if (node.object.type === 'Identifier' && node.object.name === 'document' && ofPage.test(name))
    return {
      kind: 'unusable',
      name: `document.${name}`,
      why: { kind: 'makeElements' },
    }
  if (node.object.type === 'Identifier' && node.object.name === 'console')
    return { kind: 'unusable', name: `console.${name}`, why: { kind: 'displayInstead' } }
  if (localParts.test(name) && !/^[gs]etYear$/.test(name))
    return { kind: 'dependsOnZone', name, code: `${name.slice(0, 3)}UTC${name.slice(3)}` }
  if (name === 'getYear') return { kind: 'dependsOnZone', name, code: 'getUTCFullYear' }
  if (name === 'getTimezoneOffset' || name === 'timeZone') return { kind: 'reckonInUtc', name }
  if (/^to(?:Date|Time)String$/.test(name))
    return { kind: 'dependsOnZone', name, code: 'toISOString' }
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

function explainCall(node: CallExpression): Mistake | undefined {
  const { callee, arguments: given } = node
  if (callee.type === 'Super') return undefined
  const name = nameOf(callee)
  if (name === undefined) return undefined
  if (callee.type === 'MemberExpression' && Object.hasOwn(localized, name)) {
    if (given.length <= localized[name] || isUndefined(given[localized[name]]))
      return {
        kind: isDated(name) ? 'withoutLanguageOrZone' : 'withoutLanguage',
        name,
        code: `${name}(${localized[name] ? 'other, ' : ''}'en')`,
      }
    return isDated(name) && !saysZone(given[1])
      ? { kind: 'withoutZone', name, code: `${name}${inUtc}` }
      : undefined
  }
  if (isNew(name, callee)) return explainFormat(name, given)
  if (callee.type === 'Identifier' && name === 'Date' && given.length === 0)
    return { kind: 'dependsOnZone', name: 'Date()', code: 'new Date().toISOString()' }
  if (name === 'String' && given[0]?.type === 'NewExpression' && nameOf(given[0].callee) === 'Date')
    return { kind: 'dateAsText' }
  if (name === 'toString' && isNewDate(callee)) return { kind: 'dateAsText' }
  if (name === 'parse' && callee.type === 'MemberExpression' && nameOf(callee.object) === 'Date')
    return explainText(given[0])
  return undefined
}

/** What a date is written with, to be the same for all readers. */
const inUtc = "('en', { timeZone: 'UTC' })"

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

function explainFormat(name: string, given: readonly AnyNode[]): Mistake | undefined {
  if (given.length === 0 || isUndefined(given[0]))
    return {
      kind: 'withoutLanguage',
      name: `Intl.${name}`,
      code: `Intl.${name}${name === 'DateTimeFormat' ? inUtc : "('en')"}`,
    }
  return name === 'DateTimeFormat' && !saysZone(given[1])
    ? { kind: 'withoutZone', name: `Intl.${name}`, code: `Intl.${name}${inUtc}` }
    : undefined
}

function explainNew({ callee, arguments: given }: NewExpression): Mistake | undefined {
  const name = nameOf(callee)
  if (name !== undefined && isNew(name, callee)) return explainFormat(name, given)
  if (callee.type !== 'Identifier' || name !== 'Date') return undefined
  if (given.length > 1)
    return {
      kind: 'dependsOnZone',
      name: 'new Date(year, month, …)',
      code: 'new Date(Date.UTC(year, month, …))',
    }
  return explainText(given[0])
}

/** A date as text has a zone, or is a day alone. */
function explainText(node: AnyNode | undefined): Mistake | undefined {
  if (node?.type !== 'Literal' || typeof node.value !== 'string') return undefined
  if (/^\d{4}(?:-\d\d){0,2}$|(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*$/.test(node.value)) return undefined
  return { kind: 'dateWithoutZone', date: JSON.stringify(node.value) }
}
