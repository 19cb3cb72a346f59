import { markAttributes } from '../../figure/marks.ts'
import type { Output } from '../../kernel/output.ts'
import { type Mistake, plainly } from '../../strings/mistakes.ts'

/** What a reader would not see, or see broken, in what a cell shows: each kind of mistake once. */
export function explainOutput(output: Output): Mistake[] {
  if (output.type !== 'svg' && output.type !== 'html') return []
  return [
    ...explainNumbers(output.html),
    ...explainMarks(output.html),
    ...explainDropped(output.html),
  ]
}

const tags = /<([A-Za-z][\w:-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g
const attributes = /\s([\w:-]+)(?:="([^"]*)")?/g

/** Attributes of drawings that hold numbers. */
const geometry =
  /^(?:x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|d|points|width|height|transform|viewBox|offset|stroke-width|font-size|opacity|fill-opacity|stroke-opacity)$/

function explainNumbers(html: string): Mistake[] {
  for (const [, tag, written] of html.matchAll(tags))
    for (const [, name, value = ''] of written.matchAll(attributes)) {
      const found = geometry.test(name)
        ? /(?<![A-Za-z])(NaN|undefined|-?Infinity)\b/.exec(value)
        : null
      if (found)
        return [
          { kind: 'noNumberInDrawing', name, value: value.slice(0, 40), tag, number: found[1] },
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

function explainMarks(html: string): Mistake[] {
  const isEmpty = [...html.matchAll(plot)].some(([svg]) => !shapes.test(svg.replace(axes, '')))
  return isEmpty ? [{ kind: 'figureWithoutMarks' }] : []
}

const dropped =
  /^(?:script|style|iframe|frame|object|embed|form|input|button|select|textarea|option|dialog|audio|video|source|track|picture|math|base|link|meta|noscript|portal|foreignobject|animate|animatetransform|animatemotion|set|use|slot)$/

/** Markup that the live page drops for the reader's safety, though the built page would show it. */
function explainDropped(html: string): Mistake[] {
  const found = new Map<string, Mistake>()
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
      found.set(name, { kind: 'droppedElement', tag, cure: cureFor(name) })
    isWithin ||= isDropped
    for (const [, attribute, value = ''] of written.matchAll(attributes)) {
      const problem = explainAttribute(tag, attribute, value)
      if (problem && !isDropped) found.set(`${attribute}=`, problem)
    }
  }
  return [...found.values()]
}

function cureFor(name: string): Mistake {
  if (/^(?:input|button|select|textarea|option|form|dialog)$/.test(name))
    return { kind: 'writeAnInput' }
  if (name === 'math') return { kind: 'writeFormulaInText' }
  if (/^(?:script|iframe|object|embed|audio|video)$/.test(name)) return { kind: 'cellShows' }
  if (name === 'use') return { kind: 'drawShape' }
  return { kind: 'makePlain' }
}

const marks: readonly string[] = Object.values(markAttributes)

function explainAttribute(tag: string, name: string, value: string): Mistake | undefined {
  if (/^on[a-z]/.test(name)) return { kind: 'droppedHandler', name, tag }
  if (/^(?:contenteditable|popover|popovertarget|autofocus|slot|is|part)$/.test(name))
    return { kind: 'droppedAttribute', name, tag }
  if (/^(?:href|xlink:href)$/.test(name) && /^\s*(?:javascript|data|vbscript):/i.test(value))
    return { kind: 'droppedAddress', value: value.slice(0, 60) }
  if (name === 'style' && /url\(\s*(?:&quot;|['"])?(?!data:|#|&quot;|['"])/i.test(value))
    return { kind: 'drawnElsewhere', value: value.slice(0, 60) }
  if (name.startsWith('data-') && !marks.includes(name))
    return { kind: 'droppedMark', name, tag, marks: plainly(marks) }
  if (/^(?:src|srcset|poster)$/.test(name) && value !== '' && !value.startsWith('data:'))
    return { kind: 'drawnElsewhere', value: value.slice(0, 60) }
  return undefined
}
