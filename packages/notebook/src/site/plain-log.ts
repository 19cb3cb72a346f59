import { stripVTControlCharacters } from 'node:util'

/** What Astro's logger writes, as far as it is read here. */
interface LogEvent {
  level: string
  message: string
}

/** The part of a logger's options that says where it writes to. */
export interface LogOptions<Event extends LogEvent = LogEvent> {
  level: string
  destination: { write: (event: Event) => unknown }
}

/**
 * A mistake with its place, as a path from the book's folder: `MDXError: content/en/01-a.mdx:3:4: …`. There may be blanks
 * below its first folder; before that they are of a sentence.
 */
const mistake = /^(?:\w*Errors?: )?((?!file:)[^\s:/\\]+(?:[/\\][^\n:]*)?:\d+:\d+: )/

/** What Astro adds as it answers the request. */
const ofAnswer = /\n\s*Stack trace:/

/** Where what an author can use ends: stacks are of Astro and Vite. */
const stack = /\n(?:\s+at |\s*(?:Location|Stack trace):)/

/**
 * Has the terminal tell what is wrong with a page once, with its places and cures. Astro tells an error as it was thrown,
 * and again as it answers the request, with a stack each time. With `--verbose` all of it stays.
 */
export function plainLog<Event extends LogEvent>(options: LogOptions<Event>): void {
  const { destination } = options
  let last: string | undefined
  let wasAnswered = false
  const write = (event: Event): void => {
    const message = options.level === 'debug' ? undefined : withoutStack(event)
    const isAnswer = isOfAnswer(event)
    // What is thrown after an answer was found again, though nothing may be told in between.
    const isToldAgain = message !== undefined && message === last && (isAnswer || !wasAnswered)
    last = message
    wasAnswered = isAnswer
    if (!isToldAgain) destination.write(message === undefined ? event : { ...event, message })
  }
  options.destination = withWrite(destination, write)
}

/** Has the end of a build that fails tell what is wrong with a page in the same way. */
export function plainErrors(console: { error: (...values: unknown[]) => void }): void {
  const tell = console.error.bind(console)
  console.error = (...values) =>
    tell(...values.map((it) => (typeof it === 'string' ? plainMessage(it) : it)))
}

const plainMessage = (message: string): string =>
  withoutStack({ level: 'error', message }) ?? message

const isOfAnswer = ({ message }: LogEvent): boolean =>
  ofAnswer.test(stripVTControlCharacters(message))

/** A destination that writes in another way, and else is the same: it may be of a class. */
function withWrite<T extends object>(destination: T, write: unknown): T {
  return new Proxy(destination, {
    get(it, name) {
      const value: unknown = name === 'write' ? write : Reflect.get(it, name)
      return typeof value === 'function' ? (value.bind(it) as unknown) : value
    },
  })
}

/** The message of a page's mistake; undefined for all else. */
function withoutStack({ level, message }: LogEvent): string | undefined {
  if (level !== 'error') return undefined
  const plain = stripVTControlCharacters(message)
  if (!mistake.test(plain)) return undefined
  return plain.replace(mistake, '$1').split(stack)[0]
}
