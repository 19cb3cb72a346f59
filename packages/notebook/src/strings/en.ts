import { plural } from './plural.ts'

/**
 * The engine's English. A name in braces is a place that the code fills (`fill`), a `plural` a text
 * by number. Another language is a table of the same type beside this one, listed in `strings.ts`.
 */
export const en = {
  /** The language's own name, and its tag (BCP 47) for browsers, which choose letters by it. */
  language: { name: 'English', tag: 'en' },

  /** The frame around the chapters. */
  frame: {
    skip: 'Skip to the text',
    chapters: 'Chapters',
    /** The way into the book, on its front page, with the first chapter's name. */
    begin: 'Begin: {chapter}',
    allChapters: 'All chapters',
    contents: 'On this page',
    /** How long a chapter takes, and what a reader should know before. */
    minutes: '{count} min',
    effort: '{minutes} minutes',
    /** Behind how long a chapter takes. */
    needs: ', needs {what}',
    close: 'Close',
    previous: 'Previous',
    next: 'Next',
    search: 'Search',
    searchPrompt: 'Search the book',
    /** A switch, on or off. */
    allCode: 'Show all code',
    changes: 'Your changes: keep and share',
    /** The empty notebook. */
    playground: {
      title: 'Playground',
      description: 'An empty notebook, with all that the cells of this book have in scope.',
      starts: 'Starting points',
      needsScript: 'To write and run cells, this page needs JavaScript.',
      cells: {
        empty: { title: 'An empty cell', cells: [''] },
        numbers: {
          title: 'A slider and a table',
          cells: [
            "slider('n', { min: 1, max: 20, step: 1, value: 5 })",
            'Array.from({ length: n }, (_, i) => ({ i, square: i * i, root: Math.sqrt(i) }))',
          ],
        },
        data: {
          title: 'Your own data',
          cells: ["data('rows')", 'rows.length'],
        },
      },
    },
    theme: { system: 'Colours: as the system', light: 'Colours: light', dark: 'Colours: dark' },
    language: 'Language',
    needsScript:
      'Every figure and number here was computed when the page was built. To move them, and to run the code, this page needs JavaScript.',
    /** Beside each input where scripts do not run. */
    inputNeedsScript: 'moves with JavaScript on',
    /** Over what a cell showed before it failed. */
    staleOutput: 'The last output that succeeded',
    licences: 'Licences of the libraries',
    /** Under a cell that stands alone in a frame of another site. */
    embed: { from: 'From' },
    /** Without a connection, in the place of a page. */
    offline: {
      title: 'Not on this device',
      text: 'There is no connection, and this page has not been opened here before. A page that you have opened once works without one. To keep the whole book, press “Keep the whole book” under “Your changes” in any chapter.',
      home: 'To the front page',
    },
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
  /** The attributes of a component, below an example of it. */
  attributes: {
    needed: 'required',
    /** What it holds, by its kind. */
    kinds: {
      text: 'text',
      number: 'a number',
      label: 'plain text, without formulas, values or Markdown',
      labels: 'an array of plain texts, without formulas, values or Markdown',
      flag: 'true or false',
      texts: 'an array of texts',
      numbers: 'an array of numbers',
      pair: 'two numbers',
      record: 'an object',
    },
    /** What stands between its tags. */
    content: {
      needed: 'with text between its tags',
      allowed: 'with or without text between its tags',
      none: 'without text between its tags',
    },
    /** Before what may stand behind a fence or the sign of a formula. */
    behind: 'with these words behind it',
    inline: 'within a line too',
    /** Its parts, each in a Fragment. */
    slots: 'with the part {names}',
  },
  /** Before the chapters that cite a work. */
  citedIn: 'In',
  /** The columns of the table of symbols. */
  symbols: {
    symbol: 'symbol',
    meaning: 'what it means',
    say: 'read aloud',
    cell: 'in cells',
    /** A tip at a symbol; where it has a name in cells, with that. */
    tip: '{say}: {meaning}',
    tipInCells: '{say}: {meaning}; in cells, {cell}',
  },

  formula: {
    formula: 'Formula',
    numbered: 'Formula {number}',
    withStanding: 'Formula {number}, {standing}',
    /** The number of a line: `label` is that of its formula. */
    line: '{label}, line {line}',
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
    /** What a note says of a formula that was checked and is not graded, with `shortage` or nothing behind it. */
    compared: '{comparisons} comparisons in {draws} samples, largest error {error}',
    /** Between the parts of a note. */
    also: '; ',
    unused: 'nothing that is checked uses {names}',
    elsewhere: 'formula {number} gives {name} another meaning',
  },
  figure: {
    /** Before its caption. */
    numbered: 'Figure {number}',
    /** A link to it, within a sentence: of another chapter, with that chapter's number before its own. */
    reference: 'figure {number}',
    /** A link to a cell that shows no figure. */
    cell: 'cell {name}',
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
    /** Begins the sentence about which lines hold (`live.derivation.holds` and `fails`). */
    atOpening: 'For the numbers that this page opens with,',
    /** What a size or a quantity was drawn from; names are HTML. */
    drawn: {
      size: '{name} from {low} to {high}',
      quantity: '{name} {domain}',
      number: 'a real number',
      onehot: 'one-hot',
      multihot: 'multi-hot (any set of labels)',
      simplex: 'numbers from 0 up that sum to 1',
      interior: 'numbers above 0 that sum to 1',
      ones: 'ones',
      real: 'real numbers',
      /** Any other domain, such as `positive`. */
      other: '{kind} numbers',
    },
    /** What was found where quantities are drawn from other domains; `gap` is the text below, or nothing. */
    claims: {
      none: 'With {given}, every line still holds.',
      one: 'With {given}, line {lines} breaks, and no other{gap}.',
      several: 'With {given}, lines {lines} break, and no other{gap}.',
      gap: '; in the first sample that shows it, by {gap}',
    },
    /** How lines with the mark of a proof are proved, and for which sizes; as HTML. */
    howProved:
      'What bears ∎ is proved as well{provedFor}: the two sides are one and the same quotient of polynomials in variables, exponentials and logarithms, or the sign of their difference is seen when it is written out. Quotients are compared at random numbers modulo random primes; that two different ones pass has a probability below 2<sup>−80</sup>.',
    /** How far one line may be relied on. */
    grade: {
      unchecked: 'not checked: {why}',
      sampled: 'checked on {samples} draws, not proved: {gap}',
      /** What a proof lacks: `gap` above. */
      gaps: {
        twin: 'a function stands in for it',
        approximation: 'an approximation is not proved',
        manyDigits: 'a number has too many digits',
        nothingMeets: 'nothing meets its conditions',
        otherShapes: 'the sides have different shapes',
        otherQuotient: 'the sides are not the same quotient',
        signNotSeen: 'the sign of the difference is not seen',
        noSign: 'a value is found to have no sign',
        tooNear: 'the sides come too near to each other for intervals',
        zeroDenominator: 'a denominator may be 0',
        logOfZero: 'a logarithm may be of 0 or less',
        logOfProduct: 'a logarithm is of a product of which the factors may be below 0',
        rootBelowZero: 'a root may be of less than 0',
        powerBelowZero: 'a power of a number that may be 0 or less',
        fractionExponent: 'an exponent is a fraction that is not followed',
        largeExponent: 'an exponent is too large',
        absoluteValue: 'an absolute value is of a number of either sign',
        notFinite: 'a value is not finite',
        realCondition: 'a condition is on real numbers',
        noCase: 'no case fits',
        twoCases: 'two cases fit',
        numberForVector: 'a number stands where a vector is needed',
        vectorForNumber: 'a vector stands where a number is needed',
        maxOfNothing: 'a maximum is of nothing',
        minOfNothing: 'a minimum is of nothing',
        maxUndecided: 'a maximum may be any of its values',
        minUndecided: 'a minimum may be any of its values',
        maxTies: 'a derivative of a maximum has no value at ties',
        minTies: 'a derivative of a minimum has no value at ties',
        notFollowed: '{what} is not followed',
        derivativeNotFollowed: 'the derivative of {what} is not followed',
        operationNotFollowed: 'the operation {what} is not followed',
        determinant: 'a determinant of {rows} rows',
        noValue: 'no value: {name}',
        noDefinition: 'no definition: {name}',
        noDomain: 'no domain: {name}',
        indexOutOfRange: 'index out of range: {name}',
        noBox: 'the domain {domain} is no box',
        domainNotFollowed: 'the domain {domain} is not followed',
        work: 'it takes too much work',
        chance: 'the probability of an error is not small enough',
        manyTerms: 'an expression has too many terms to be expanded',
        manyParts: 'the domain falls into too many parts',
        manyBoxes: 'boxes get too many before the sign is seen',
      },
      proved: 'proved',
      /** Follow `proved`: the sizes, and the ranges of numbers, that the proof is for. */
      for: ' for {sizes}',
      where: ' where {ranges}',
      size: '{name} = {size}',
      sizeRange: '{name} from {low} to {high}',
      range: '{name} is from {low} to {high}',
      and: ' and ',
    },
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
      undo: 'Undo',
      undoTo: 'Back to your version before',
      more: 'More',
      /** The accessible name of one button. */
      button: '{button} cell {cell}',
      notSaved: 'This edit could not be saved in this browser: it lasts until the page is closed.',
      noEditor:
        'The editor could not be loaded: check the connection, then try again, or reload the page: what you wrote is kept.',
      /** A change to the code was refused. */
      tooLong:
        'That was not put in: a cell holds at most {most} characters. “Add data” takes a file.',
      notLoaded:
        'What runs cells could not be loaded: check the connection, then try again, or reload the page: what you wrote is kept.',
      restored: 'Your edit, not run yet: what is shown comes from the chapter’s own code.',
      restoredOld:
        'Your edit, not run yet: what is shown comes from the chapter’s own code. The chapter’s own code has changed since.',
      /** Beside the buttons, while the code is not what the output comes from. */
      unrun: 'edited, not run yet',
      otherTab: 'Changed in another tab, not run here yet.',
      stopped: '{reason}; the last good output stays',
    },
    /** Why a cell was stopped, in place of `reason` above. */
    stopped: {
      byReader: 'stopped',
      hung: 'stopped after {seconds} s: an endless loop, or more work than that',
      tampered: 'stopped: it changed `{what}`, which all cells share and cannot do without',
      withAnother: 'stopped with another cell',
      unreadable: 'stopped: it sent the page what cannot be read',
      flood: 'stopped: more output than the page can take',
      broken: 'the kernel failed: {message}',
      notLoaded:
        'what runs cells could not be loaded: check the connection, then try again, or reload the page',
      compilerNotLoaded:
        'the compiler could not be loaded: check the connection, then try again, or reload the page',
      partNotLoaded:
        'part `{part}` of the library could not be loaded: check the connection, then try again, or reload the page',
    },
    /** What there is too much of in an output that is not shown: see `output.tooMuch`. */
    excess: {
      elements: 'more than {most} elements',
      attributes: 'more than {most} attributes',
      attributesOfOne: 'more than {most} attributes of one element',
      text: 'more than {most} characters of text',
      depth: 'elements more than {most} deep',
      relaid: 'tables, grids or flexible boxes more than {most} deep',
      pixels: 'more than {most} pixels in images',
      drawing: 'its boxes, shapes, texts, effects and what they refer to take too long to draw',
      drawingWithOthers: 'with what other cells show, it takes too long to draw',
    },
    /** Reading without a connection. */
    offline: {
      title: 'Without a connection',
      about:
        'This page works without a connection from now on. The whole book does after one press.',
      all: 'The whole book is on this device, and newer versions of it will be.',
      keep: 'Keep the whole book',
      forget: 'Keep nothing',
      progress: '{done} of {total} files …',
      kept: 'The whole book works without a connection.',
      missing:
        '{count} files could not be had: check the connection, then try again, or reload the page.',
      forgotten: 'Nothing of the book is kept on this device.',
      newer: 'A newer version of this book is there.',
      show: 'Show it',
      later: 'Later',
      former: 'A newer version was taken in another tab. This page is of the one before.',
      reload: 'Load it again',
    },
    /** To show a cell in another page. */
    embed: {
      action: 'Embed in another page…',
      title: 'Embed {cell}',
      about:
        'Put this into a page, a slide or a course: the cell, live, with its inputs. The second part lets the frame grow with what it shows; where scripts are not allowed, leave it out.',
      code: 'The code to embed {cell}',
      copy: 'Copy',
      copied: 'Copied.',
      notCopied: 'The browser did not allow it: copy the text by hand.',
      open: 'Open it alone',
    },
    /** What a reader takes along. */
    takeHome: {
      title: 'Take home',
      script: 'A script for Node',
      scriptAbout:
        'One file with your changes: node page.ts prints its results and writes its figures, without any install.',
      notebook:
        'This page was taken from {url}. Its cells stand here in an order in which they run from top to bottom, in Jupyter with the kernel for Deno (`deno jupyter --install`). Change an input, then run all cells below it. A generator stands for itself here, and not for the values that it brings.',
      notebookFile: 'A Jupyter notebook',
      notebookAbout: 'Its text and its cells with their outputs, for the kernel of Deno.',
      html: 'A page to keep',
      htmlAbout:
        'One HTML file that works from the disk as the page does here, without a connection. It runs no code of yours before you press.',
      failed: 'It could not be loaded: check the connection, then try again, or reload the page.',
      /** The first line of such a file. */
      about: '{title}, from {url}. Run it with Node 24 or newer: node page.ts',
      svg: 'Save the figure as SVG',
      png: 'Save the figure as PNG',
      csv: 'Save the numbers as CSV',
    },
    /** Inputs of the reader's own, made by a call in a cell. */
    inputs: {
      howTo:
        "Write it as one call: slider('a', { min: 0, max: 10, step: 0.1, value: 3 }), choice('k', ['one', 'two']), toggle('on') or data('rows').",
      drop: 'Data for {name}: drop a CSV or JSON file here, or paste a table.',
      chooseFile: 'Choose a file',
      noData:
        'No data yet: {name} is not there for other cells. It is read in this page and sent nowhere.',
      hasData: '{name}: {rows} rows, {columns}. Read in this page, sent nowhere.',
      dataNotKept: 'The browser could not keep it: it lasts until the page is closed.',
      /** Why data was not read. */
      refused: {
        tooLarge:
          'This is more than 20 MB, which a page cannot work with: take a part of the rows.',
        longField:
          'One of its fields has more than a million characters: is a quote or a separator missing?',
        noTable: 'This is neither JSON nor a table whose rows have equally many fields.',
        noRows: 'There are no rows in it.',
      },
    },
    /** Which cells use the values of which. */
    graph: {
      action: 'Show who feeds whom',
      title: 'Who feeds whom',
      keys: 'Left and right follow the lines, up and down go through the page, Enter goes there.',
      none: 'No cells here yet.',
      cell: 'cell {name}',
      input: 'input {name}',
      needs: 'needs {names}',
      feeds: 'feeds {names}',
      states: {
        unrun: 'edited, not run',
        running: 'running',
        failed: 'failed',
        stopped: 'stopped',
        stale: 'out of date',
        edited: 'edited',
      },
    },
    /** What a reader changed: kept, compared, shared. */
    changes: {
      title: 'Your changes',
      close: 'Close',
      onPage: 'On this page',
      nothing: 'No code changed here yet.',
      notRun: 'not run yet',
      runThem: 'Run them',
      setAgain: 'Set inputs as on your last visit',
      addCell: 'Add a cell',
      addSlider: 'Add a slider',
      addData: 'Add data',
      share: 'Share',
      nothingToShare: 'Change code or move an input: a link will hold it.',
      link: 'Link with your changes',
      copy: 'Copy link',
      copied: 'Copied. The link holds all of it: nothing was sent anywhere.',
      notCopied: 'The browser does not allow copying: press Ctrl+C or ⌘+C.',
      length: '{count} characters.',
      long: 'Some programs cut links longer than 2,000: if it arrives broken, send a file instead.',
      tooLong: 'Most programs cut links this long: save a file below, and send that.',
      inBook: 'In this book',
      nothingInBook: 'Nothing is kept in this browser yet.',
      cells: plural({ one: '{count} cell', other: '{count} cells' }),
      saveFile: 'Save all to a file',
      openFile: 'Open a file',
      imported: plural({
        one: '{count} change taken over; your own version of it can be brought back by Undo.',
        other: '{count} changes taken over; your own versions can be brought back by Undo.',
      }),
      /** At a cell of the reader's own. */
      renamed: 'The page now has a cell {from} of its own: yours is called {to}.',
      /** Behind the saving of such a file. */
      leftOut: 'Saved, but for what is too long for one file: {names}.',
      importFailed: 'The browser could not keep all of the file: its storage is full or refused.',
      otherBook: 'This file is of another book, {book}: nothing was taken over.',
      /** Why a file was not taken over. */
      refusedFile: {
        damaged: 'This is no file of changes, or it is damaged: nothing was taken over.',
        newer:
          'This file was saved by a newer version of the book: reload the page, then try again.',
        tooLarge: 'This file holds more than the book can take: nothing was taken over.',
        tooMany: 'This file holds more than the book can take: nothing was taken over.',
      },

      compare: 'Show the difference',
      hide: 'Hide the difference',
      keepMine: 'Keep mine',
      takeTheirs: 'Take the chapter’s',
      chapterChanged: 'What the chapter has changed since:',
      youChanged: 'From the chapter’s code to yours:',
      /** What is said of a line before it. */
      lines: { same: 'the same', out: 'out', added: 'in' },

      /** A cell of the reader's own. */
      ownCode: 'Your cell',
      newCell: 'mine',
      addBelow: 'Add a cell below',
      runAbove: 'Run all up to here',
      copyCode: 'Copy the code',
      toPlayground: 'Open in the playground',
      rename: 'Rename',
      newName: 'New name of the cell',
      badName:
        'A name begins with a letter and has letters, digits, - and _; no other cell has it, and no other cell needs this one.',
      remove: 'Delete',
      deleted: 'Cell {cell} is deleted.',
      bringBack: 'Bring it back',

      /** What a link that was opened holds. */
      linkHolds:
        'This link brings {parts}. Code from a link runs in a sandbox, and not before you press.',
      nothingFits: 'Nothing of this link fits the page as it is now.',
      linkEdits: plural({ one: '{count} changed cell', other: '{count} changed cells' }),
      linkOwn: plural({ one: '{count} new cell', other: '{count} new cells' }),
      linkInputs: plural({
        one: '{count} input, which is set',
        other: '{count} inputs, which are set',
      }),
      fromLink: 'From the link, not run yet: what is shown comes from the chapter’s own code.',
      compareAll: 'Show the differences',
      keepThese: 'Keep them as mine',
      asPublished: 'Back to the published page',
      noCell: 'Cell {cell} is no longer on this page.',
      changedSince: 'The chapter’s own code of cell {cell} has changed since the link was made.',
      noInput: 'Input {input} is no longer on this page, or takes other values.',
      otherPage: 'This link holds changes to another page of the book:',
      thatPage: 'open that page',
      /** Why a link was not opened. */
      refused: {
        damaged: 'This link is damaged, perhaps cut on its way: the page is as published.',
        newer:
          'This link was made by a newer version of the book: reload the page. Until then it is as published.',
        tooLarge: 'This link holds more than a page can take: the page is as published.',
        tooMany: 'This link holds more cells than a page can take: the page is as published.',
      },
    },
    editor: {
      label: 'Code of cell {cell}',
      keys: 'Ctrl+Enter or ⌘+Enter runs. Tab indents: to leave by the keyboard, press Escape, then Tab.',
      fromCell: 'cell {cell}',
      fromInput: 'input',
      types: {
        keys: 'Ctrl+Space completes names. Ctrl+Shift+Space or ⌘+Shift+Space tells the type at the cursor; F8 goes to the next mistake.',
        loading: 'Types are loading: {percent} %',
        notLoaded:
          'Types could not be loaded; the next change tries again. The code runs without them.',
        tooLong:
          'The types of this code take too long. They wait until you change it; it runs without them.',
        /** A mistake in types. */
        at: 'Line {line}: {message}',
        /** How many other mistakes there are, and the key that leads to them. */
        more: '(and {count} more: F8)',
        nothing: 'Nothing is known of what stands at the cursor.',
      },
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
        'What computes this page could not be loaded: check the connection, then try again, or reload the page.',
    },
    input: {
      notLoaded:
        'What computes this page could not be loaded: check the connection, then move the input again, or reload the page.',
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
      tooMuch: 'too much to show: {excess}',
      sort: 'Sorts the rows that are shown by this column',
      inside: 'Look inside',
      moreInside: '… {count} more',
      nothingInside: 'nothing to show: run the cell again',
      atLine: '(line {line})',
      atColumn: '(line {line}, column {column})',
    },
    derivation: {
      lines: 'Lines of the derivation: arrow keys step through them',
      numbers: 'Both sides for your numbers',
      /** Begins the sentence about which lines hold. */
      atYours: 'For your numbers,',
      holds: '✓ {where} every line holds.',
      /** `lines` is one text for each line that breaks. */
      fails: '✗ {where} {lines}.',
      breaks: 'line {line} breaks, {gap}',
      alsoBreaks: ', and line {line} breaks, {gap}',
      /** Follows `fails`. */
      falseReason: ' The reason that it gives does not hold: {left} is not {right}.',
      /** Beside a line that breaks. */
      gap: 'off by {gap}',
      noValue: 'no value',
      noReason: 'its reason does not hold',
      /** How far the reader has stepped. */
      at: '{line} of {lines}',
      all: '{lines} lines',
      left: 'left side',
      line: 'line {line}',
      offBy: 'off by',
      atValues: 'at {values}',
    },
    scroll: '{label}, scrolls sideways',
    /** Marks of a figure that can be dragged, and pass a limit. */
    handles:
      'No handles for {count} marks of this figure: one input number takes at most {same}, a cell {cell}.',
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

/** Every word that the engine says to readers, in one language. The English table says what each is for. */
export type Strings = typeof en
