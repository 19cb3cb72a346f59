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
  2362: 'numberOrItems',
  2363: 'numberOrItems',
  2365: 'makeBothAlike',
  2367: 'compareWithPossible',
  2448: 'moveUp',
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
  2839: 'compareItems',
  2555: 'passAsMany',
  2558: 'asManyTypesAsTaken',
  2578: 'takeDirectiveAway',
  2588: 'declareWithLet',
  2739: 'addThem',
  2740: 'addThem',
  2741: 'addIt',
  2769: 'passForm',
  7005: 'typeOfVariable',
  7006: 'typeOfParameter',
  7009: 'leaveNewOut',
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

type CureOfType = readonly [codes: readonly number[], says: RegExp, cure: Mistake]

/** Types of lists and of texts, as the compiler writes them. */
const list = '.*\\[\\]'
const text = 'string|"[^"]*"'

/** What to write for properties that a type has in other languages. */
const writeFor = (type: string, names: Readonly<Record<string, string>>): CureOfType[] =>
  Object.entries(names).map(([name, code]) => [
    [2339, 2551],
    new RegExp(`'${name}' .* '(?:${type})'`),
    { kind: 'write', code },
  ])

/** Cures for what some types are, by what the compiler says of them. */
const ofTypes: readonly CureOfType[] = [
  [[2339, 2551], /on type 'Promise</, { kind: 'awaitFirst' }],
  [[2339, 2551], /on type '(?:Async)?(?:Generator|Iterator)\w*</, { kind: 'spreadFirst' }],
  [
    [2339, 2551],
    /Property 'ln' does not exist on type 'Math'/,
    { kind: 'write', code: 'Math.log' },
  ],
  [
    [2339, 2551],
    /Property 'sum' does not exist on type 'Math'/,
    { kind: 'write', code: 'list.reduce((a, b) => a + b, 0)' },
  ],
  [
    [2339, 2551],
    /Property '(?:toFixed|toPrecision|toExponential)' does not exist on type '(?:string|"[^"]*")'/,
    { kind: 'makeNumber' },
  ],
  [[2365], /types '(?:number\[\]|readonly number\[\])'/, { kind: 'itemByItem' }],
  [[2365], /Operator '[<>]=?' cannot be applied to types 'boolean'/, { kind: 'compareTwice' }],
  [
    [2345],
    /'(?:readonly )?number\[\]' is not assignable to parameter of type 'number'/,
    { kind: 'spreadList' },
  ],
  [
    [2339, 2551],
    /Property '(?:length|count)' does not exist on type '(?:Set|Map)</,
    { kind: 'write', code: 'size' },
  ],
  ...writeFor(list, {
    append: 'push',
    extend: 'push(...others)',
    sum: 'reduce((a, b) => a + b, 0)',
  }),
  ...writeFor(`${list}|${text}`, {
    size: 'length',
    count: 'length',
    len: 'length',
    contains: 'includes',
    index: 'indexOf',
  }),
  ...writeFor(text, {
    upper: 'toUpperCase',
    lower: 'toLowerCase',
    strip: 'trim',
    startswith: 'startsWith',
    endswith: 'endsWith',
    format: '`… ${x} …`',
  }),
  [[2488], /Type 'Async/, { kind: 'forAwait' }],
  [[2349], /Type 'Promise</, { kind: 'awaitFirst' }],
  [[2362, 2363, 2365], /'Promise</, { kind: 'awaitFirst' }],
  // To await is no cure where a promise is wanted.
  [
    [2322, 2345],
    /^(?:Type|Argument of type) 'Promise<(?!.* to (?:parameter of )?type 'Promise<)/,
    { kind: 'awaitFirst' },
  ],
]

/** Cures that are others in a module: its names come by imports. */
const inModules: Readonly<Record<number, PlainMistakeKind>> = { 2304: 'defineOrImport' }

interface CureOptions {
  /** The code whose cure it has. Default: its own. */
  like?: number
  /** Whether it is of a module of the book, and not of a page. */
  isOfModule?: boolean
}

/** A message of TypeScript with its code, and the cure, where one is known and the message has none of its own. */
export function withTypeCure(
  message: string,
  code: number,
  { like = code, isOfModule = false }: CureOptions = {},
): Mistake {
  const told = { message, code: String(code) }
  const ofType = ofTypes.find(([codes, says]) => codes.includes(code) && says.test(message))
  // What the compiler suggests for these is a name that is spelt alike and does something else.
  if (ofType) {
    const [said] = message.split(/ Did you mean/)
    return { kind: 'typeErrorCured', message: said, code: told.code, cure: ofType[2] }
  }
  const ofCode = (isOfModule ? inModules[like] : undefined) ?? cures[like]
  const cure = /Did you mean/.test(message) ? undefined : ofCode
  return cure === undefined
    ? { kind: 'typeError', ...told }
    : { kind: 'typeErrorCured', ...told, cure: { kind: cure } }
}
