import type { Mistake, PlainMistakeKind } from '../strings/mistakes.ts'

/** What an author can do about the usual errors of TypeScript, by their codes. */
const cures: Readonly<Record<number, PlainMistakeKind>> = {
  2304: 'defineIt',
  2314: 'writeTypes',
  2322: 'giveOrCorrect',
  2339: 'checkSpellingAndValue',
  2345: 'passOrCorrect',
  2349: 'onlyFunctionsAreCalled',
  2353: 'checkOrLeaveOut',
  2355: 'returnValue',
  2362: 'makeNumber',
  2363: 'makeNumber',
  2365: 'makeBothAlike',
  2367: 'compareWithPossible',
  2454: 'giveValueFirst',
  2488: 'giveList',
  2493: 'listIsShorter',
  2531: 'checkFirst',
  2532: 'checkFirst',
  2533: 'checkFirst',
  2554: 'passAsMany',
  2469: 'writeString',
  2511: 'makeConcrete',
  2564: 'initialize',
  2695: 'keepMeant',
  2743: 'asManyTypes',
  2555: 'passAsMany',
  2558: 'asManyTypesAsTaken',
  2588: 'declareWithLet',
  2739: 'addThem',
  2740: 'addThem',
  2741: 'addIt',
  2769: 'passForm',
  7005: 'typeOfVariable',
  7006: 'typeOfParameter',
  7015: 'typeOfIndex',
  7019: 'typeOfRest',
  7031: 'typeOfWhole',
  7034: 'typeOfList',
  7053: 'typeOfObject',
  18046: 'checkWhatItIs',
  18047: 'checkFirst',
  18048: 'checkFirst',
  18049: 'checkFirst',
}

/** A message of TypeScript with its code, and the cure, where one is known and the message has none of its own. */
export function withTypeCure(message: string, code: number): Mistake {
  const cure = /Did you mean/.test(message) ? undefined : cures[code]
  const told = { message, code: String(code) }
  return cure === undefined
    ? { kind: 'typeError', ...told }
    : { kind: 'typeErrorCured', ...told, cure: { kind: cure } }
}
