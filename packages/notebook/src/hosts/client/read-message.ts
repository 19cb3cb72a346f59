import { cutMessage } from '../../kernel/errors.ts'
import { outputLimits } from '../../kernel/limits.ts'
import type { Field, Message, Reason } from '../../strings/message.ts'

/** The fields that a reason has, by its kind; undefined for a kind that the page has no words for. */
export type FieldsOf = (kind: string) => readonly string[] | undefined

/** What a message keeps to. */
const most = {
  /** Reasons within reasons. */
  depth: 6,
  /** Reasons in all. */
  reasons: 20,
  /** Characters of all texts. */
  characters: 2 * outputLimits.message,
  /** Names in a list, and characters of each. */
  names: 100,
  name: 100,
} as const

/** What is left of the limits. */
interface Room {
  reasons: number
  characters: number
}

/**
 * Validates what a message from the worker tells: a text, cut to its limit, or a reason that the page has words for,
 * with all its fields and no others. Anything else is told as unreadable.
 */
export function readMessage(data: unknown, fieldsOf: FieldsOf): Message {
  const room = { reasons: most.reasons, characters: most.characters }
  return readPart(data, room, fieldsOf) ?? { kind: 'unreadable' }
}

function readPart(
  data: unknown,
  room: Room,
  fieldsOf: FieldsOf,
  depth: number = most.depth,
): Message | undefined {
  if (typeof data === 'string') return readText(data, room)
  if (typeof data !== 'object' || data === null || depth === 0 || room.reasons === 0)
    return undefined
  room.reasons--
  const { kind } = data as { kind?: unknown }
  const places = typeof kind === 'string' ? fieldsOf(kind) : undefined
  const fields = places?.map((place): [string, Field | undefined] => [
    place,
    readField((data as Record<string, unknown>)[place], room, fieldsOf, depth - 1),
  ])
  if (!fields || fields.some(([, field]) => field === undefined)) return undefined
  return { kind, ...Object.fromEntries(fields) } as Reason
}

function readField(
  data: unknown,
  room: Room,
  fieldsOf: FieldsOf,
  depth: number,
): Field | undefined {
  if (typeof data === 'number') return Number.isSafeInteger(data) && data >= 0 ? data : undefined
  if (!Array.isArray(data)) return readPart(data, room, fieldsOf, depth)
  const names = data.slice(0, most.names) as unknown[]
  return names.every((it) => typeof it === 'string')
    ? names.map((it) => it.slice(0, most.name))
    : undefined
}

function readText(text: string, room: Room): Message {
  const limit = Math.min(outputLimits.message, room.characters)
  room.characters -= Math.min(text.length, limit)
  return cutMessage(text, limit)
}
