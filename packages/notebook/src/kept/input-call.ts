import type { Json } from '../kernel/json.ts'

/** An input that a reader makes by a call, as the only line of a cell: `slider('a', { min: 0, max: 10 })`. */
export type InputCall =
  | { kind: 'slider'; name: string; min: number; max: number; step: number; value: number }
  | { kind: 'choice'; name: string; options: string[]; value: string }
  | { kind: 'toggle'; name: string; value: boolean }
  | { kind: 'data'; name: string }

const nameText = '[A-Za-z_$][\\w$]*'
const kindText = 'slider|choice|toggle|data'

/** Such a call, by itself or as what a constant begins with. */
const start = new RegExp(`^\\s*(?:const\\s+(${nameText})\\s*=\\s*)?(${kindText})\\s*\\(\\s*['"\`]`)
const call = new RegExp(
  `^\\s*(?:const\\s+(${nameText})\\s*=\\s*)?(${kindText})\\s*\\(\\s*(['"\`])(${nameText})\\3\\s*(?:,\\s*([^]*?))?\\s*,?\\s*\\)\\s*;?\\s*$`,
)

/** Whether code means to be such a call. A constant of another name may as well be what a function of the reader's gives. */
export function looksLikeInput(source: string): boolean {
  const [, constant, kind] = start.exec(withoutComments(source)) ?? []
  return kind !== undefined && (constant === undefined || kind !== 'data' || isCall(source))
}

const isCall = (source: string): boolean => readInputCall(source) !== undefined

/**
 * Reads such a call; undefined where it is written in another way than the examples in its error. Comments may stand around it,
 * and `const a =` before it where `a` is its name.
 */
export function readInputCall(source: string): InputCall | undefined {
  const [, constant, kind, , name, text] = call.exec(withoutComments(source)) ?? []
  if (!kind || (constant !== undefined && constant !== name)) return undefined
  const options = text === undefined ? {} : readLiteral(text)
  if (kind === 'data') return { kind, name }
  if (kind === 'choice') return toChoice(name, options)
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return undefined
  if (kind === 'toggle') return { kind, name, value: options['value'] === true }
  return toSlider(name, options)
}

/** Code with a blank in the place of each comment; what looks like one within a string stays. */
function withoutComments(source: string): string {
  return source.replace(
    /('[^'\\\n]*'|"[^"\\\n]*"|`[^`]*`)|\/\/[^\n]*|\/\*[^]*?\*\//g,
    (_, string: string | undefined) => string ?? ' ',
  )
}

/** The call with the value that a reader had chosen; undefined where it does not fit. */
export function withValue(call: InputCall, value: Json): InputCall | undefined {
  switch (call.kind) {
    case 'slider':
      return typeof value === 'number' && value >= call.min && value <= call.max
        ? { ...call, value }
        : undefined
    case 'choice':
      return typeof value === 'string' && call.options.includes(value)
        ? { ...call, value }
        : undefined
    case 'toggle':
      return typeof value === 'boolean' ? { ...call, value } : undefined
    case 'data':
      return undefined
  }
}

function toSlider(name: string, options: Record<string, Json>): InputCall | undefined {
  const { min = 0, max = 1 } = options
  if (typeof min !== 'number' || typeof max !== 'number' || !(min < max)) return undefined
  const { step = (max - min) / 100, value = min } = options
  if (typeof step !== 'number' || typeof value !== 'number' || !(step > 0)) return undefined
  return { kind: 'slider', name, min, max, step, value: Math.min(max, Math.max(min, value)) }
}

function toChoice(name: string, options: Json | undefined): InputCall | undefined {
  if (!Array.isArray(options) || options.length === 0) return undefined
  const texts = options.map(String)
  return { kind: 'choice', name, options: texts, value: texts[0] }
}

/** A literal as people write it: names and single quotes become JSON's. */
function readLiteral(text: string): Json | undefined {
  const strings: string[] = []
  const hidden = text.replace(
    /'([^'\\\n]*)'|"([^"\\\n]*)"/g,
    (_, single: string, double: string) => {
      strings.push(single ?? double)
      return `"${strings.length - 1}"`
    },
  )
  const json = hidden
    .replace(/([{,]\s*)([A-Za-z_$][\w$]*)\s*:/g, (_, start: string, key: string) => {
      strings.push(key)
      return `${start}"${strings.length - 1}":`
    })
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/(^|[\s,:[{-])\.(\d)/g, '$10.$2')
    .replace(/"(\d+)"/g, (_, index: string) => JSON.stringify(strings[Number(index)]))
  try {
    return JSON.parse(json) as Json
  } catch {
    return undefined
  }
}

/** The code that gives an input its value, as cells see it. */
export function toInputCode(name: string, value: Json): string {
  return `const ${name} = ${JSON.stringify(value)}`
}
