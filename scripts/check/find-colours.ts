import { globSync, readFileSync } from 'node:fs'
import { color } from 'd3'
import ts from 'typescript'
import { findNear } from '../../packages/notebook/src/kernel/nearest.ts'
import type { Told } from './print-mistakes.ts'
import { tellAt } from './tell-at.ts'

const cure =
  'write a variable of packages/notebook/src/styles/tokens.css or src/styles/book.css, as in var(--prob), so that both themes and print work'

/** The variables that the style sheets of the engine and of this book declare. */
const declared = new Set(
  globSync('{packages/notebook/src,src}/styles/*.css').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name),
  ),
)

/** Variables of style sheets that a page's cells name, and that none declares: what they were to colour is black. */
export function findUnknownVariables(file: string, page: string): Told[] {
  return [...page.matchAll(/var\(\s*(--[\w-]+)\s*[,)]/g)]
    .filter(([, name]) => !declared.has(name) && !page.includes(`${name}:`))
    .map(({ index, 0: all, 1: name }) => tellVariable(file, page, index + all.indexOf('--'), name))
}

function tellVariable(file: string, text: string, index: number, name: string): Told {
  const near = findNear(name, declared)
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

/** Colours that a figure's code spells out itself, and variables that no style sheet declares. */
export function findColours(file: string, code: string): Told[] {
  const source = ts.createSourceFile('figure.ts', code, ts.ScriptTarget.Latest, true)
  // A variable may be set by the figure itself.
  const own = new Set([...code.matchAll(/['"`;\s](--[\w-]+)['"`]?\s*[:,]/g)].map(([, it]) => it))
  const told: Told[] = []
  const tell = (index: number, message: string): void =>
    void told.push(tellAt(file, code, index, message))
  const visit = (node: ts.Node): void => {
    if (isText(node)) {
      for (const { index, found } of coloursIn(node))
        tell(node.getStart() + 1 + index, `colour of its own: ${found}; ${cure}`)
      for (const { index, 1: name } of node.text.matchAll(/var\(\s*(--[\w-]+)\s*[,)]/g))
        if (!declared.has(name) && !own.has(name))
          told.push(tellVariable(file, code, node.getStart() + 1 + index, name))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return told
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
