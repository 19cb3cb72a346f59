import { color } from 'd3'
import type { Node, Root } from 'mdast'
import ts from 'typescript'
import { visit } from 'unist-util-visit'
import { findNear } from '../../packages/notebook/src/kernel/nearest.ts'
import { parseMdx } from '../../packages/notebook/src/markdown/syntax/engine.ts'
import { isJsx } from '../../packages/notebook/src/markdown/syntax/mdx-elements.ts'
import type { Told } from './print-mistakes.ts'
import { tellAt } from './tell-at.ts'
import { variables } from './theme-colours.ts'

const cure =
  'write a variable of src/styles/book.css, or --ink, --muted, --line or another of packages/notebook/src/styles/tokens.css, as in var(--prob), so that both themes and print work'

/**
 * Variables of style sheets that a page's code should not name: those that none declares, since what they were to colour is
 * black, and the numbered ones.
 */
export function findWrongVariables(file: string, page: string): Told[] {
  const unknown = unknownIn(page, ownOf(page))
  const numbered = numberedIn(page)
  if (unknown.length + numbered.length === 0) return []
  // Prose may speak of any variable.
  const parts = codeOf(page)
  const isCode = ({ index }: { index: number }): boolean =>
    parts.some(([start, end]) => start <= index && index < end)
  return [
    ...unknown.filter(isCode).map(({ index, name }) => tellVariable(file, page, index, name)),
    ...numbered.filter(isCode).map(({ index, name }) => tellNumbered(file, page, index, name)),
  ]
}

/** Colours of a list of symbols that no style sheet declares. */
export function findUnknownColours(file: string, list: string): Told[] {
  return [...list.matchAll(/"colour"\s*:\s*"(--[^"]*)"/g)]
    .map(({ index, 0: all, 1: name }) => ({ index: index + all.indexOf('--'), name }))
    .filter(({ name }) => !variables.has(name))
    .map(({ index, name }) => tellVariable(file, list, index, name))
}

/** The engine's colours for the classes of a figure, which this book does not use: its colours are those of quantities. */
export function findNumbered(file: string, text: string): Told[] {
  return numberedIn(text).map(({ index, name }) => tellNumbered(file, text, index, name))
}

const numberedIn = (text: string): { index: number; name: string }[] =>
  [...text.matchAll(/--c(?:\d|(?=\$\{))/g)].map(({ index, 0: name }) => ({ index, name }))

const tellNumbered = (file: string, text: string, index: number, name: string): Told =>
  tellAt(
    file,
    text,
    index,
    `colour of a number: ${name}; each colour of this book belongs to a quantity (src/styles/book.css): write that of what is drawn, as in var(--prob), or var(--other); classes differ by name, place, dashes or depth`,
  )

/** Variables that code sets itself: `.style('--gap', …)`, `{ '--gap': … }`, `style="--gap: …"`. */
const ownOf = (code: string): ReadonlySet<string> =>
  new Set([...code.matchAll(/['"`;\s](--[\w-]+)['"`]?\s*[:,]/g)].map(([, it]) => it))

/** The variables of a text that nothing declares; one with a fallback may be missing. */
const unknownIn = (text: string, own: ReadonlySet<string>): { index: number; name: string }[] =>
  [...text.matchAll(/var\(\s*(--[\w-]+)\s*\)/g)]
    .map(({ index, 0: all, 1: name }) => ({ index: index + all.indexOf('--'), name }))
    .filter(({ name }) => !variables.has(name) && !own.has(name))

/** From where to where a page's cells and the attributes of its components stand. */
function codeOf(page: string): (readonly [start: number, end: number])[] {
  const parts: (readonly [number, number])[] = []
  const add = ({ position }: Pick<Node, 'position'>): void =>
    void parts.push([position?.start.offset ?? 0, position?.end.offset ?? 0])
  visit(readPage(page), (node) => {
    if (node.type === 'code' && /^cell\b/.test(node.meta ?? '')) add(node)
    if (isJsx(node)) for (const it of node.attributes) add(it)
  })
  return parts
}

function readPage(page: string): Root {
  try {
    return parseMdx(page)
  } catch {
    // What cannot be read is told by the check of the page.
    return { type: 'root', children: [] }
  }
}

function tellVariable(file: string, text: string, index: number, name: string): Told {
  const near = findNear(name, variables)
  return tellAt(
    file,
    text,
    index,
    `unknown variable: ${name}; ${near ? `did you mean ${near}?` : cure}`,
  )
}

/** What takes a colour: an attribute, a property, an option of a mark. */
const takesColour = /^(?:fill|stroke|color|background|background-?color|stop-?color|flood-?color)$/i
/** Colours that are the same in each theme, or those of what is around. */
const anywhere = /^(?:none|transparent|currentcolor|inherit)$/i
const written = /#[\da-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\([^)]*\)/gi
const inStyle = /(?:^|[;\s])(?:fill|stroke|color|background(?:-color)?)\s*:\s*([a-z]+)/gi

/** Colours that a figure's code spells out itself, and variables that it should not name. */
export function findColours(file: string, code: string): Told[] {
  const source = ts.createSourceFile('figure.ts', code, ts.ScriptTarget.Latest, true)
  const own = ownOf(code)
  const told: Told[] = []
  const tell = (index: number, message: string): void =>
    void told.push(tellAt(file, code, index, message))
  const look = (node: ts.Node): void => {
    if (isText(node)) {
      for (const { index, found } of coloursIn(node))
        tell(node.getStart() + 1 + index, `colour of its own: ${found}; ${cure}`)
      for (const { index, name } of unknownIn(node.text, own))
        told.push(tellVariable(file, code, node.getStart() + 1 + index, name))
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return [...told, ...findNumbered(file, code)]
}

type Text =
  | ts.StringLiteral
  | ts.NoSubstitutionTemplateLiteral
  | ts.TemplateHead
  | ts.TemplateMiddle
  | ts.TemplateTail

const isText = (node: ts.Node): node is Text =>
  ts.isStringLiteral(node) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateHead(node) ||
  ts.isTemplateMiddle(node) ||
  ts.isTemplateTail(node)

function coloursIn(node: Text): { index: number; found: string }[] {
  const { text } = node
  const whole = isColour(text) && isWhereColoursStand(node) ? [{ index: 0, found: text }] : []
  const styled = [...text.matchAll(inStyle)]
    .filter(([, word]) => isColour(word))
    .map(({ index, 0: all, 1: found }) => ({ index: index + all.length - found.length, found }))
  const spelt = [...text.matchAll(written)]
    .filter(({ index, 0: found }) =>
      found === text ? !isAddress(node) : /(?<!url)[:\s,(]$/.test(text.slice(0, index)),
    )
    .filter(({ 0: found }) => isColour(found))
    .map(({ index, 0: found }) => ({ index, found }))
  return whole.length > 0 ? whole : [...styled, ...spelt]
}

const isColour = (text: string): boolean =>
  !anywhere.test(text) &&
  !text.startsWith('var(') &&
  (color(text) !== null || /^(?:oklch|oklab|lab|lch)\(/i.test(text))

/** Whether a string is where a link leads, or the name of a mark: these may look like a colour. */
const isAddress = ({ parent }: Text): boolean =>
  /\b(?:href|id)\b/.test(
    ts.isCallExpression(parent)
      ? (parent.arguments[0]?.getText() ?? '')
      : ts.isPropertyAssignment(parent)
        ? parent.name.getText()
        : '',
  )

/** Whether a string is the value of what takes a colour: `{ fill: 'red' }`, `.attr('fill', 'red')`, `(fill = 'red') =>`. */
function isWhereColoursStand(node: Text): boolean {
  const { parent } = node
  if (ts.isCallExpression(parent)) {
    const before = parent.arguments[parent.arguments.indexOf(node as ts.Expression) - 1]
    return before !== undefined && ts.isStringLiteral(before) && takesColour.test(before.text)
  }
  if (ts.isConditionalExpression(parent)) return isOfColour(parent.parent)
  return isOfColour(parent)
}

const isOfColour = (node: ts.Node): boolean =>
  (ts.isPropertyAssignment(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isVariableDeclaration(node)) &&
  takesColour.test(node.name.getText())
