import { plural } from './plural.ts'

/**
 * The engine's English. A name in braces is a place that the code fills (`fill`), a `plural` a text
 * by number. Another language is a table of the same type beside this one, listed in `strings.ts`.
 */
export const en = {
  /** The frame around the chapters. */
  frame: {
    skip: 'Skip to the text',
    chapters: 'Chapters',
    /** The way into the book, on its front page, with the first chapter's name. */
    begin: 'Begin: {chapter}',
    allChapters: 'All chapters',
    contents: 'On this page',
    close: 'Close',
    previous: 'Previous',
    next: 'Next',
    search: 'Search',
    searchPrompt: 'Search the book',
    /** A switch, on or off. */
    allCode: 'Show all code',
    theme: { system: 'Colours: as the system', light: 'Colours: light', dark: 'Colours: dark' },
    language: 'Language',
    needsScript:
      'Every figure and number here was computed when the page was built. To move them, and to run the code, this page needs JavaScript.',
    /** Beside each input where scripts do not run. */
    inputNeedsScript: 'moves with JavaScript on',
    /** Over what a cell showed before it failed. */
    staleOutput: 'The last output that succeeded',
    licences: 'Licences of the libraries',
    notFound: {
      title: 'No page at this address',
      text: 'It may have moved, or the link may have lost a letter on its way. Every chapter is listed on the front page.',
      home: 'To the front page',
    },
  },

  cell: { code: 'Code', numbers: 'Numbers of this figure' },
  predict: {
    title: 'Predict, then look',
    guess: 'Your guess',
    first: 'Choose one, then you may look.',
    answer: 'Show the answer',
    /** Behind the right option, once the answer is open. */
    right: ' ✓ this one',
  },
  spotTheError: { title: 'Spot the error', answer: 'What is wrong' },
  table: 'Table',
  /** Before the chapters that cite a work. */
  citedIn: 'In',
  /** The columns of the table of symbols. */
  symbols: {
    symbol: 'symbol',
    meaning: 'what it means',
    say: 'read aloud',
    cell: 'in cells',
  },

  formula: {
    formula: 'Formula',
    numbered: 'Formula {number}',
    withStanding: 'Formula {number}, {standing}',
    /** The accessible name of a link to one. */
    reference: 'formula {label}',
    /** How it is known to be true. */
    standing: {
      checked: '{note}',
      definition: 'a definition, as it is run',
      definitionNoted: 'a definition, as it is run; {note}',
      twin: 'checked by a function written for it: {note}',
      unchecked: 'not checked: {note}',
      none: '',
    },
  },
  /** How many formulas of the page stand on what. */
  formulaCount: {
    all: 'Formulas on this page: {parts}.',
    withUnchecked: 'Formulas on this page: {parts}',
    proved: '{count} proved',
    checked: '{count} checked on draws',
    definitions: plural({
      one: '{count} definition run as shown',
      other: '{count} definitions run as shown',
    }),
    twins: plural({
      one: '{count} checked by a twin',
      other: '{count} checked by twins',
    }),
    unchecked: '{count} not checked',
    place: '({number})',
    placeOfLine: '({number}, line {line})',
  },
  derivation: {
    numbered: 'Derivation {number}',
    line: 'Line {number}',
    /** Between the head's formulas: the indices and the condition that it is given for. */
    each: 'for each {each}',
    eachWhere: 'for each {each}, {where}',
    where: 'for {where}',
    stepper: 'Step through derivation {number}',
    before: 'Line before',
    step: 'Step ›',
    allLines: 'All lines',
    /** The shares of its lines that are proved and that are checked on draws, in one line. */
    both: '{proved}; {draws}',
    provedOf: '{proved} of {total} lines proved',
    provedAll: plural({ one: 'The line proved', other: 'All {count} lines proved' }),
    allChecked: 'All checked on {samples} draws, {comparisons} comparisons, largest error {error}',
    alsoChecked: 'all checked on {samples} draws, {comparisons} comparisons, largest error {error}',
    othersChecked:
      '{unchecked} not checked, the others checked on {samples} draws, {comparisons} comparisons, largest error {error}',
    /** How it was checked; `each` and `where` are the two texts that follow, or nothing. */
    how: 'When this page was made, the formulas above were read as they stand, and each line was compared with the one before{each}{where}. The draws (seed {seed}) had {domains}. Derivatives are exact, by automatic differentiation; errors are relative to the largest term. Draws find slips; they prove nothing.',
    shortage: ' Fewer than usual: {shortage}.',
    /** How lines with the mark of a proof are proved, and for which sizes; as HTML. */
    howProved:
      'What bears ∎ is proved as well{provedFor}: the two sides are one and the same quotient of polynomials in variables, exponentials and logarithms, or the sign of their difference is seen when it is written out. Quotients are compared at random numbers modulo random primes; that two different ones pass has a chance below 2<sup>−80</sup>.',
    /** What one line stands on that is not proved. */
    lineGrade: 'Line {line}: {text}.',
    howEach: ', for each {each}',
    howWhere: ' with {where}',
    /** Before the last of several. */
    and: ' and ',
    readings: 'As read',
    twin: 'checked by a function written for this line',
    twinNote: 'Checked by a function written for this line.',
    uncheckedNote: 'Not checked: {reason}.',
  },

  /** The labels of an entry's parts in the reference. The docstrings themselves are English. */
  reference: {
    returns: 'Returns',
    errors: 'Throws',
    source: 'Source',
    accuracy: 'Accuracy',
    /** The mark of an optional argument. */
    optional: 'optional',
  },

  /** What the elements of a live page say. Each page carries this group as JSON: plain data only. */
  live: {
    cell: {
      run: 'Run',
      runKeys: 'Ctrl+Enter or ⌘+Enter',
      stop: 'Stop',
      edit: 'Edit',
      reset: 'Reset',
      resetTo: 'Back to the chapter’s own code',
      /** The accessible name of one button. */
      button: '{button} cell {cell}',
      notSaved: 'This edit could not be saved in this browser: it lasts until the page is closed.',
      noEditor: 'The editor could not be loaded: check the connection, then try again.',
      notLoaded: 'What runs cells could not be loaded: check the connection, then try again.',
      restored: 'Your edit, not run yet: what is shown comes from the chapter’s own code.',
      restoredOld:
        'Your edit, not run yet: what is shown comes from the chapter’s own code. The chapter’s own code has changed since.',
      /** Beside the buttons, while the code is not what the output comes from. */
      unrun: 'edited, not run yet',
      stopped: '{reason}; the last good output stays',
    },
    editor: {
      label: 'Code of cell {cell}',
      keys: 'Ctrl+Enter or ⌘+Enter runs. Tab indents: to leave by the keyboard, press Escape, then Tab.',
      fromCell: 'cell {cell}',
      fromInput: 'input',
      /** What the names are that the kernel gives every cell. */
      names: {
        width: 'The width to draw for, in pixels.',
        display: 'Shows one thing more.',
        random: 'A random number from 0 to 1, the same in every run.',
        invalidation: 'A promise that resolves when the cell is about to run again.',
      },
    },
    /** A cell that plays. */
    playback: {
      play: 'Play',
      pause: 'Pause',
      step: 'Step',
      restart: 'Restart',
      group: 'Play cell {cell}',
      button: '{button} {cell}',
      /** How many steps it has gone. */
      at: 'step {steps}',
      atEnd: 'step {steps}, the end',
      notLoaded:
        'What computes this page could not be loaded: check the connection, then try again.',
    },
    input: {
      notLoaded:
        'What computes this page could not be loaded: check the connection, then move the input again.',
    },
    /** What is announced of a cell after the reader's action. */
    announcer: {
      running: 'cell {cell} is running',
      result: 'cell {cell}: {result}',
      rows: plural({ one: 'a table of {count} row', other: 'a table of {count} rows' }),
      done: 'done',
    },
    output: {
      table: 'Table',
      more: '… {count} more rows',
      sort: 'Sorts the rows that are shown by this column',
      atLine: '(line {line})',
      atColumn: '(line {line}, column {column})',
    },
    derivation: {
      lines: 'Lines of the derivation: arrow keys step through them',
      numbers: 'Both sides at your numbers',
      /** Begins the sentence about which lines hold. */
      atYours: 'At your numbers',
      /** How far the reader has stepped. */
      at: '{line} of {lines}',
      all: '{lines} lines',
      left: 'left side',
      line: 'line {line}',
      offBy: 'off by',
      atValues: 'at {values}',
    },
    scroll: '{label}, scrolls sideways',
    tips: 'Marks of the figure: the arrow keys tell one after another',
    search: {
      /** Shown before anything is typed. */
      hint: 'Words of a sentence, a name, a section.',
      failed: 'The search index could not be loaded. It is part of the built site only.',
      nothing: 'Nothing found for “{query}”.',
      found: plural({ one: '{count} page found.', other: '{count} pages found.' }),
    },
  },
}
