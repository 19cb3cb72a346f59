import { findNear } from './nearest.ts'

/** As a JavaScript engine says that an object has no such function: `Math.sqr is not a function`. */
const missing = /(?:^|[\s(])([\w$]+)\.([\w$]+) is not a (?:function|constructor)/

/** The most names of an object that are compared. */
const mostNames = 5_000

/**
 * What the message of an error ends with that a misspelt name of an object has caused: the name that
 * was most likely meant. Empty for all other errors.
 * @param scope the objects that the code could name
 */
export function suggestMember(message: string, scope: Readonly<Record<string, unknown>>): string {
  const [, name, member] = missing.exec(message) ?? []
  if (name === undefined || !Object.hasOwn(scope, name)) return ''
  const near = findNear(member, namesOf(scope[name]))
  return near === undefined ? '' : `; did you mean \`${name}.${near}\`?`
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
