/**
 * What authors are told of the mistakes in their pages, in English: a text for each kind. A name in braces is a field
 * of the mistake, filled in by `tell`; another language is a table of the same type beside this one. Readers' pages
 * load none of it.
 */
export const mistakes = {
  /** What many of them say. */
  plain: '{text}',
  about: '{subject}: {message}',
  haveNames: '{have} {names}',
  none: 'none',
  haveNone: '{have} none',
  didYouMeanPlain: 'did you mean {near}?',
  didYouMeanOf: 'did you mean {near}? {all}',

  /** Frontmatter. */
  unknownField: 'unknown frontmatter: {field}; {cure}',
  aPageHas: 'a page has',
  invalidField:
    'invalid {field}: {value}; write {field}: and a text, in quotes if it is a number, a date, true or false',
  cutField: 'cut {field}: {value}; what follows # is a comment: write the text in "…"',
  marksInField:
    'marks in {field}: {value}; it is shown as it is: write plain text, without formulas, values or Markdown',
  missingFields:
    'missing frontmatter: {fields}; a page begins with ---, title: …, description: …, perhaps short: …, and ---',
  tooManyDashes: 'frontmatter that begins with too many dashes: write three: ---',
  lateFrontmatter: 'frontmatter below the first line: ---; begin the file with it',
  listFrontmatter: 'frontmatter that is a list: write each as key: text',
  unclosedFrontmatter: 'unclosed frontmatter: ---; close it with --- on a line of its own',
  tomlFrontmatter: 'frontmatter in TOML: +++; write it between --- and ---, as title: …',
  jsonFrontmatter: 'frontmatter in JSON: write it between --- and ---, as title: …',
  aKey: 'a key',
  fieldTwice: 'frontmatter given twice: {field}; keep one',
  unreadableField:
    'unreadable frontmatter: {reason}; write each as key: text, and a text that holds : or # or begins with a sign in "…"',
  unreadableFrontmatter: 'unreadable frontmatter: {message}',
  blankBeforeKey: 'blank before {key}; begin the line with its key',
  equalsAfterKey: '= after {key}; write {key}: {text}',
  noColonAfterKey: 'no colon after {key}; write {key}: {text}',
  noBlankAfterKey: 'no blank after {key}:; write {key}: {text}',
  unclosedTextQuote: 'unclosed quote: {text}; close it with {quote} on the same line',
  textBehindQuote: 'text behind a quote: {rest}; write the whole text in "…", and a " in it as \\"',
  curlyField:
    'curly quotes around {field}: they would be shown; write straight ones, as in {field}: "…"',
  belowFrontmatter: 'frontmatter below its end: {field}; put it above the --- of line {line}',
  wrongEnd: 'unclosed frontmatter: it ends with {mark}; write --- alone on the line',
  tabInFrontmatter: 'tab before a text: frontmatter is indented with blanks',
  backslashInQuotes: 'backslash within "…"; write \\\\ for the sign itself',
  lineWithoutKey:
    'no key before {text}; write the text on the line of its key, or begin this line with two blanks',
  textBeginsWith: 'text that begins with {sign}; write it in "…"',
  textWithColon: 'text with a colon; write it in "…"',
  textWithHash: 'text with a #; write it in "…"',

  /** The names of files, and their content as a whole. */
  fileOfLanguage: 'a page is a file of its language’s folder, as in en/01-name.mdx',
  fileOfChapter:
    'a chapter is NN-name.mdx: two or three digits for its place in the book, then its address in small letters, digits and -',
  addressTaken: 'the site has something else at /{address}/; give the page another name',
  fileNumberTaken: '{other} has the same number; give each chapter its own',
  fileNameTaken: '{other} has the same name; give each chapter its own',
  misnamed: 'misnamed: {file}; {reason}',
  emptyPage: 'empty page: below its frontmatter stands nothing; write its text',
  invisibleSign: 'invisible sign: {sign}; delete it',
  inUtf16: 'not UTF-8: the file is in UTF-16; save it as UTF-8',
  garbled:
    'garbled: {found}; a text in UTF-8 was read in another encoding: write the sign itself, and save the file as UTF-8',
  gitConflict:
    'conflict of Git: {mark}; keep one of the two versions, and take out the lines with <<<<<<<, ======= and >>>>>>>',
  notUtf8: 'not UTF-8: � stands for a byte that cannot be read; save the file as UTF-8',

  /** What MDX cannot read. */
  cannotBeRead: 'cannot be read: {reason}',
  writePicture:
    'write ![what it shows](./name) for a picture beside the chapter, and end every tag without a text with />',
  writeVoid: 'write <{tag} />',
  closeInParagraph:
    'its text ends before it is closed. Close it in the same paragraph, or put <{tag}> and </{tag}> on lines of their own, with an empty line after the one and before the other',
  closeFragment: 'close it with </>',
  closeTag: 'close it with </{tag}>, or write <{tag} … /> if nothing stands within it',
  closeBefore: 'close it with </{tag}> before the {close} of line {line}',
  unclosedTag: 'unclosed: <{tag}>; {cure}',
  wrongClosingTag:
    'wrong closing tag: {close}; <{tag}> of line {line} is open, and is closed with </{tag}>',
  misplacedClosing:
    'misplaced: {close}; it ends within another paragraph than it began: put it on a line of its own, after an empty line',
  nothingToClose: 'nothing to close: {tag}; no such tag is open',
  bracesInProse: 'a value is written `{ts} …`, a comment {/* … */}, and a brace itself \\{',
  unclosedBrace: 'unclosed brace: {; {cure}',
  closeComment: 'close the comment with */}',
  closeWithBraceOf: 'close it with }',
  bracesGoOn: 'braces that go on outside of their list or quote: indent the line as the one before',
  shortcode: 'shortcode: {found}; a page has none: write a component, or \\{ for the sign itself',
  emptyBracesOfAttribute: 'empty attribute: {}; write a value',
  unreadableAttribute:
    'unreadable attribute: {reason}; write it out as {1}, "text", {[1, 2]} or {{ a: 1 }}, with each bracket closed',
  backquoteInFence:
    'backquote in the first line of a fence, which makes it no fence: leave the backquote out, or begin and end the fence with ~~~',
  unreadableBraces: 'unreadable braces: {reason}; {cure}',
  readAsCode:
    'unreadable: a line that begins with `{word}` is read as code. A chapter imports and exports nothing; in prose, begin the line with another word',
  tagGoesOn: 'a tag that goes on outside of its list or quote: indent the line as the one before',
  htmlComment: 'HTML comment: <!--; a comment is written {/* … */}',
  addressInAngles: 'address in angle brackets: {tag}; write [words](address)',
  unclosedQuoteInTag:
    'unclosed quote in {tag}: an attribute’s value ends with the quote that it begins with',
  attributeWithoutQuotes:
    'attribute without quotes: {name}={value}; write {name}="…" in straight quotes, or {name}={…} for a number or a list',
  strayAngle:
    'stray <: {found} begins no tag; write \\< for the sign itself, or set it in a formula or in backquotes',
  endsNowhere: 'it ends nowhere',
  doesNotBelong: '{sign} does not belong there',
  writeAttributes: 'write name="…" or name={…} for each attribute, and end with > or />',
  endTag: 'end it with >',
  unreadableTag: 'unreadable tag: {tag}: {found}; {cure}',
  unclosedMark:
    'unclosed: {mark}; it takes all that follows, to line {line}: close it with the same signs on a line of its own',
  unclosedOrUnopened:
    'unclosed: {mark}; it takes all that follows, to line {line}: close it with the same signs on a line of its own, or, if it is to close something, write the line that opens that',
  writeMarkdown: 'write Markdown, or a formula between $ and $',
  texCommandOf: 'command of LaTeX: \\{command}{{code}}; {cure}',
  attributesBehindAddress: 'attributes behind an address: {{code}}; there are none: leave them out',
  addressOfHeading:
    "address of a heading: {{code}}; a heading's address is made of its words: leave it out",
  nameBehindDisplay: 'a formula has its name behind $$, as in $$ name=…',
  writeLink: 'write [words]({address})',
  writeFootnote: 'write [^1] here, and [^1]: … on a line of its own',
  displayIsWritten: 'a displayed formula is written $$ name=… and $$, on lines of their own',

  /** Headings. */
  secondTitle:
    'second title: #; the title in the frontmatter is the page’s only one: begin with ##',
  skippedLevel: 'skipped level: {marks} after {above}; write {meant}',
  theTitle: 'the title',
  underlinedLine:
    'underlined line: {text}; a line with --- or === below is read as a heading: write {marks} before it, or an empty line between',
  markedHeading:
    'formula or value in a heading: {marks} {text}; the list of sections shows words alone: name it in words',
  componentInHeading:
    'component in a heading: <{name}>; the list of sections shows words alone: name it in words',
  wordlessHeading: 'heading without words: {marks}; its address is made of them',
  headingTwice:
    'heading used twice: {text}; it is also on line {line}, and links need to tell them apart',
  idTwice: 'id used twice: {id}; it is also on line {line}, and links need to tell them apart',
  idTaken: 'taken id: {id}; the page’s frame has it: write another',
  headingTaken: 'heading with a taken address: {text}; the page’s frame has #{id}: add a word',

  /** Prose. */
  codeInProse:
    'code in prose: a chapter imports and exports nothing: components and the library are in scope, and names are defined in cells',
  bracedTwice: 'braces around a value: {{code}}; take them away',
  emptyBraces: 'empty braces: {}; a brace itself is written \\{',
  valueWithoutQuotes:
    'value without backquotes: {ts}; write `{ts} …` with a backquote before the brace and one behind the expression',
  valueInBraces:
    'value in braces: {{code}}; write `{ts} {code}` in backquotes for a value, {/* … */} for a comment, and \\{ for a brace',
  valueWithoutExpression: 'value without an expression: `{ts}`; write `{ts} …`',
  noValueButTemplate: 'no value: `{found}`; write `{ts} {template}`',
  noValueOf:
    'no value: `{found}`; write `{ts} {expression}`, in small letters and with a blank after the brace',
  unclosedBold:
    'unclosed: **; close it with two more stars in the same paragraph, next to the word, or write \\*\\*',
  unclosedCode:
    'unclosed backquote: close it with another in the same paragraph, or write a backslash before it',
  footnoteWithoutText: 'footnote without a text: {found}; write {found}: … on a line of its own',
  noLink:
    'no link: {found}; write [words](address) with nothing between ] and (, and no blank in the address',
  linkToReference: 'link to nowhere: {found}; write [words](address)',
  unclosedLink: 'unclosed link: {found}; close it with ), and write no blank in the address',
  tooDeepHeading: 'no heading: {found}; write ## to ######',
  noHeading: 'no heading: {found}; write a blank after {found}',
  unclosedEmphasis:
    'unclosed: {found}; close it with {found} in the same paragraph, or write \\{found}',
  noTable: 'no table: the line of dashes under its head must have as many parts as the head',
  noDashes:
    'no table: the line of dashes is missing below its head; write one, as in |---|---|, with as many parts as the head',
  unclosedDisplay:
    'unclosed: $$; a display begins with $$ name=… and ends with $$, each on a line of its own',
  boldClosedByOne: 'unclosed: **; close it with two stars, and not with one',
  unclosedFormula: 'unclosed: $; close it with $ in the same paragraph, or write \\$',
  unknownEntity: 'unknown entity: {entity}; write the sign itself, or &amp; for &',
  entityWithoutEnd: 'entity without its end: {entity}; write {entity};',
  tooManyCells:
    'cell too many: the table’s head has {count}, and what stands beyond would not show; a | within a cell is written \\|',
  struckText:
    'struck text: {found}; write ~~…~~ to strike it, <sub>…</sub> or a formula to lower it',
  indentedText:
    'indented text: blanks at its beginning make no code; write ``` before and after it, or take the blanks away',
  commentAsDefinition: 'comment: [{label}]: …; write {/* … */}',
  definitionTwice:
    'address of a link given twice: [{label}]; it is also on line {line}, which counts',
  unusedDefinition:
    'address that no link uses: write [words][{label}] where it belongs, or leave it out',
  footnoteTwice: 'footnote given twice: {name}; it is also on line {line}',
  unusedFootnote: 'footnote that nothing refers to: write [^{name}] where it belongs',
  wordlessPicture: 'picture without words: ![]; write ![what it shows](address)',
  colons:
    'container with colons: {found}; write <MarginNote>, <Remember> or <Fold title="…">, each with its closing tag',
  admonition: 'admonition: {found}; write <MarginNote>, <Remember> or <Fold title="…">',
  alertQuote: 'alert: {found}; write <MarginNote> or <Remember> and not a quote',
  citation: 'citation: {found}; write <Cite id="{id}" />',
  formulaReference: 'reference: {found}; write [](#{id})',
  reference: 'reference: {found}; write [words](#its-address)',
  embeddedFile: 'embedded file: {found}; write ![what it shows](./{name})',
  doubleBrackets: 'link in double brackets: {found}; write [words](../{name}/)',
  swappedLink: 'no link: {found}; the words stand in [ ], the address behind them in ( )',
  unclosedUnderscores: 'unclosed: __; close it with __ in the same paragraph, or write \\_\\_',
  unclosedWaves: 'unclosed: ~~; close it with ~~ in the same paragraph, or write \\~\\~',
  noMark: 'no marked text: {found}; write <mark>…</mark>, or ** for bold',
  noRaised: 'no raised text: {found}; write <sup>…</sup>, or a formula',
  emojiName: 'name of an emoji: {found}; write the sign itself',
  noDefinition:
    'no definition: a line that begins with : is text; write a list, or <dl>, <dt> and <dd>',
  noAbbreviation: 'no abbreviation: {found}; write <abbr title="…">…</abbr> where it stands',
  inlineFootnote:
    'footnote within a line: {found}; write [^1] here, and [^1]: … on a line of its own',
  footnoteWithoutColon: 'no colon behind {found}; write {found}: …',
  linkWithoutBracket: 'no link: {found}; write [ before its words',
  blankInAnchor: 'no link: {found}; its address has a blank: write {address}',
  noItem:
    'no list: {mark}; an item begins with - and a blank, or with 1. and a blank, and the list behind an empty line',
  fenceInLine:
    'fence within a line: `{found}`; write ``` on lines of their own, before and after the code',
  formulaInFence: 'formula in a fence: write $$ name=… and the closing $$ on lines of their own',
  backquoteInValue:
    'backquote within a value: begin and end it with two, as in `` {ts} … ``, or compute it in a cell',
  texWithoutSigns: 'command of LaTeX: {found}; a formula stands between $ and $',
  noContents: 'no contents list: {found}; every page has one',
  commentInProse: 'comment: {found}; write {/* … */}',
  backslashInAddress: 'backslash in an address: the parts of an address stand between slashes: /',
  texFormula: 'formula of LaTeX: \\(; write $…$',
  texDisplay: 'formula of LaTeX: \\[; write $$ name=… and the closing $$ on lines of their own',
  texCommand: 'command of LaTeX: {found}; a page has none: leave it out, or write Markdown',

  /** Components and elements. */
  unknownComponent: 'unknown component: <{name}>; {cure}',
  thereAre: 'there are',
  notForAuthors: 'not for authors: <{name}>; {cure}',
  withinAnother: '<{name}> within <{outer}>: put it before <{outer}> or behind </{outer}>',
  attributesTouch: 'no blank before {name}: write one between two attributes',
  labelWithin: 'write its words between <{tag}> and </{tag}>',
  blankInTag: 'blank in a tag: {tag}; write {written}',
  oneOption:
    'choice of one option: a reader has nothing to choose; add another, or take the input away',
  besideNothing:
    'one thing alone in <SideBySide>: nothing stands beside it; put what belongs beside it in, with an empty line between, or take the tag away',
  withinLine: 'within a line: <{name}>; put it on lines of its own, between empty lines',
  inputNameTwice: 'input name used twice: {name}; it is also on line {line}',
  predictionNameTwice: 'prediction name used twice: {name}; it is also on line {line}',
  missingPart:
    'missing part: <{tag}> needs <Fragment slot="{slot}">…</Fragment> directly within it',
  emptyTag: 'empty: <{tag}>; write its text between <{tag}> and </{tag}>',
  inputWithoutWords:
    'input without words: <{tag}>; write what it sets, as in <{tag} …>Temperature</{tag}>: readers see it beside the input, and a screen reader calls it that',
  hiddenContent: 'content that would not show: <{tag}> takes none; end it with />',
  partTwice: 'part given twice: slot="{slot}"; put both into one',
  emptyPart: 'empty part: slot="{slot}"; write its text within it',
  tagHas: '<{tag}> has',
  partsStandWithin: 'a part stands directly within its component, as the answer does in <Predict>',
  hiddenPart: 'part that would not show: slot="{slot}"; {cure}',
  refusedElement: 'refused element: <{name}>; {why}',
  unknownElement: 'unknown element: <{name}>; {cure}',
  meantComponent: 'did you mean <{component}>? Components begin with a capital',
  linkElementWithoutAddress:
    'link without an address: <a>; give it a href="…", or write [words](address)',
  meantElement: 'did you mean <{near}>?',
  elementsOfPage: 'a page has those of text, tables and pictures; write \\< for the sign itself',
  spreadIntoElement: 'cannot spread into an element: write each attribute out',
  deadHandler: 'dead attribute: {name}; a page runs no script of its own: compute in a cell',
  classWithoutStyle:
    'class without a style: {name}; no style sheet of the book has it: leave it out, or write a style attribute',
  deadClassName: 'dead attribute: className; write class',
  wordlessImg:
    'picture without words: <img>; give it an alt="…" that says what it shows, or alt="" if it only decorates',
  imgWithoutAddress: 'picture without an address: <img>; give it a src="…"',
  pictureOfMarkdown: 'write ![what it shows](./name) for a picture beside the chapter',
  noScript: 'a page runs no script of its own: compute in a cell',
  noStyle:
    'a page takes no style of its own: use what the book’s style sheet has, or a style attribute',
  noFrame: 'a page frames nothing: link to it',
  noEmbedding: 'a page embeds nothing: link to it',
  noPlaying: 'a page plays nothing: link to it',
  nothingToSend: 'there is nothing to send anywhere: use <Slider>, <Vector>, <Choice> or <Toggle>',
  useAnInput: 'use <Slider>, <Vector>, <Choice> or <Toggle>',
  useToggleOrChoice: 'use <Toggle> or <Choice>',
  useChoice: 'use <Choice>',
  useCell: 'use a cell, which a reader can edit',
  returnFromCell: 'return it from a cell',
  oneTitle: 'the title in the frontmatter is the page’s only one: begin with <h2>, or with ##',
  writeFenceOfCell: 'write a fence that begins with ```ts cell name=…',
  writeFence: 'write a fence',
  writeValue: 'write `{ts} …`',
  writeDisplay: 'write $$ name=… and the closing $$ on lines of their own',
  writeTable: 'write a Markdown table',
  writeInline: 'write $…$',
  writeIntoDerivation: 'write the line into the formula of a <Derivation>',
  standsWithFormulas: 'it stands at the end of every page with formulas',
  standsWithCells: 'it stands at the end of every page with cells',
  writeEntries: 'write <Entries of="…" />',
  invalidNameOf: 'invalid name: {name}; use letters, digits, - and _',
  tooFewOptions: 'too few options: {count}; give a reader at least two to choose from',
  optionTwice: 'option given twice: {option}',
  invalidRight: 'invalid right: {right}; it is the index of the right option, from 0 to {last}',
  missingReason:
    'missing reason: line {line}; write why it cannot be checked, as in {{ {line}: "a limit" }}',
  invalidSizes:
    'invalid sizes: {name}: {range}; write from where to where it goes, as in {{ {name}: [2, 6] }}',
  invalidEntry: 'invalid {attribute}: {name}: {value}; write text, as in {{ {name}: "…" }}',
  spreadIntoComponent: 'cannot spread into a component: write each attribute out',
  emptyAttributeOf: 'empty attribute: {name}={}; write a value',
  commaTooMany: 'comma too many in {name}: a value is missing between two commas',
  notWrittenOut:
    'attribute `{name}` must be written out as numbers, strings, lists or objects: it is read before any cell runs',
  decimalComma: 'decimal comma: write {name}={{decimal}}',
  computedNumber:
    'attribute `{name}` must be written out: write {number}, since it is read before any cell runs',
  notPlain: 'attribute `{name}` must be written out: no spread, no computed keys',
  missingAttributes: 'missing attribute: {names}; <{tag}> needs {needed}',
  unknownAttribute: 'unknown attribute: {name}; {cure}',
  tagTakes: '<{tag}> takes',
  attributeTwice: 'attribute given twice: {name}; keep one',
  invalidAttribute: 'invalid {name}: {value}; write {what}, as in {name}{example}',
  strayQuote: 'stray quote: {found}; a " within a text is written \\\\"',
  unreadableFence:
    'unreadable fence attribute: {found}; write name=value or name="two words", without blanks around the sign',
  unclosedFenceQuote:
    'unclosed quote: {name}={value}; a value ends with ", and a " within it is written \\\\"',
  wrongFenceQuote:
    'wrong quote: {name}={value}; a value with spaces stands in straight double quotes, as in {name}="…"',
  exampleOfNothing: 'example of no component: {name}; {cure}',
  anExampleShows: 'an example can show',
  exampleWithout:
    'example without its component: {name}; write one between <Example> and </Example>, or take it out of `of`',
  textValue: 'text',
  numberValue: 'a number',
  labelValue: 'plain text, without formulas, values or Markdown',
  labelsValue: 'an array of plain texts, without formulas, values or Markdown',
  flagValue: 'true or false',
  textsValue: 'an array of texts',
  numbersValue: 'an array of numbers',
  pairValue: 'two numbers',
  recordValue: 'an object',

  /** Inputs. */
  reservedName: 'reserved name: {name}; cells know it as something else: choose another',
  invalidInputNameMeant:
    'invalid name: {value}; <{tag} name="…"> needs a name that cells can use, such as {meant}',
  invalidInputName: 'invalid name: {value}; <{tag} name="…"> needs a name that cells can use',
  notThreeShares:
    'invalid value: {value}; <Simplex name="{name}"> needs three numbers, none below 0',
  sharesSum:
    'invalid value: {value}; the shares of <Simplex name="{name}"> sum to {sum}; they must sum to 1',
  stepsOfShares:
    'invalid step: {step} of `{name}`; a whole number of steps must make 1, as with 0.01',
  labelsOfNumbers:
    'invalid labels: {value}; <{tag} name="{name}"> needs one for each of its {count} numbers',
  notOffered: 'invalid value: {value}; <Choice name="{name}"> offers {options}',
  labelsOfOptions:
    'invalid labels: {value}; <Choice name="{name}"> needs one for each of its {count} options',
  invalidRange: 'invalid range: min {min}, max {max} of `{name}`; min must be below max',
  stepNotAbove: 'invalid step: {step} of `{name}`; it must be above 0',
  stepTooLarge: 'invalid step: {step} of `{name}`; from {min} to {max} it leaves nothing to choose',
  notBetween: 'invalid value: {value} of `{name}`; it must lie between {min} and {max}',
  notOnStep:
    'invalid value: {value} of `{name}`; from {min} in steps of {step} there are {below} and {above}',

  /** Links, pictures and references. */
  linkWithoutWords:
    'link without words: []({url}); only the number of a formula or a figure is written for you, as in [](#eq-name), [](#cell-name) and [](../chapter/#eq-name)',
  linkWithoutAddress: 'link without an address: write [words](address)',
  addressOfMachine:
    'address of this machine: {url}; readers have another: write the address of the page in the book, as in ../other-chapter/',
  pictureBeside: 'picture beside the chapter: {url}; write ![what it shows]({path})',
  pictureFromElsewhere:
    'picture from elsewhere: {url}; a page shows only its own: put the file beside the chapter and write ![what it shows](./name)',
  unknownScheme:
    'unknown kind of address: {url}; a link begins with https:, mailto: or tel:, or leads to a page of the book',
  addressFromRoot:
    'address from the root: {url}; the book may be served below a folder: write {path}',
  besideChapter: './ and the name of a file beside the chapter',
  missingPicture: 'missing picture: {url}; there is no such file beside the chapter',
  incompleteAddress: 'incomplete address: {url}; write it whole, as in {example}',
  thisPageHas: 'this page has',
  writeBang: 'write ! directly before its [ if it is a picture',
  addressWithoutHttps: 'address without https: {url}; write {whole}',
  linkToNowhere: 'link to nowhere: {url}; {cure}',
  anchorToNowhere: 'link to nowhere: #{hash}; {cure}',
  pageHas: '{page} has',
  writeAddress: 'write {path}',
  pagesAre: 'the book’s pages are',
  referenceTwice: 'reference listed twice: {id}; keep one',
  citedNotListed: 'cited but not listed: {id}; {cure}',
  addToReferences: 'add it to <References> on line {line}',
  writeReferences: 'write <References ids={["{id}"]} /> at the page’s end',
  unknownReference: 'unknown reference: {id}; {cure}',
  oneCiteEach: 'write one <Cite> for each work',
  fileHas: '{file} has',
  addToList: 'add it to {file}: an object with id, short, authors and title',
  addToListHas: 'add it to {file}: an object with id, short, authors and title; {have}',
  citationAt: 'citation: @{id}; write <Cite id="{id}" />',
  invalidUrl: 'invalid url: {value}; write the whole address, as in "https://example.com/a"',
  invalidId: 'invalid id: {value}; use letters, digits, - and _, as in "luce1959"',

  addSymbol:
    'use a symbol of the list, or add to {file} what it means: { "name": {name}, "meaning": "…", "say": "…" }',
  addSymbolOnce: '{cure} (more places on this page: {count})',

  /** The book's lists, JSON files. */
  missingList:
    'missing list: there is no such file; it begins with [ and has one object for each {what}',
  noList: 'no list: it begins with {sign}; write [ and one object for each {what}',
  noEntry: 'no {what}: {shown}; write { "{key}": "…" } with its other fields',
  aReference: 'reference',
  aSymbol: 'symbol',
  unknownListField: 'unknown field: {name}; {cure}',
  entryHas: 'a {what} has {names}',
  fieldGivenTwice: 'field given twice: {name}; keep one',
  entryWithout: '{what} without {names}: {shown}; add {fields}',
  listedTwice: '{what} listed twice: {name}; it is also on line {line}: keep one',
  usedTwice: '{field} used twice: {value}; the {what} of line {line} has it',
  notAText: 'invalid {field}: {value}; write a text, in quotes',
  blankAtEnd: 'blank at an end of {field}: {value}; take it away',
  behindEnd: '{sign} behind the end; the list ends with its last ]',
  missingColon: 'missing colon: "{key}"; write "{key}": and its value',
  unclosedBracket: 'unclosed: {bracket}; close it with {sign}',
  missingCommaBefore: 'missing comma: write , before {word}',
  commaBefore: 'comma too many: nothing follows it before {sign}; take it away',
  unclosedJsonQuote: 'unclosed quote: close it with " on the same line',
  singleBackslash: 'single backslash: \\{command}; write \\\\{command}',
  commentInJson: 'comment: JSON has none; take it away',
  wrongQuoteOfKey: 'wrong quote: {word}; a key stands in straight double quotes',
  keyWithoutQuotes: 'key without quotes: {word}; write "{word}"',
  unclosedBracketOf: 'unclosed: {sign} of line {line}; write {close} before this',
  endsTooEarly: 'ends too early: a value is missing',
  wrongQuoteOfText: 'wrong quote: {word}; a text stands in straight double quotes',
  valueBefore: 'missing value: {sign} follows nothing',
  wrongBracket: 'wrong bracket: {found}; write {sign}',
  wrongComma: 'wrong sign: `;`; write `,` between two fields',
  quoteInText: 'quote within a text: it ends the text; write \\" for it',
  needlessBackslash: 'backslash before {sign}; write {sign} alone',
  otherName: 'unreadable TeX: {value}; write {meant}',
  noJsonValue:
    'no value: {word}; a text stands in double quotes, a number has no sign but - before it',
  invalidCellOfSymbol: 'invalid cell: {value}; write a name that cells can use, as in "z"',
  invalidColour: 'invalid colour: {value}; write the name of a CSS variable, as in "--score"',
  unreadableTex:
    'unreadable TeX: {value}: {reason}; write a letter, or a command with two backslashes, as in "\\\\beta"',
  unknownSymbol: 'unknown symbol: {name}; {cure}',
  symbolsHave: 'the list of symbols has',

  /** Cells and what stands behind their fences. */
  emptyDisplay: 'empty display: write its formula between $$ name=… and $$',
  emptyCell: 'empty cell: write its code between the fences',
  noBreakSpace: 'no-break space behind a fence: write a plain blank between the words',
  cellInBraces:
    'no cell: `{found}`; a fence that runs begins with `ts cell name=…`, without braces',
  cellWithoutMark: 'no cell: `ts {word}`; a fence that runs begins with `ts cell name=…`',
  noCell: 'no cell: `{found}`; a fence that runs begins with `ts cell`',
  wordsBehindListing:
    'words behind a listing: {word}; a fence that runs begins with `ts cell`, and one that is only shown has its language alone',
  nameWithBlank: 'name with a blank: {name} {word}; a name has none: write name={name}-{word}',
  attributeWithoutValue: 'attribute without a value: {name}; write {name}="…"',
  attributeWithValue: 'attribute with a value: {name}={value}; write {name} alone',
  emptyAttribute: 'empty attribute: {name}; give it a text, or leave it out',
  unknownCellAttribute: 'unknown cell attribute: {name}; {cure}',
  aCellTakes: 'a cell takes',
  cellWithoutName:
    'cell without a name: write ```ts cell name=…; saved edits and translations refer to it',
  invalidCellName: 'invalid cell name: {name}; use letters, digits, - and _',
  nameOfValues: 'invalid cell name: {name}; names that begin with {prefix}- belong to values',
  cellNameTwice: 'cell name used twice: {name}; it is also on line {line}',
  restWithoutPlay:
    'rest without play: rest={rest}; it says how far a cell marked `play` has gone before anybody plays it',
  noNumberOfSteps: 'no number of steps: rest={rest}; write a whole number, as in rest=200',
  marksInAlt:
    'marks in alt: {found}; it is read out as it is: write plain text, with numbers as ${…}',
  captionOf: 'caption of cell `{cell}`',
  altOf: 'alt of cell `{cell}`',
  tableOf: 'table of cell `{cell}`',
  valueIn: '{part}: value `{source}`',
  value: 'value `{ts} {source}`',
  bracesInCaption:
    'value with braces in a caption: ${…} there holds no { or }; compute the value in a cell, and name it in the caption',
  unclosedTemplate: 'unclosed: ${; close the value with }, as in ${…}',
  noSentence:
    'caption that is no sentence: it is one paragraph of text, with no heading, list or component alone',
  theCaption: 'caption',

  /** What cells come to. */
  doesNotThrow: 'marked `throws`, but does not fail: remove the mark',
  doesNotPlay:
    'marked `play`, but nothing plays: give a generator a name that is used, as in const n = (function* () { … })()',
  tableInSentence: 'no text: a table stands in a cell of its own; a value is a number or a word',
  figureInSentence: 'no text: a figure stands in a cell of its own; a value is a number or a word',
  noNumberMeant: 'look for what is no number; where NaN is meant, the page names it',
  callFunction: 'call the function',
  notThere: 'look for a name or an index that is not there',
  longNumber:
    'long number: {value}; round it, as in .toFixed(2), or write String(…) where all of it is meant',
  saysNothing: 'says nothing: it comes to {value}; {cure}',
  figureWithoutWords:
    'figure without words: give it an alt="…" that says what it shows, with numbers as ${…}',
  attributeWithoutFigure:
    '{attribute} without a figure: the cell shows none; leave it out, or end the cell with the figure',
  anElement: 'an element',
  noRows:
    'no rows but {found}; write a list of objects, as in table="p.map((value, i) => ({ i, value }))"',
  usesThrowing: 'uses a name from cell `{cell}`, which is marked `throws`',
  noNumberInDrawing:
    'no number in the drawing: {name}="{value}" of <{tag}>; look for what comes to {number}',
  figureWithoutMarks:
    'figure without marks: nothing is drawn but axes; look for a misspelt column, an empty list, or values that are no numbers',
  droppedElement: 'element that the live page drops: <{tag}>; {cure}',
  writeAnInput: 'write a <Slider>, <Choice> or <Toggle> on the page',
  writeFormulaInText: 'write the formula into the text or the caption',
  cellShows: 'a cell shows drawings, tables and text',
  drawShape: 'draw the shape itself',
  makePlain: 'make it of plain elements, such as <div>, <p>, <table> or <svg>',
  droppedHandler:
    'attribute that the live page drops: {name} of <{tag}>; use an input, or a mark that sets one',
  droppedAttribute: 'attribute that the live page drops: {name} of <{tag}>; leave it out',
  droppedAddress: 'address that the live page drops: {value}; a link begins with https:',
  drawnElsewhere: 'picture from elsewhere: {value}; cells have no network: draw it',
  droppedMark: 'attribute that the live page drops: {name} of <{tag}>; a mark may have {marks}',
  exportedBy: '{file} exports it, and the library does not: {cure}',
  addToIndex: 'add it to {index}',
  exportIt: 'export it from a module of the library',
  calledBy: '{message}; called by {caller} ({place})',
  thePage: 'the page',
  allLower: 'all inputs at their lower ends',
  allUpper: 'all inputs at their upper ends',
  atSetting: 'at {setting}: {message}',
  figureTooWide:
    'figure wider than its column: {width} of {column} pixels; draw it for `width`, or write wide behind the fence',
  figureTooWideForPhone:
    'figure wider than a phone: {width} pixels; draw it for `width`, which is {column} there',
  unusedInput: 'unused input: {name}; no cell, value or formula reads it: use it, or take it away',
  unusedCell:
    'unused cell: {name}; it shows nothing, and nothing uses its names: end it with what it shows, or take it away',
  noVerdict:
    'exercise without a verdict: give it a cell with `show-code` for the answer, and one with `judge` that ends with a verdict on it',
  judgeOutside:
    'judge outside of an exercise: put the fence between <Exercise title="…"> and </Exercise>',
  judgeSaysNothing: 'judge that says nothing: end it with a verdict on the answer',
  judgeWithoutVerdict:
    'judge without a verdict: end it with an element of class `verdict`, and of class `right` where the answer is',
  deafJudge: 'judge that reads no answer: the exercise has {names}, and it uses none of them',
  rightFromStart:
    'exercise that is right from the start: begin with an answer that is wrong or missing',
  displayInstead:
    'readers see no console: write display(…), or end the cell with what it is to show',
  makeElements:
    'cells run apart from the page; make elements with document.createElement, and end the cell with them',
  dependsOnZone: '`{name}` depends on the reader’s time zone: write {code}',
  reckonInUtc: '`{name}` depends on the reader’s time zone: reckon in UTC',
  withoutLanguage: '`{name}` without a language differs between readers: write {code}',
  withoutLanguageOrZone:
    '`{name}` without a language differs between readers: write {code}, and a timeZone',
  withoutZone: '`{name}` without a time zone differs between readers: write {code}',
  readsClock:
    '`{name}` is the same at every build, and another for each reader: write the date that is meant, as in new Date("2026-01-31")',
  measuresTime:
    '`performance.now()` stands still at build, and differs between readers: count steps, or write what was measured into the text',
  goesOn:
    'line that goes on with the one before: it begins with “{sign}”; write ; at the end of the line before',
  undeclared: 'not declared: `{name}`; write let before it where it is first assigned',
  returnsNothing:
    'function that returns nothing, to {method}: write return before its value, or leave the braces out',
  droppedByEach: 'forEach drops what its function gives: write map',
  blockForObject:
    'braces that begin a block, and no object: put parentheses round them, as in ({ a: 1 })',
  holes:
    '`Array(n)` has no items yet, so map skips them: write Array.from({ length: n }, (_, i) => …)',
  parseByIndex: 'parseInt takes the index of each text for its base: write map(Number)',
  loneMark:
    'mark that is not drawn: write .plot() behind it, or put it into Plot.plot({ marks: […] })',
  typeWithoutWord:
    'not declared: `{name}`; write const before it, and number, string or boolean for its type',
  negativeIndex: 'no index {index}: a list is counted from 0; write .at({index})',
  powerMeant: 'exclusive or: ^ sets bits against each other; write ** for a power',
  assignmentInCondition: 'assignment in a condition: write === to compare',
  unusedValue: 'value that nothing takes: show it with display(…), return it, or give it a name',
  htmlForDrawing:
    "no part of a drawing: createElement makes elements of HTML; write createElementNS('http://www.w3.org/2000/svg', '{name}')",
  lostHandler:
    'the handler of `{name}` never runs: the page shows a copy of what a cell makes; use an input, or a handle that sets one',
  dateAsText: 'a date as text depends on the reader’s time zone: write toISOString()',
  dateWithoutZone:
    'the date {date} depends on the reader’s time zone: write it as "2026-01-31T12:00Z", with its Z',

  /** Formulas. */
  invalidHolderName: 'invalid name: {value}; <{tag} name="…"> needs letters, digits, - and _',
  formulasInDerivation:
    'derivation `{name}` holds {count} formulas: give it one $$ … $$, with its lines in aligned',
  displayInLine:
    'display formula within a line: write $$ name=… and the closing $$ on lines of their own',
  noFormula:
    'no formula: {found}{next}; a $ beside a blank or before a digit closes nothing: write \\$ for the sign itself, and a formula without blanks at its ends, as in $x$',
  underWithoutColon:
    'under without a colon: {part}; write the quantity, a colon and its kind, as in under="y: simplex"',
  invalidApprox:
    'invalid approx: {approx}; write the relative distance of sides that are near, above 0 and at most 0.1',
  formulaFlag: 'formula attribute without a value: {name}; write {name}=…',
  invalidFormulaName: 'invalid formula name: {name}; use letters, digits, - and _',
  unknownFormulaAttribute: 'unknown formula attribute: {name}; {cure}',
  aFormulaTakes: 'a formula takes',
  attributesWithin:
    'attributes within a formula: {found}; they stand behind the sign, as in $$ {found}',
  backslashAtEnd: 'single backslash at the end of a line: a line ends with \\\\',
  lineWithoutEnd: 'no end of a line: the next one begins with &; write \\\\ behind this one',
  texOfDisplays:
    '{{name}} stands in displays alone: write $$ name=… and the closing $$ on lines of their own',
  texTag: 'leave \\tag out: displays get their numbers automatically',
  definesItself: 'a name cannot stand in its own definition: write out what it is',
  definedByModel:
    'model `{model}` of this page has a formula that defines it: name that in definitions={["…"]} too, or take that model',
  definedBelow: 'its definition stands on line {line}: put that above this one',
  refusedCommand:
    'refused command: {command}; a formula has no links, pictures or HTML: put the link into the text',
  nameWithinDerivation:
    'name within a derivation: {name}; the formula has that of its <Derivation>: leave it out',
  formulaWithoutName:
    'formula without a name: write $$ name=… on its first line; references and translations use it',
  formulaNameTwice: 'formula name used twice: {name}; it is also on line {line}',
  modelNameTwice: 'model name used twice: {name}; it is also on line {line}',
  writeReason: 'write why it cannot be checked, as in unchecked="a limit"',
  giveStanding:
    'put it into a <Model> or a <Derivation>, give it model=…, or write unchecked="why not"',
  lackingFormula: '{what}: {reason}; {cure}{quote}',
  unusedName:
    'unused name: {name}: model `{model}` declares it, and neither a definition nor a checked formula uses it; leave it out',
  aDerivation: 'derivation `{name}`',
  aFormula: 'formula `{name}`',
  aModel: 'model `{name}`',
  quoted: '{message}{quote}',
  claimFails: '{reason}; put the claim right, here and in the prose{quote}',
  lineFails:
    '{reason}; put the line right, or a definition that it is made from; if it holds only for other values, declare them by under or where',
  suspectDefinition:
    'perhaps wrong: {failing} of the {count} formulas that are made from it do not hold; look at it first: where a definition is wrong, they are blamed for it',
  linesAndReasons:
    'derivation `{name}` has {lines} lines and {reasons} reasons: give each line one, or none of them',
  noSuchLine:
    'derivation `{name}` has no line {line}: {attribute} speaks of it, and there are {count}',
  twinWithoutHash:
    'twin without a hash: compare the function with the formula, then write hash={hash}',
  refusedFormula: '{what}: {found}: {reason}; {cure}',
  twinDiffers: 'its twin finds {left} ≠ {right}, at {at}; put the formula or its twin right',
  twinGives: 'its twin gives {found}: it must give both sides, as in ({ z }) => [left, right]',
  twinThrows: 'its twin throws: {message}',
  unknownQuantity: 'unknown quantity: at {name}; the model leaves {names} free',
  invalidQuantity:
    'invalid value: at {name}: {value}; write an expression of the chapter in quotes',
  noModel: 'none: write a <Model> first',
  unknownModel: 'unknown model: {model}; this page has {names}',
  texRefused: 'formula: {message}',
  texComment: '% begins a comment; write \\%',
  texSign: 'sign that TeX does not know: {sign}; write its command, or \\text{{sign}}',
  invalidDefinitions:
    'invalid definitions: write a list of formulas’ names, as in definitions={["wave"]}',
  unknownFormula: 'unknown formula: {name}; this page has {names}',
  noLineOfFormula:
    'formula `{name}` has no line {line}: only those of a derivation have numbers, from 1 on',
  eqWithoutName: 'reference without a name: write <Eq name="…" />',
  twinWithoutFunction:
    'twin of line {line} without a function: write { hash: "…", value: "({ z, i }) => …" }',
  twinFails: 'twin: {message}',
  noFunction: 'it is no function: write "({ z, i }) => …"',
  twinOfLine: 'twin of line {line} of derivation `{name}`',
  twinOfFormula: 'twin of formula `{name}`',

  /** Translations. */
  languageWithoutWords: 'language without words: {language}; {cure}',
  wordsOfBook: 'write what the book says of itself in it in {path}',
  wordsOfEngine: 'the engine has {languages}: see docs/translating.md for a table of its own',
  missingPages:
    'missing pages: {pages}; npx notebook translate {folder}/{language}/{first} begins one',
  orphanedPage:
    'orphaned page: {page}; {folder}/{language} has none of this name: name it as there, or take it out',
  missingKey: 'missing: {key}; {source} has it: write it with its name',
  orphanedBlock:
    'orphaned block: {block}; {file} has none that it could be made from: take it out, or write {/* own */} above it',
  missingBlock: 'missing block: {block} of {source}, which comes next; {command} puts it there',
  unmarkedBlock: 'unmarked block: it does not say what it was made from; {command} marks it',
  untranslatedBlock:
    'untranslated: as it stands in {source}; translate it, then take “, untranslated” out of the comment above',
  staleBlock:
    'stale: {source} has changed since; compare, take out the comment above, then {command} marks it anew',
  orphanedKey:
    'orphaned: {key}; {file} has none of this name: take it out, or write its name as there',
  untranslatedKey: 'untranslated {attribute}: {key}; write it as {file} has it',
  ownFormula:
    'formula of its own: a translated formula is that of its source: leave nothing between the $$',
  ownAttribute:
    'attribute of its own: {name}; a translation takes it from its source: leave it out',
  ownOptions:
    'attribute of its own: options; cells compare them: leave them out, and write labels={["…", "…"]}',
  noTextOfCode:
    'no text of the code: {found}; a translated cell has the code of its source: leave the fence empty, or write texts that the code has in quotes, as in `time = 时间`',

  /** The reference. */
  missingSummary: 'a summary before the first tag',
  missingThrows: '@throws (or “@throws never: why”)',
  unknownEntry: 'unknown entry: {name}; {cure}',
  moduleExports: 'the module exports',
  incompleteDocstring: 'incomplete docstring: {name} lacks {missing}',

  /** The book's own files. */
  librarySyntax: 'syntax: {message}; no cell can run before this is put right',
  declaredTwice: 'syntax: declared twice: {name}; rename one, or take it away',
  moduleOfNode:
    'module of Node: {module}; cells and figures run in the browser as well: data come with the library',
  missingExport: 'missing export: {name}; {cure}',
  moduleExportsNames: '{module} exports',
  moduleDeclares: '{module} declares it: write export before it',
  moduleExportsNothing: '{module} exports nothing: write export before it',
  missingFile: 'missing module: {path}; there is no such file: look at its spelling and its folder',
  missingFileMeant: 'missing module: {path}; did you mean {near}?',
  noDefault:
    'no default export: {module} has none; write {name} in braces: import { {name} } from …',
  onlyDefault:
    'missing export: {name}; {module} exports it as its default: write export there without default',
  missingPackage: 'missing module: {path}; install the package, and list it in package.json',

  /** What types tell. */
  typeError: '{message} (TS{code})',
  unknownColumn: 'unknown column: {name}; {cure}',
  theDataHas: 'the data has',
  takesLibraryName:
    'takes a name of the library: `{name}`; {user} on line {line} means the library’s: choose another name',
  typeErrorCured: '{message} (TS{code}); {cure}',
  defineOrImport: 'define or import it, or check its spelling',
  writeTypes: 'write its types in < >',
  giveOrCorrect: 'give it a value of that type, or correct the type',
  checkSpellingAndValue: 'check its spelling, and what the value is',
  passOrCorrect: 'pass what the function takes, or correct the type of its parameter',
  onlyFunctionsAreCalled: 'only a function is called: leave the ( ) out',
  checkOrLeaveOut: 'check its spelling, or leave it out',
  returnValue: 'return a value, or leave the type out',
  makeNumber: 'make it a number first, as in Number(x)',
  numberOrItems:
    'make it a number first, as in Number(x), and a list item by item, as in list.map((x) => 2 * x)',
  makeBothAlike: 'make both numbers, or both texts',
  compareWithPossible: 'compare it with a value that it can have',
  itemByItem: 'reckon item by item, as in a.map((x, i) => x + b[i])',
  compareTwice: 'write a < b && b < c',
  spreadList: 'pass one number, or all of them, as in ...list',
  compareItems: 'compare their items',
  awaitFirst: 'await it first',
  spreadFirst: 'make a list of it first, as in [...values]',
  forAwait: 'write for await (… of …)',
  moveUp: 'declare it above this line',
  takeDirectiveAway: 'take the comment away',
  leaveNewOut: 'only a class is made with new: leave it out',
  giveValueFirst: 'give it a value first',
  giveList: 'give a list, a Map, a Set or a generator',
  listIsShorter: 'the list is shorter than that',
  checkFirst: 'check it first, or write ?. for the .',
  passAsMany: 'pass as many as the function takes',
  writeString: 'write String(…) of it',
  makeConcrete: 'make one of a class that is not abstract',
  initialize: 'give it a value, as in x = 0',
  keepMeant: 'keep the value that is meant',
  asManyTypes: 'write as many types as it takes',
  asManyTypesAsTaken: 'write as many types as the function takes',
  declareWithLet: 'declare it with let, or define a new name',
  addThem: 'add them',
  addIt: 'add it',
  passForm: 'pass what one of its forms takes',
  typeOfVariable: 'give it a type, as in let x: number',
  typeOfParameter: 'give it a type, as in (x: number) => x',
  typeOfIndex: 'give the index the type of a number',
  typeOfRest: 'give it a type, as in (...x: number[]) => x',
  typeOfWhole: 'give the whole a type, as in ({ x }: { x: number }) => x',
  typeOfList: 'give it a type, as in let x: number[] = []',
  typeOfObject: 'give the object a type, such as Record<string, number>',
  checkWhatItIs: "check what it is first, as in typeof x === 'number'",
} as const

/** The kinds of mistakes. */
export type MistakeKind = keyof typeof mistakes

/** A table of the same mistakes in another language. */
export type MistakeTexts = Readonly<Record<MistakeKind, string>>
