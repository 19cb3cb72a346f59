import '@cellgraph/drawing-document/install-here'

/** A figure as a test sees it: what it says, how large, where, and in which colours. */
export interface ReadFigure {
  markup: string
  texts: { text: string; size: number; x: number; y: number; anchor: string }[]
  colours: string[]
  /** Every number in a coordinate, a length or a path. */
  numbers: number[]
  width: number
  height: number
}

const defaultSize = 13

export function readFigure(element: Element): ReadFigure {
  const markup = element.outerHTML
  const root = markup.slice(0, markup.indexOf('>'))
  return {
    markup,
    texts: readTexts(markup),
    colours: [...markup.matchAll(/(?:fill|stroke|color)="([^"]*)"/g)].map((match) => match[1]),
    numbers: [
      ...markup.matchAll(/\s(?:x|y|x1|y1|x2|y2|cx|cy|r|width|height|d)="([^"]*)"/g),
    ].flatMap(([, value]) => (value.match(/-?(?:[\d.]+|NaN|Infinity)/g) ?? [NaN]).map(Number)),
    width: Number(attribute(root, 'width')),
    height: Number(attribute(root, 'height')),
  }
}

/** What a figure says, text by text. */
export const textsOf = (element: Element): string[] =>
  readFigure(element).texts.map(({ text }) => text)

/** All texts, with what they take over from the groups around them. */
function readTexts(markup: string): ReadFigure['texts'] {
  const texts: ReadFigure['texts'] = []
  const groups: string[] = []
  for (const [, ending, attributes, own, content] of markup.matchAll(
    /<(?:(\/g)|g([^>]*)|text([^>]*)>(.*?)<\/text)>/g,
  )) {
    if (ending) groups.pop()
    else if (attributes !== undefined) groups.push(attributes)
    else texts.push(readText(content.replace(/<[^>]*>/g, ''), [own, ...groups.toReversed()]))
  }
  return texts
}

/** The nearest of `around` that sets an attribute decides. */
function readText(text: string, around: readonly string[]): ReadFigure['texts'][number] {
  const find = (name: string): string | undefined =>
    around.map((it) => attribute(it, name)).find((it) => it !== undefined)
  return {
    text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
    size: Number(find('font-size') ?? defaultSize),
    x: Number(attribute(around[0], 'x')),
    y: Number(attribute(around[0], 'y')),
    anchor: find('text-anchor') ?? 'start',
  }
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
}

/** Texts that a handle lies on, by the ring of its grip. A letter is about 0.56 of its height wide. */
export function hiddenTexts({ markup, texts }: ReadFigure): string[] {
  const rings = [...markup.matchAll(/class="grip">.*?<circle([^>]*)>/g)].map(([, circle]) =>
    ['cx', 'cy', 'r'].map((name) => Number(attribute(circle, name))),
  )
  return texts
    .filter(({ text, size, x, y, anchor }) => {
      const long = text.length * size * 0.56
      const from = anchor === 'start' ? x : anchor === 'end' ? x - long : x - long / 2
      return rings.some(([cx, cy, r]) => {
        const [dx, dy] = [cx - clamp(cx, from, from + long), cy - clamp(cy, y - 0.7 * size, y)]
        return Math.hypot(dx, dy) < r
      })
    })
    .map(({ text }) => text)
}

const clamp = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, value))

/** Whether a text is inside its figure. A letter is about 0.56 of its height wide. */
export function isWithin(
  { text, size, x, y, anchor }: ReadFigure['texts'][number],
  { width, height }: ReadFigure,
): boolean {
  const long = text.length * size * 0.56
  const from = anchor === 'start' ? x : anchor === 'end' ? x - long : x - long / 2
  return from >= -1 && from + long <= width + 6 && y - size >= -4 && y <= height
}
