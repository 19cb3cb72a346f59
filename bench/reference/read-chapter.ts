import { readFileSync } from 'node:fs'

/** The reference chapter, as all systems get it. */
export interface Chapter {
  title: string
  description: string
  parts: Part[]
}

/** What follows on each other in the chapter. */
export type Part = Words | Formula | Range | Pair | Plot

/** Paragraphs and headings in Markdown, with formulas between dollar signs. */
export interface Words {
  kind: 'words'
  text: string
}

/** A formula on lines of its own. */
export interface Formula {
  kind: 'formula'
  name: string
  tex: string
}

/** A slider. */
export interface Range extends Limits {
  kind: 'range'
  name: string
  label: string
  value: number
}

/** Two sliders of one quantity, which a handle may move together. */
export interface Pair extends Limits {
  kind: 'pair'
  name: string
  labels: [string, string]
  value: [number, number]
}

interface Limits {
  min: number
  max: number
  step: number
}

/** A figure: an expression that calls Observable Plot. */
export interface Plot {
  kind: 'plot'
  name: string
  code: string
}

/** What the figures are drawn from, of the inputs' values. */
export const values = `const z = [fox, badger, hare]
const p = softmax(z, T)`

/** The names that pages import from the model. */
export const modelNames = ['animals', 'sharesByTemperature', 'softmax', 'worth']

const source = (name: string): string =>
  readFileSync(new URL(`source/${name}`, import.meta.url), 'utf8')

/** The functions that the figures are drawn from: a module in TypeScript. */
export const readModel = (): string => source('model.ts')

/** The one source of the words, formulas, inputs and plot specifications of all systems. */
export function readChapter(): Chapter {
  const [, title, description, text] =
    /^---\ntitle: (.*)\ndescription: (.*)\n---\n\n([^]*)$/.exec(source('chapter.md')) ?? []
  if (text === undefined) throw new Error('no frontmatter: bench/reference/source/chapter.md')
  const blocks = text.trim().split(/\n(?=```plot |\$\$ \w|@)|(?<=^```|^\$\$|^@.*)\n/m)
  return { title, description, parts: blocks.flatMap(toPart) }
}

function toPart(block: string): Part[] {
  const text = block.trim()
  if (text === '') return []
  const [, name, code] = /^```plot (\w+)\n([^]*)\n```$/.exec(text) ?? []
  if (code !== undefined) return [{ kind: 'plot', name, code }]
  const [, formula, tex] = /^\$\$ (\w+)\n([^]*)\n\$\$$/.exec(text) ?? []
  if (tex !== undefined) return [{ kind: 'formula', name: formula, tex }]
  return [text.startsWith('@') ? toInput(text) : { kind: 'words', text }]
}

function toInput(line: string): Range | Pair {
  const [, kind, name] = /^@(slider|pair) (\w+)/.exec(line) ?? []
  const read = (key: string): string => {
    const [, quoted, bare] = new RegExp(` ${key}=(?:"([^"]*)"|(\\S+))`).exec(line) ?? []
    if (quoted === undefined && bare === undefined) throw new Error(`no ${key}: ${line}`)
    return quoted ?? bare
  }
  const limits = { min: Number(read('min')), max: Number(read('max')), step: Number(read('step')) }
  if (kind === 'slider')
    return { kind: 'range', name, label: read('label'), value: Number(read('value')), ...limits }
  const [label, other] = read('labels').split(',')
  const [value, second] = read('value').split(',').map(Number)
  return { kind: 'pair', name, labels: [label, other], value: [value, second], ...limits }
}

/** A pair as two sliders of their own, named by their places: `q0` and `q1`. */
export function toRanges(input: Range | Pair): Range[] {
  if (input.kind === 'range') return [input]
  const { name, labels, value, min, max, step } = input
  return labels.map((label, n) => ({
    kind: 'range' as const,
    name: `${name}${n}`,
    label,
    value: value[n],
    ...{ min, max, step },
  }))
}

/** The code of a plot by its name. */
export function findPlot({ parts }: Chapter, name: string): string {
  const found = parts.find((it): it is Plot => it.kind === 'plot' && it.name === name)
  if (!found) throw new Error(`no plot: ${name}; the source of the chapter has none of that name`)
  return found.code
}

export function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by))
}
