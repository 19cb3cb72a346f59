import type { Message } from '../strings/message.ts'
import { textWithin } from './errors.ts'
import { findNear } from './nearest.ts'

/** As a JavaScript engine says that an object has no such function: `Math.sqr is not a function`. */
const missing = /(?:^|[\s(])([\w$]+)\.([\w$]+) is not a (?:function|constructor)/

/** The most names of an object that are compared. */
const mostNames = 5_000

/**
 * The message of a failure, and where a misspelt name of an object has caused it, the name that was most
 * likely meant.
 * @param scope the objects that the code could name
 */
export function suggestMember(message: Message, scope: Readonly<Record<string, unknown>>): Message {
  const [, name, member] = missing.exec(textWithin(message)) ?? []
  if (name === undefined || !Object.hasOwn(scope, name)) return message
  const near = findNear(member, namesOf(scope[name]))
  return near === undefined ? message : { kind: 'meant', message, name: `${name}.${near}` }
}

/** As engines say that functions call each other without an end. */
const endless = /Maximum call stack size exceeded|too much recursion/

/** The message of a failure, with the cure where a function calls itself without an end. */
export function explainRecursion(message: Message): Message {
  return endless.test(textWithin(message)) ? { kind: 'endlessRecursion', message } : message
}

/** The names of an object and its prototypes; none where reading them throws. */
function namesOf(value: unknown): string[] {
  const names: string[] = []
  try {
    for (let object: unknown = Object(value); object; object = Object.getPrototypeOf(object)) {
      names.push(...Object.getOwnPropertyNames(object).slice(0, mostNames))
      if (names.length > mostNames) break
    }
  } catch {
    return []
  }
  return names.filter((it) => !/^\d/.test(it))
}
