import { placeAt } from '../../text/place.ts'
import type { Place } from '../../kernel/program.ts'
import type { Mistake } from '../../strings/mistakes.ts'
import { ToldError } from './told-error.ts'

/** A value of a JSON file, with the offsets of what it is made of. */
export interface JsonNode {
  value: unknown
  start: number
  /** Of an object: its keys, each with its own offset and its value; the last of a key twice wins. */
  entries?: { key: string; start: number; node: JsonNode }[]
  items?: JsonNode[]
}

/** What keeps a JSON file from being read, with its place and the cure. */
export class JsonError extends ToldError {
  readonly place: Place

  constructor(text: string, offset: number, told: Mistake) {
    super(told)
    this.place = placeAt(text, offset)
  }
}

/** Reads JSON with places. @throws JsonError at the first sign that does not belong there */
export function readJson(text: string): JsonNode {
  const reader = new Reader(text)
  const node = reader.value()
  reader.end()
  return node
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): JsonNode {
    this.#skip()
    const start = this.#at
    const sign = this.#text[start]
    if (sign === '{') return this.#object(start)
    if (sign === '[') return this.#array(start)
    if (sign === '"') return { value: this.#string(), start }
    const [word = ''] = /^[^\s,\]}:"]+/.exec(this.#text.slice(start)) ?? []
    const known = { true: true, false: false, null: null } as Record<string, unknown>
    if (Object.hasOwn(known, word)) {
      this.#at += word.length
      return { value: known[word], start }
    }
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) {
      this.#at += word.length
      return { value: Number(word), start }
    }
    throw this.#wrong(start, explainWord(word, sign))
  }

  end(): void {
    this.#skip()
    if (this.#at < this.#text.length)
      throw this.#wrong(this.#at, { kind: 'behindEnd', sign: this.#text[this.#at] })
  }

  #object(start: number): JsonNode {
    const entries: { key: string; start: number; node: JsonNode }[] = []
    this.#at++
    while (!this.#closes('}', entries.length > 0, start)) {
      this.#skip()
      const at = this.#at
      if (this.#text[at] === '{') throw this.#unclosed('{', start, at)
      if (this.#text[at] !== '"') throw this.#wrong(at, this.#explainKey(at))
      const key = this.#string()
      this.#skip()
      if (this.#text[this.#at] !== ':') throw this.#wrong(this.#at, { kind: 'missingColon', key })
      this.#at++
      entries.push({ key, start: at, node: this.value() })
    }
    const value = Object.fromEntries(entries.map(({ key, node }) => [key, node.value]))
    return { value, start, entries }
  }

  #array(start: number): JsonNode {
    const items: JsonNode[] = []
    this.#at++
    while (!this.#closes(']', items.length > 0, start)) items.push(this.value())
    return { value: items.map((it) => it.value), start, items }
  }

  /** Whether a list or an object ends here; a comma before the next part is read. */
  #closes(sign: ']' | '}', some: boolean, start: number): boolean {
    const before = this.#at
    this.#skip()
    const found = this.#text[this.#at]
    if (found === undefined)
      throw this.#wrong(start, { kind: 'unclosedBracket', bracket: sign === ']' ? '[' : '{', sign })
    if (found === sign) {
      this.#at++
      return true
    }
    if (!some) return false
    if (found === (sign === '}' ? ']' : '}') && /^[\s]*[,\]}]/.test(this.#text.slice(this.#at + 1)))
      throw this.#wrong(this.#at, { kind: 'wrongBracket', found, sign })
    if (found === (sign === '}' ? ']' : '}'))
      throw this.#unclosed(sign === '}' ? '{' : '[', start, before)
    if (found === ';') throw this.#wrong(this.#at, { kind: 'wrongComma' })
    // A quote in a text has ended it.
    if (this.#at === before && this.#text[before - 1] === '"' && /[\p{L}\d]/u.test(found))
      throw this.#wrong(before - 1, { kind: 'quoteInText' })
    if (found !== ',') throw this.#wrong(before, { kind: 'missingCommaBefore', word: this.#word() })
    const comma = this.#at++
    this.#skip()
    if (this.#text[this.#at] === sign) throw this.#wrong(comma, { kind: 'commaBefore', sign })
    return false
  }

  #string(): string {
    const start = this.#at++
    let text = ''
    for (;;) {
      const sign = this.#text[this.#at]
      if (sign === undefined || sign === '\n' || sign === '\r')
        throw this.#wrong(start, { kind: 'unclosedJsonQuote' })
      this.#at++
      if (sign === '"') return text
      text += sign === '\\' ? this.#escape() : sign
    }
  }

  /** In a list of TeX, a lone backslash that JSON reads as a control sign is a command's. */
  #escape(): string {
    const at = this.#at - 1
    const sign = this.#text[this.#at++]
    const [command = ''] = /^[a-zA-Z]{2,}/.exec(this.#text.slice(at + 1)) ?? []
    if (sign === 'u') {
      const code = /^[\da-fA-F]{4}/.exec(this.#text.slice(this.#at))?.[0]
      if (code !== undefined) {
        this.#at += 4
        return String.fromCharCode(parseInt(code, 16))
      }
    }
    if (sign === "'") throw this.#wrong(at, { kind: 'needlessBackslash', sign })
    if (!Object.hasOwn(escapes, sign ?? ''))
      throw this.#wrong(at, { kind: 'singleBackslash', command: command || (sign ?? '') })
    if (/[bfnrt]/.test(sign) && command !== '')
      throw this.#wrong(at, { kind: 'singleBackslash', command })
    return escapes[sign]
  }

  #skip(): void {
    this.#at += /^\s*/.exec(this.#text.slice(this.#at))![0].length
    if (/^\/[/*]/.test(this.#text.slice(this.#at, this.#at + 2)))
      throw this.#wrong(this.#at, { kind: 'commentInJson' })
  }

  #explainKey(at: number): Mistake {
    const [word = ''] = /^[^\s:,}]+/.exec(this.#text.slice(at)) ?? []
    return /^['“”‘’]/.test(word)
      ? { kind: 'wrongQuoteOfKey', word }
      : { kind: 'keyWithoutQuotes', word }
  }

  #word(): string {
    return /^(?:"[^"\n]*"?|\S+)/.exec(this.#text.slice(this.#at))?.[0].slice(0, 40) ?? ''
  }

  /** What should have been closed before `at`. */
  #unclosed(sign: '{' | '[', start: number, at: number): JsonError {
    const { line } = placeAt(this.#text, start)
    const close = sign === '{' ? '}' : ']'
    return this.#wrong(at, { kind: 'unclosedBracketOf', sign, line, close })
  }

  #wrong(offset: number, told: Mistake): JsonError {
    return new JsonError(this.#text, offset, told)
  }
}

function explainWord(word: string, sign: string | undefined): Mistake {
  if (sign === undefined) return { kind: 'endsTooEarly' }
  if (/^['“”‘’]/.test(word)) return { kind: 'wrongQuoteOfText', word }
  if (/^[,:\]}]$/.test(sign)) return { kind: 'valueBefore', sign }
  if (sign === '(') return { kind: 'wrongBracket', found: sign, sign: '{' }
  return { kind: 'noJsonValue', word }
}
