import type { Nodes, Root } from 'mdast'
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx'
import { visit } from 'unist-util-visit'
import { inline } from '../built-props.ts'
import { ChapterError } from '../syntax/chapter-error.ts'
import { toldBy } from '../syntax/told-error.ts'
import { fill } from '../../strings/fill.ts'
import { languageOf, stringsOf, type Strings } from '../../strings/strings.ts'
import { gather, type Mistakes } from '../syntax/mistakes.ts'
import { placeOf } from '../syntax/place.ts'
import type { Equation, PageFormulas } from './check-formulas.ts'
import { findElsewhere } from './find-elsewhere.ts'
import { findFigure } from './find-figure.ts'
import { renderFormula } from './formula.ts'
import { toProps } from '../syntax/literal.ts'
import { explain, litClass } from './symbol-marks.ts'
import { become, isJsx, type JsxElement } from '../syntax/mdx-elements.ts'
import { placeOfAttribute } from '../syntax/props.ts'
import { lineTex } from './set-derivation.ts'
import { splitLines } from './split-lines.ts'
import { findSymbol, type BookSymbol } from './symbols.ts'
import { plainly, type Mistake } from '../../strings/mistakes.ts'

/** Where a page stands, and who is told of its mistakes. */
export interface ReferenceOptions {
  file: string
  /** What paths are relative to. Default: the working directory. */
  folder?: string | undefined
  /** If missing, mistakes are thrown as ChapterErrors. */
  mistakes?: Mistakes
}

interface Target {
  label: string
  tex: string
}

/**
 * References to formulas become their numbers, linked and with a preview: `[](#eq-wave)`, `<Eq
 * name="gradient" line={8} />`. Runs before the formulas are set.
 */
export function setReferences(
  root: Root,
  page: PageFormulas,
  { file, folder, mistakes: given }: ReferenceOptions,
): void {
  gather(file, given, (mistakes) => {
    visit(root, (node) => {
      if (!setElsewhere(node, file, folder) && !setFigure(node, file, folder))
        mistakes.attempt(() => setReference(node, file, page))
    })
  })
}

/** A link without words to a formula of another page becomes that formula’s number, with a preview; whether it did. */
function setElsewhere(
  node: Nodes | MdxJsxFlowElement | MdxJsxTextElement,
  file: string,
  folder?: string,
): boolean {
  if (node.type !== 'link' || node.children.length > 0) return false
  const found = findElsewhere(node.url, file, folder)
  if (!found) return false
  const { url: href } = node
  become(node, inline('Eq', { href, label: found.label, html: renderFormula(found.tex, true) }))
  return true
}

/** A link without words to a cell, of this page or another, becomes the number of its figure; whether it did. */
function setFigure(
  node: Nodes | MdxJsxFlowElement | MdxJsxTextElement,
  file: string,
  folder?: string,
): boolean {
  if (node.type !== 'link' || node.children.length > 0) return false
  const found = findFigure(node.url, file, folder)
  if (!found) return false
  const { label, figure } = found
  become(node, inline('Eq', { href: node.url, label, html: '', ...(figure && { figure }) }))
  return true
}

function setReference(
  node: Nodes | MdxJsxFlowElement | MdxJsxTextElement,
  file: string,
  page: PageFormulas,
): void {
  const id = referenceOf(node, file)
  if (id === undefined || isRefused(id, page)) return
  const target = findTarget(id, page, stringsOf(languageOf(file)))
  const all = [...page.equations.map((it) => it.name), ...page.refused].filter(Boolean)
  const names = all.length > 0 ? plainly(all) : [{ kind: 'none' } as const]
  if (!target && isJsx(node)) throw toMissing(node, file, { id, names, page })
  if (!target)
    throw new ChapterError(file, placeOf(node), { kind: 'unknownFormula', name: id, names })
  // A link with text of its own keeps it.
  if (node.type === 'link' && node.children.length > 0) return
  become(
    node,
    inline('Eq', { href: `#eq-${id}`, label: target.label, html: renderFormula(target.tex, true) }),
  )
}

/** A tag that names no formula of the page, or no line of one. */
function toMissing(
  node: JsxElement,
  file: string,
  { id, names, page }: { id: string; names: readonly Mistake[]; page: PageFormulas },
): ChapterError {
  const { name, line } = toProps(node.attributes)
  return page.equations.some((it) => it.name === name) && line !== undefined
    ? new ChapterError(file, placeOfAttribute(node, 'line'), {
        kind: 'noLineOfFormula',
        name: String(name),
        line: String(line),
      })
    : new ChapterError(file, placeOfAttribute(node, 'name'), {
        kind: 'unknownFormula',
        // Of one with a line, the id has that too.
        name: typeof name === 'string' ? name : id,
        names,
      })
}

/** Whether a reference leads to a formula that exists but has a mistake of its own. */
function isRefused(id: string, { refused }: PageFormulas): boolean {
  return refused.has(id) || refused.has(id.replace(/-\d+$/, ''))
}

function referenceOf(
  node: Nodes | MdxJsxFlowElement | MdxJsxTextElement,
  file: string,
): string | undefined {
  if (node.type === 'link') return /^#eq-(.+)$/.exec(node.url)?.[1]
  if (
    (node.type !== 'mdxJsxTextElement' && node.type !== 'mdxJsxFlowElement') ||
    node.name !== 'Eq'
  )
    return undefined
  const { name, line } = toProps(node.attributes)
  if (typeof name !== 'string')
    throw new ChapterError(file, placeOf(node), { kind: 'eqWithoutName' })
  // A line that is no number is told by the check of components.
  if (line !== undefined && typeof line !== 'number') return undefined
  return line === undefined ? name : `${name}-${line}`
}

function findTarget(id: string, page: PageFormulas, strings: Strings): Target | undefined {
  const equation = page.equations.find((it) => it.name === id)
  if (equation) return { label: `(${equation.number})`, tex: equation.node.value }
  const [, name, line] = /^(.+)-(\d+)$/.exec(id) ?? []
  const whole = page.equations.find((it) => it.name === name)
  const target = whole && findLine(whole, Number(line), page)
  return target && { ...target, label: fill(strings.formula.line, { label: target.label, line }) }
}

function findLine(
  { node, number }: Equation,
  line: number,
  { derivations }: PageFormulas,
): Target | undefined {
  const checked = derivations.find((it) => it.formula === node)
  const pieces = checked && splitLines(checked.derivation)
  const found = pieces?.[line - 1]
  return (
    found && {
      label: `(${number})`,
      tex: lineTex({ ...found, left: found.left ?? pieces?.[0].left }),
    }
  )
}

/**
 * `<Sym name="z" />` becomes the symbol in its colour, with the list's words about it. Reports and
 * throws as `setReferences`.
 */
export function setSymbols(
  root: Root,
  file: string,
  symbols: readonly BookSymbol[],
  given?: Mistakes,
): void {
  gather(file, given, (mistakes) => {
    visit(root, (node) => {
      if (
        (node.type !== 'mdxJsxTextElement' && node.type !== 'mdxJsxFlowElement') ||
        node.name !== 'Sym'
      )
        return
      mistakes.attempt(() => setSymbol(node, file, symbols))
    })
  })
}

function setSymbol(
  node: MdxJsxFlowElement | MdxJsxTextElement,
  file: string,
  symbols: readonly BookSymbol[],
): void {
  // Until the symbol is found, its name may be wrong; then its TeX.
  let attribute = 'name'
  try {
    const { name, tex } = toProps(node.attributes)
    // That it is missing is told by the check of components.
    if (name === undefined) return
    const symbol = findSymbol(symbols, String(name))
    attribute = 'tex'
    const html = renderFormula(String(tex ?? name), false)
    become(
      node,
      inline('Sym', {
        html,
        lit: litClass(symbol, symbols),
        text: explain(symbol, stringsOf(languageOf(file)).symbols),
        cell: symbol.cell,
      }),
    )
  } catch (error) {
    throw new ChapterError(file, placeOfAttribute(node, attribute), toldBy(error), { cause: error })
  }
}
