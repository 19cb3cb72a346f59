import type { Json } from '../kernel/json.ts'
import type { Steps } from '../kernel/steps.ts'

/** Characters that are parsed at once; a page cannot rest within them. */
const most = 100_000
/** Brackets, quotes and commas that are looked at without a rest. */
const pace = 10_000
/** Brackets within brackets: what lies deeper no cell could show. */
const deepest = 1_000
/** Levels of long lists and records within one another that are taken apart: each level is read once more. */
const mostLevels = 16

/** Neighbouring items of a list, or members of a record, with the commas between them. */
interface Group {
  start: number
  end: number
  count: number
}

/**
 * What `JSON.parse` makes of a text without blanks at its ends, in steps: long lists and records are taken apart, and their items
 * parsed some at a time.
 * @throws SyntaxError where `JSON.parse` throws one, and for brackets within more than a thousand others in a long text.
 */
export function* parseJson(text: string, level = 0): Steps<Json> {
  const isList = text.startsWith('[')
  if (text.length <= most || level === mostLevels || (!isList && !text.startsWith('{')))
    return JSON.parse(text) as Json
  const groups = yield* splitItems(text)
  return isList ? yield* parseList(text, groups, level) : yield* parseRecord(text, groups, level)
}

function* parseList(text: string, groups: readonly Group[], level: number): Steps<Json> {
  const list: Json[] = []
  for (const { start, end, count } of groups) {
    const part = trimBlanks(text.slice(start, end))
    if (count === 1) list.push(yield* parseJson(part, level + 1))
    else for (const item of JSON.parse(`[${part}]`) as Json[]) list.push(item)
    yield
  }
  return list
}

function* parseRecord(text: string, groups: readonly Group[], level: number): Steps<Json> {
  const members: [string, Json][] = []
  for (const { start, end, count } of groups) {
    const part = trimBlanks(text.slice(start, end))
    if (count === 1) members.push(yield* parseMember(part, level + 1))
    else {
      const record = JSON.parse(`{${part}}`) as Record<string, Json>
      for (const member of Object.entries(record)) members.push(member)
    }
    yield
  }
  // Not by assignment, to which `__proto__` would mean something else.
  return Object.fromEntries(members)
}

function* parseMember(text: string, level: number): Steps<[string, Json]> {
  const nameEnd = text.startsWith('"') ? findStringEnd(text, 0) : 0
  const colon = text.indexOf(':', nameEnd)
  if (nameEnd === 0 || colon < 0) throw new SyntaxError('JSON: a member without a name or a value')
  const name = JSON.parse(text.slice(0, colon)) as string
  return [name, yield* parseJson(trimBlanks(text.slice(colon + 1)), level)]
}

/**
 * The items of the list or record that a text is, in groups that are parsed together; what is long stands alone. Whether they are
 * right is told when they are parsed.
 */
function* splitItems(text: string): Steps<Group[]> {
  const groups: Group[] = []
  const sign = /["[\]{},]/g
  let depth = 0
  let start = 1
  for (let looked = 1; ; looked++) {
    const found = sign.exec(text)
    if (!found) throw new SyntaxError('JSON: a bracket that is not closed')
    const at = found.index
    if (found[0] === '"') sign.lastIndex = findStringEnd(text, at)
    else if (found[0] === '[' || found[0] === '{') depth += 1
    else if (found[0] !== ',') depth -= 1
    if (depth > deepest) throw new SyntaxError('JSON: brackets within too many others')
    if (depth === 0 || (depth === 1 && found[0] === ',')) {
      addItem(groups, start, at)
      start = at + 1
    }
    if (depth === 0) return endGroups(text, groups)
    if (looked % pace === 0) yield
  }
}

function addItem(groups: Group[], start: number, end: number): void {
  const last = groups.at(-1)
  if (last && end - last.start <= most) {
    last.end = end
    last.count += 1
  } else groups.push({ start, end, count: 1 })
}

/** The groups, if the bracket behind the last of them ends the text. */
function endGroups(text: string, groups: Group[]): Group[] {
  const { end } = groups[groups.length - 1]
  if (end !== text.length - 1 || text[end] !== (text.startsWith('[') ? ']' : '}'))
    throw new SyntaxError('JSON: the first bracket is closed before the end, or by another kind')
  const isEmpty =
    groups.length === 1 && groups[0].count === 1 && trimBlanks(text.slice(1, end)) === ''
  return isEmpty ? [] : groups
}

/** Behind the quote that closes the string at `start`: the first that has an even number of backslashes before it. */
function findStringEnd(text: string, start: number): number {
  let quote = start
  for (;;) {
    quote = text.indexOf('"', quote + 1)
    if (quote < 0) throw new SyntaxError('JSON: a quote that is not closed')
    let escaped = quote
    while (text[escaped - 1] === '\\') escaped -= 1
    if ((quote - escaped) % 2 === 0) return quote + 1
  }
}

/** A text without the blanks of JSON at its ends, which are fewer than those that `trim` knows. */
function trimBlanks(text: string): string {
  const isBlank = (at: number): boolean => ' \t\n\r'.includes(text[at])
  let start = 0
  let end = text.length
  while (start < end && isBlank(start)) start += 1
  while (end > start && isBlank(end - 1)) end -= 1
  return text.slice(start, end)
}
