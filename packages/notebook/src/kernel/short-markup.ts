import { shortPath } from './short-path.ts'

/** Attributes of shapes and texts that hold coordinates and lengths, in the units of the drawing. */
const lengths =
  /^(x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|points|d|transform|stroke-width|font-size)$/
/** What is drawn, and not what is referred to: the units of gradients, clips and filters may be others. */
const drawn = /^(svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|image|use)$/

const tag = /<([a-zA-Z][\w-]*)((?:\s+[^\s=>]+="[^"]*")*)/g
const attribute = /\s+([^\s=>]+)="([^"]*)"/g

/**
 * Markup with numbers as precise as a screen can show, and without names that nothing may have.
 * Coordinates are rounded to a hundredth of the drawing's unit, those of long paths to a tenth,
 * unless something in it is scaled.
 * @param markup as the document serializes it
 */
export function shortMarkup(markup: string): string {
  const keepsNumbers = isScaled(markup)
  return markup.replace(tag, (_, name: string, attributes: string) => {
    const kept = attributes.replace(attribute, (whole: string, key: string, value: string) => {
      if (key === 'aria-label' && isNameless(name, attributes)) return ''
      if (keepsNumbers || !drawn.test(name) || !lengths.test(key)) return whole
      return ` ${key}="${shortNumbers(key, value)}"`
    })
    return `<${name}${kept}`
  })
}

/** A group without a role cannot have a name; libraries give it one all the same. */
function isNameless(name: string, attributes: string): boolean {
  return name === 'g' && !/\srole="/.test(attributes)
}

/** Whether a unit of the drawing, or of a part of it, may be more than two pixels. */
function isScaled(markup: string): boolean {
  if (/\b(scale|matrix|skewX|skewY)\(|\sscale:|<(marker|symbol)\b/.test(markup)) return true
  return [...markup.matchAll(/<svg\b[^>]*/g)].some(([svg]) => {
    const [, width] = /\sviewBox="\s*\S+\s+\S+\s+([\d.]+)/.exec(svg) ?? []
    const shown = /\swidth="([\d.]+)"/.exec(svg)?.[1]
    return width !== undefined && (shown === undefined || Number(shown) > 2 * Number(width))
  })
}

function shortNumbers(key: string, value: string): string {
  // In a path of relative steps errors would add up, and an angle is no length.
  if (key === 'd' && /[a-y]/.test(value)) return value
  const short = key === 'd' ? shortPath(value) : value
  if (short !== value) return short
  if (key === 'transform' && /rotate/.test(value)) return value
  return value.replace(/-?\d*\.\d{3,}(?![\d.]*e)/g, (number) =>
    String(Number(Number(number).toFixed(2))).replace(/^-0$/, '0'),
  )
}
