import { markAttributes } from '../../figure/marks.ts'
import type { Output } from '../../kernel/output.ts'

/** What is missing in the drawing that a cell shows; a message for each kind. */
export function explainDrawing(output: Output): string[] {
  const html = markupOf(output)
  return [...explainNumbers(html), ...explainMarks(html)]
}

/** Markup that the live page drops for the reader's safety, though the built page would show it. */
export function explainDropped(output: Output): string[] {
  return explainElements(markupOf(output))
}

const markupOf = (output: Output): string =>
  output.type === 'svg' || output.type === 'html' ? output.html : ''

const tags = /<([A-Za-z][\w:-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g
const attributes = /\s([\w:-]+)(?:="([^"]*)")?/g

/** Attributes of drawings that hold numbers. */
const geometry =
  /^(?:x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|d|points|width|height|transform|viewBox|offset|stroke-width|font-size|opacity|fill-opacity|stroke-opacity)$/

function explainNumbers(html: string): string[] {
  for (const [, tag, written] of html.matchAll(tags))
    for (const [, name, value = ''] of written.matchAll(attributes)) {
      const found = geometry.test(name)
        ? /(?<![A-Za-z])(NaN|undefined|-?Infinity)\b/.exec(value)
        : null
      if (found)
        return [
          `no number in the drawing: ${name}="${value.slice(0, 40)}" of <${tag}>; look for what comes to ${found[1]}`,
        ]
    }
  return []
}

/** A drawing of Plot: its marks are groups, and so are its axes. */
const plot = /<svg\b[^>]*\bclass="[^"]*\bplot-[^]*?<\/svg>/g
/** Ticks are hidden from screen readers, their labels have figures of one width, and an axis’s name is one text. */
const axes =
  /<g\b[^>]*(?:aria-hidden="true"|font-variant="tabular-nums")[^>]*>(?:(?!<g\b)[^])*?<\/g>|<g\b[^>]*\btransform="[^"]*"[^>]*><text\b[^>]*>[^<]*<\/text><\/g>/g
const shapes = /<(?:path|circle|rect|line|polygon|polyline|ellipse|image|text|use|foreignObject)\b/

function explainMarks(html: string): string[] {
  const isEmpty = [...html.matchAll(plot)].some(([svg]) => !shapes.test(svg.replace(axes, '')))
  return isEmpty
    ? [
        'figure without marks: nothing is drawn but axes; look for a misspelt column, an empty list, or values that are no numbers',
      ]
    : []
}

const dropped =
  /^(?:script|style|iframe|frame|object|embed|form|input|button|select|textarea|option|dialog|audio|video|source|track|picture|math|base|link|meta|noscript|portal|foreignobject|animate|animatetransform|animatemotion|set|use|slot)$/

function explainElements(html: string): string[] {
  const found = new Map<string, string>()
  let isWithin = false
  for (const [, tag, written] of html.matchAll(tags)) {
    const name = tag.toLowerCase()
    const isForeign = name.includes('-') && !/^(?:font|color|annotation)-/.test(name)
    const isDropped = dropped.test(name) || isForeign
    // What stands within a list or a form goes with it.
    if (
      isDropped &&
      !(isWithin && /^(?:option|input|button|select|textarea|source|track)$/.test(name))
    )
      found.set(name, `element that the live page drops: <${tag}>; ${cureFor(name)}`)
    isWithin ||= isDropped
    for (const [, attribute, value = ''] of written.matchAll(attributes)) {
      const problem = explainAttribute(tag, attribute, value)
      if (problem && !isDropped) found.set(`${attribute}=`, problem)
    }
  }
  return [...found.values()]
}

function cureFor(name: string): string {
  if (/^(?:input|button|select|textarea|option|form|dialog)$/.test(name))
    return 'write a <Slider>, <Choice> or <Toggle> on the page'
  if (name === 'math') return 'write the formula into the text or the caption'
  if (/^(?:script|iframe|object|embed|audio|video)$/.test(name))
    return 'a cell shows drawings, tables and text'
  if (name === 'use') return 'draw the shape itself'
  return 'make it of plain elements, such as <div>, <p>, <table> or <svg>'
}

const marks: readonly string[] = Object.values(markAttributes)

function explainAttribute(tag: string, name: string, value: string): string | undefined {
  if (/^on[a-z]/.test(name))
    return `attribute that the live page drops: ${name} of <${tag}>; use an input, or a mark that sets one`
  if (/^(?:contenteditable|popover|popovertarget|autofocus|slot|is|part)$/.test(name))
    return `attribute that the live page drops: ${name} of <${tag}>; leave it out`
  if (/^(?:href|xlink:href)$/.test(name) && /^\s*(?:javascript|data|vbscript):/i.test(value))
    return `address that the live page drops: ${value.slice(0, 60)}; a link begins with https:`
  if (name === 'style' && /url\(\s*(?:&quot;|['"])?(?!data:|#|&quot;|['"])/i.test(value))
    return `picture from elsewhere: ${value.slice(0, 60)}; cells have no network: draw it`
  if (name.startsWith('data-') && !marks.includes(name))
    return `attribute that the live page drops: ${name} of <${tag}>; a mark may have ${marks.join(', ')}`
  if (/^(?:src|srcset|poster)$/.test(name) && value !== '' && !value.startsWith('data:'))
    return `picture from elsewhere: ${value.slice(0, 60)}; cells have no network: draw it`
  return undefined
}
