/**
 * What is told of a cell that fails or is refused, in English: a text for each reason. A name in braces is a
 * field of the reason, filled in by `tell`; another language is a table of the same type beside this one.
 */
export const failures = {
  /** How browsers know the language, which writes its numbers. */
  tag: 'en',
  /** Between the names of a list. */
  between: ', ',
  reasons: {
    /** Behind the name of what was thrown. */
    withoutMessage: '{name}: without a message',
    noMessage: 'without a message',
    thrown: 'thrown: {value}',
    thrownHidden: 'thrown: a value that cannot be shown',
    /** Of a message that says nothing the page can read. */
    unreadable: 'failed without a message',
    cut: '{text}… {count} more characters',

    /** A failure that is of another cell, or came about by one; `message` is what that one says. */
    waitsFor: 'waits for cell `{cell}`, which failed: {message}',
    waitsByWay: 'waits for cell `{cell}` by way of {way}, which failed: {message}',
    inCell: 'cell `{cell}`: {message}',
    thrownIn: '{message}, thrown in cell `{cell}`, line {line}',
    shadowed: '{message}; `{name}` is here that of {owner}, not the library’s',
    changesOthers:
      'changes `{name}`, which belongs to {owner}: what cells show would depend on how often this one ran; work on a copy, such as `structuredClone({name})`',
    cell: 'cell `{name}`',
    input: 'input `{name}`',
    theInput: 'the input `{name}`',
    aValue: 'a value in the text',

    endlessRecursion:
      '{message}; a function calls itself without an end: let it return before the next call where it is to stop',

    /** What nobody caught. */
    unawaited:
      'a promise that nothing awaits was rejected: {message}; await it, or give it a catch',
    fromCallback:
      'thrown by a callback: {message}; catch it there: nothing waits for what a callback throws',
    fromTimer:
      'thrown by a timer: {message}; catch it there: nothing waits for what a timer throws',
    atLaterValue: 'thrown at a later value of a generator: {message}',
    unstoppedInterval:
      'interval that nothing stops: each run of the cell leaves one more of it behind; give it a name, and write invalidation.then(() => clearInterval(name))',

    /** What a cell shows. */
    cannotBeShown: 'cannot be shown: {message}',
    longMarkup:
      'the markup has {count} characters, and {most} are allowed; draw fewer elements, or shorter numbers',
    twoGenerators:
      'two generators: a cell that plays has one, which no other name and not the cell’s end show again; give the other a cell of its own',

    /** Cells that do not fit each other. */
    twoInputs: 'defined twice: `{name}` is declared by two inputs; rename one',
    definedTwice: 'defined twice: `{name}` is already defined by {owner}; rename one',
    givenToAll: 'reserved name: `{name}` is given to every cell; choose another',
    partOfJavaScript: 'reserved name: `{name}` is a part of JavaScript; choose another',
    noLongerDefines:
      'no longer defines `{name}`, which {needing} needs; define it, or change that first',
    circle: 'circle: {cells}; each waits for the next: let one of them do without',
    unknownName: 'unknown name: `{name}` is not defined by any cell, input or the library; {cure}',
    unusable: '`{name}` cannot be used here: {why}',

    /** Why a name cannot be used. */
    noNetwork: 'cells have no network',
    noStorage: 'cells have no storage',
    apart: 'cells run apart from the page',
    inNodeToo: 'cells run in the browser as well as in Node',
    noModules: 'cells cannot load modules; the library’s names are in scope already',
    noEval: 'write the code into the cell',
    fewPages: 'browsers give it to few pages; use an ArrayBuffer',
    noSharedMemory: 'there is no shared memory in a cell',
    notInBrowsers: 'browsers lack it',
    useDisplay: 'cells run apart from the page; show a value as the last line, or with display(…)',
    useToggle: 'cells run apart from the page; use a <Toggle>',
    useInput: 'cells run apart from the page; use an input, such as a <Slider>',
    useGenerator: 'cells run apart from the page; let a generator yield what is shown next',
    oneThread: 'a cell runs in one thread; await what takes long',
    noPictures: 'cells have no network; make an element with document.createElement',
    showElement: 'end the cell with the element itself',
    useWidth: 'cells run apart from the page; `width` is the width to draw for',
    useBytes: 'cells run in the browser as well as in Node; use a Uint8Array',
    useTimeout: 'cells run in the browser as well as in Node; use setTimeout or a promise',
    noFiles: 'cells load nothing; data come with the library',
    noExports: 'a cell exports nothing; its top-level names are in scope everywhere',
    useAnyInput: 'cells run apart from the page; use an input',
    plainElements: 'cells run apart from the page; make plain elements with document.createElement',
    inTypeScript: 'write it in TypeScript',
    useRandom: 'it differs with each run; use random()',
    noArguments: 'only what is written with `function`, and methods, have arguments',

    /** What to write instead of a name, or of what was misspelt. */
    didYouMean: 'did you mean `{name}`?',
    /** Behind the message of an error that a misspelt name has caused. */
    meant: '{message}; did you mean `{name}`?',
    lookalike: '`{name}` looks the same and has letters of another alphabet: write both alike',
    write: 'write {code}',
    mapWithMath: 'write Math.exp and the like, and map over lists',
    capitalMath: 'write Math, with a capital',
    defineIt: 'define it in a cell, or check its spelling',

    /** What does not compile. */
    syntax: 'syntax: {message}',
    withCure: '{message}; {cure}',
    nestedDeeply: 'nested too deeply to be read: spread it over several statements',
    /** `mark` begins a value in the text. */
    emptyExpression: 'empty expression: write one between the backticks, after `{mark}`',
    notOneExpression: 'a value in prose is one expression; put statements into a cell',
    cannotAssign: 'cannot assign to `{name}`: it is not this cell’s own; define a new name instead',
    cannotDelete:
      'cannot delete from `{name}`: it is not this cell’s own; define a new name instead',
    noAngleType:
      'a type in angle brackets before a value cannot run in a cell; write `value as Type`',
    noEnum: 'an enum cannot run in a cell; use a constant object',
    noNamespace: 'a namespace cannot run in a cell; use a constant object',
    noParameterProperty:
      'a parameter property cannot run in a cell; declare the field and assign it',
    noDecorator: 'a decorator cannot run in a cell; call the function yourself',
    noImports:
      'a cell cannot import or export: other cells’ names and the library’s are in scope already',
    unclear:
      'unclear without its types: put parentheses round what has a type, and semicolons after statements',
    markup:
      'markup in code: {tag}; make elements with document.createElement, and end the cell with them',

    /** Syntax: what is there, and what is missing. */
    unexpected: 'unexpected `{token}`',
    endsEarly: 'the code ends too early',
    waitsForBracket: '`{open}` of line {line}, column {column} waits for its `{close}`',
    giveValue: 'give the constant a value, as in const a = 1',
    missingHere: 'something is missing here',
    missingBefore: 'something is missing before it',
    oneExpression: 'a value is one expression: {cure}',
    takeAway: 'take it away',
    writeAlone: 'write that alone, and what comes before it into a cell',
    missingValue: 'a value is missing before it',
    namelessFunction: 'a function that begins a line needs a name, or stands in ( )',
    missingArrow: 'something is missing before it, such as =>',
    missingComma: 'a comma, an operator or a new line is missing before it',
    closesNothing: 'it closes nothing',
    arrow: 'an arrow is written =>',
    inBrackets: 'it belongs into [ ], { } or ( )',
    closeWithBrace: 'close with }',
    inScope: 'the library’s names are in scope already',
    endWithExpression: 'end the cell with the expression alone: it shows its last one',
    straightQuotes: 'write straight quotes: " or \'',
    minusSign: 'write the sign - of the keyboard',
    power: 'a power is written **',
    objectOfArrow: 'an object behind => stands in ( ), as in (x) => ({ a: x })',
    objectStatement: 'an object that begins a line stands in ( ), as in ({ a: 1 })',
    noTex: 'code has neither \\ nor $ before a name: write the name alone',
    latinSign: 'write the sign of the Latin keyboard',
    invisible: 'it cannot be seen: delete it',
    declareInClass: 'declare it in the class',
    renameOne: 'rename one',
    escapeBracket: 'a bracket as itself is written with a \\ before it',
    comment: 'a comment begins with //',
    closeString: 'close it on the same line with the quote that it begins with',
    closeWith: 'close it with {code}',
    closePattern: 'close it with /, or put a blank on both sides of a division',
    renameOrAssign: 'rename one, or assign to the first, declared with let',
    anotherName: 'choose another name',
    nameOrProduct: 'a name begins with a letter, and a product has its *',
    colon: 'write : for the = within an object',
    asyncFunction: 'write async before the function',
    generatorFunction: 'write it within function* () { … }',
    anotherValue: 'a name stays; give it another value',
    objectBeforeNames: 'write the object before each of its names',
    noLeadingZero: 'a whole number has no 0 before it',
    noSeparator: 'take the _ away',
    inLoop: 'it belongs into a loop',
    backslash: 'a backslash itself is written \\\\',
    inClass: 'it belongs into a class',
    dotAlone: 'write . for ?. before an assignment',
    onlyNames: 'only a name, or a part of one, takes a value; to compare, write ===',
    noMarkup: 'a cell has no markup: make elements with document.createElement',

    /** What only a build tells: of cells that do not end, and of modules of the library that cannot be loaded. */
    neverEnds: 'does not end: nothing is left that could resolve the promise it waits for',
    tooMuchComputing:
      'does not end: stopped after {seconds} s of CPU time; look for an endless loop',
    tooMuchWaiting:
      'does not end: stopped after {seconds} s of waiting; look for a promise that never resolves',
    tooMuchTime:
      'does not end: stopped after {seconds} s by the clock, of which it computed {computed} s and waited {waited} s; look for an endless loop or a promise that never resolves, or give the machine less to do',
    missingModule: 'missing module: {path}; {cure}',
    carryEnding: 'write {path}.ts: imports carry their ending',
    installPackage: 'install it, and list it in package.json',
    noSuchFile: 'there is no such file: look at its spelling and its folder',
    onlyTypes:
      'only types can be erased: {what}; write it in JavaScript, as a constant object or a field',
    notExported:
      'missing export: {name}; {module} does not export it: export it there, or import it as a type',
    noRequire: 'require is not defined; write import … from … at the top of the file',
  },
} as const

/** The kinds of reasons. */
export type ReasonKind = keyof typeof failures.reasons

/** A table of the same reasons in another language. */
export interface FailureTexts {
  tag: string
  between: string
  reasons: Readonly<Record<ReasonKind, string>>
}
