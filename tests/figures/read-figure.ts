import '../../src/hosts/document/install-here.ts'

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
    texts: [...markup.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, attributes, text]) => ({
      text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
      size: Number(attribute(attributes, 'font-size') ?? defaultSize),
      x: Number(attribute(attributes, 'x')),
      y: Number(attribute(attributes, 'y')),
      anchor: attribute(attributes, 'text-anchor') ?? 'start',
    })),
    colours: [...markup.matchAll(/(?:fill|stroke|color)="([^"]*)"/g)].map((match) => match[1]),
    numbers: [...markup.matchAll(/\s(?:x|y|x1|y1|x2|y2|cx|cy|r|width|height|d)="([^"]*)"/g)].flatMap(([, value]) => value.split(/[A-Za-z,\s]+/).filter(Boolean).map(Number)),
    width: Number(attribute(root, 'width')),
    height: Number(attribute(root, 'height')),
  }
}

function attribute(attributes: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
}
