import type { CellUpdate } from '../hosts/client/cell-update.ts'
import type { FieldsOf } from '../hosts/client/read-message.ts'
import { cutMessage } from '../kernel/errors.ts'
import { outputLimits } from '../kernel/limits.ts'
import type { Failure } from '../kernel/output.ts'
import type { FailureTexts } from '../strings/failures/en.ts'
import { tell, type Message } from '../strings/message.ts'

/** What a session reports of a cell, in the words of the page's language. */
export function tellUpdate(update: CellUpdate<Message>, texts: FailureTexts): CellUpdate {
  switch (update.type) {
    case 'failure':
    case 'refused':
      return { type: update.type, failure: tellFailure(update.failure, texts) }
    case 'stopped': {
      const { reason } = update
      if (reason.kind !== 'broken') return { type: 'stopped', reason }
      return { type: 'stopped', reason: { ...reason, message: tellShort(reason.message, texts) } }
    }
    default:
      return update
  }
}

/** The fields of each reason in a table, which are the places of its text. */
export function toFieldsOf({ reasons }: FailureTexts): FieldsOf {
  const fields = new Map(
    Object.entries(reasons).map(([kind, text]) => [kind, findPlaces(text)] as const),
  )
  return (kind) => fields.get(kind)
}

const findPlaces = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{(\w+)}/g)].map(([, place]) => place)),
]

function tellFailure(failure: Failure, texts: FailureTexts): Failure<string> {
  return { ...failure, message: tellShort(failure.message, texts) }
}

/** A few words of ours round a text of others that may have the full length. */
const longest = 2 * outputLimits.message

// Within its limits, what a cell has forged may still come to a long text.
function tellShort(message: Message, texts: FailureTexts): string {
  const told = tell(message, texts)
  return tell(cutMessage(told, longest), texts)
}
