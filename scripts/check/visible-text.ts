import ts from 'typescript'

/** From where to where a piece of text is, in its file. */
type Span = readonly [from: number, to: number]

/**
 * A chapter with everything that readers do not see as words replaced by spaces: formulas, code, names
 * and addresses. What is left is where it was, so that its line can be told.
 */
export function visibleText(chapter: string): string {
  const cells = [...chapter.matchAll(/^```([^\n]*)\n([^]*?)^```/gm)]
  const spans = cells.flatMap(({ index, 0: all, 1: head, 2: code }) => [
    ...readFence(head, index + 3),
    ...readCode(code, index + all.indexOf('\n') + 1),
  ])
  const prose = cells.reduce((text, { index, 0: all }) => blank(text, index, all), chapter)
  return keep(chapter, spans, hideMarkup(prose))
}

/** The strings of a figure's code, with all else replaced by spaces. Its comments are for its authors. */
export function visibleStrings(code: string): string {
  return keep(code, readStrings(code, 0), blank(code, 0, code))
}

/** The text of a fence's attributes, with the code in it left out. */
function readFence(head: string, offset: number): Span[] {
  return [...head.matchAll(/\b(caption|alt|table)="((?:\\.|[^"\\])*)"/g)].flatMap(
    ({ index, 0: all, 1: name, 2: value }) => {
      const from = offset + index + all.length - 1 - value.length
      return name === 'table' ? readCode(value, from) : readTemplate(value, from)
    },
  )
}

/** A caption is a template: its text, and the strings within the code of its values. */
function readTemplate(template: string, offset: number): Span[] {
  return readCode(`\`${template}\``, offset - 1)
}

/** What readers of a cell's code see as words: strings, comments, and names that head columns. */
function readCode(code: string, offset: number): Span[] {
  const strings = readStrings(code, offset)
  return [...strings, ...readComments(code, offset, strings)]
}

function readStrings(code: string, offset: number): Span[] {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest, true)
  const spans: Span[] = []
  const visit = (node: ts.Node): void => {
    if (isText(node)) spans.push([offset + node.getStart(), offset + node.end])
    ts.forEachChild(node, visit)
  }
  visit(file)
  return spans
}

/** Whether a node of code is a string, a piece of a template, or what may head a column. */
function isText(node: ts.Node): boolean {
  if (node.parent && (ts.isImportDeclaration(node.parent) || ts.isLiteralTypeNode(node.parent)))
    return false
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    isTemplatePart(node) ||
    isHeading(node)
  )
}

/** Whether a node names a property of an object that an arrow gives, which is a row of a table. */
function isHeading(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !ts.isObjectLiteralElementLike(node.parent)) return false
  return node.parent.name === node && ts.isParenthesizedExpression(node.parent.parent.parent)
}

const isTemplatePart = (node: ts.Node): boolean =>
  ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)

function readComments(code: string, offset: number, strings: readonly Span[]): Span[] {
  return [...code.matchAll(/\/\/.*|\/\*[^]*?\*\//g)]
    .map(({ index, 0: all }): Span => [offset + index, offset + index + all.length])
    .filter(([from]) => !strings.some(([start, end]) => start <= from && from < end))
}

/** Parts of a chapter's prose that are no words, each with what is a word in it. */
const markup: readonly [pattern: RegExp, words?: RegExp][] = [
  [/^\$\$[^]*?^\$\$/gm, /\\text\{[^}]*\}/g],
  [/\$(?:\\.|[^$\\])*\$/g],
  [/`[^`\n]*`/g],
  [/\]\([^)\s]*\)/g],
  [/<\/?[A-Z][^]*?\/?>(?=\s|[^\s'"`}])/g, /(?<=[[,]\s*|\btitle=)"[^"]*"/g],
  [/^name: .*/gm],
]

function hideMarkup(prose: string): string {
  return markup.reduce(
    (text, [pattern, words]) =>
      [...text.matchAll(pattern)].reduce((rest, { index, 0: all }) => {
        const kept = words ? [...all.matchAll(words)] : []
        const spans = kept.map((it): Span => [index + it.index, index + it.index + it[0].length])
        return keep(rest, spans, blank(rest, index, all))
      }, text),
    prose,
  )
}

/** A text with one part replaced by spaces. Lines stay. */
const blank = (text: string, from: number, part: string): string =>
  text.slice(0, from) + part.replace(/[^\n]/g, ' ') + text.slice(from + part.length)

/** A text with some spans taken from another, of the same length. */
const keep = (from: string, spans: readonly Span[], into: string): string =>
  spans.reduce(
    (text, [start, end]) => text.slice(0, start) + from.slice(start, end) + text.slice(end),
    into,
  )
