import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { messageOf } from '../../kernel/errors.ts'
import { tellAuthor } from '../../strings/failures.ts'
import type { Message, Reason } from '../../strings/message.ts'
import { placeAt } from '../../text/place.ts'
import { findOrigin, type Origin } from './find-origin.ts'

/** Why a module of the library could not be loaded, and where. */
export class ImportError extends Error {
  readonly told: Message
  readonly origin: Origin

  constructor({ told, origin }: { told: Message; origin: Origin }) {
    super(tellAuthor(told))
    this.told = told
    this.origin = origin
  }
}

/**
 * Explains why a module could not be loaded: its syntax, what it imports, or what it throws.
 * @param error what `import` threw
 * @param url the module that was imported, which is blamed if nothing else is known
 */
export function locateImportError(error: unknown, url: string): ImportError {
  const { stack = '', message = '' } = error as { stack?: string; message?: string }
  return new ImportError(
    findMissing(message) ?? {
      told: explain(message, error),
      origin: findMarked(stack) ??
        findOrigin(stack) ?? { file: fileURLToPath(url), line: 1, column: 1 },
    },
  )
}

/** What cannot be found is blamed on the import that names it. */
function findMissing(message: string): Pick<ImportError, 'told' | 'origin'> | undefined {
  const [, what, wanted, file] =
    /^Cannot find (module|package) '(.*)' imported from (.*)$/.exec(message) ?? []
  if (!file || !existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(["'])(.*?)\1/g)].find(([, , it]) =>
    what === 'package'
      ? it === wanted || it.startsWith(`${wanted}/`)
      : resolve(dirname(file), it) === wanted,
  )
  const specifier = found?.[2] ?? wanted
  const at = found ? found.index + found[0].lastIndexOf(specifier) - 1 : 0
  const cure: Reason = existsSync(`${wanted}.ts`)
    ? { kind: 'carryEnding', path: specifier }
    : { kind: what === 'package' ? 'installPackage' : 'noSuchFile' }
  return {
    told: { kind: 'missingModule', path: specifier, cure },
    origin: { file, ...placeAt(text, at) },
  }
}

/** The place that Node marks above its message: the file with a line, that line, and marks below. */
function findMarked(stack: string): Origin | undefined {
  const lines = stack.split('\n')
  const [, path, row] = /^(.+):(\d+)$/.exec(lines[0]) ?? []
  if (!path) return undefined
  const marks = lines.findIndex((it) => /^\s*\^+\s*$/.test(it))
  const column = marks < 0 ? 1 : lines[marks].indexOf('^') + 1
  return { file: path.startsWith('file:') ? fileURLToPath(path) : path, line: Number(row), column }
}

const erased = /^TypeScript (.*) (?:is|are) not supported in strip-only mode$/

function explain(message: string, error: unknown): Message {
  const [, what] = erased.exec(message) ?? []
  if (what) return { kind: 'onlyTypes', what }
  const [, module, name] =
    /^The requested module '(.*)' does not provide an export named '(.*)'$/.exec(message) ?? []
  if (module) return { kind: 'notExported', name, module }
  if (message.startsWith('require is not defined')) return { kind: 'noRequire' }
  return (error as Error).name === 'SyntaxError'
    ? { kind: 'syntax', message: lower(message) }
    : messageOf(error)
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
