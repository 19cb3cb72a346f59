import type { Page } from 'playwright-core'

/** A text of the page with its colour and that of the ground it stands on, both as they come out of all that is translucent. */
export interface TextColour {
  text: string
  where: string
  colour: number[]
  ground: number[]
}

/** Every text that can be seen, letters in figures included, once for each place and pair of colours. */
export function findTextColours(page: Page): Promise<TextColour[]> {
  return page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D
    // Whatever notation a style has its colour in, a canvas knows it.
    const parse = (colour: string): number[] => {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data
      return [red, green, blue, alpha / 255]
    }
    const over = ([r, g, b, a]: number[], ground: number[]): number[] =>
      [r, g, b].map((value, i) => value * a + ground[i] * (1 - a))
    const line = (element: Element): Element[] =>
      element.parentElement ? [element, ...line(element.parentElement)] : [element]
    const fillOf = (shape: Element): number[] => {
      const { fill, fillOpacity, opacity } = getComputedStyle(shape)
      const [red, green, blue, alpha] = parse(fill)
      return [red, green, blue, alpha * Number(fillOpacity) * Number(opacity)]
    }
    // In a figure a text may stand on a shape that was drawn before it.
    const shapesUnder = (text: Element): Element[] => {
      const { left, right, top, bottom } = text.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      return [...(text.closest('svg')?.querySelectorAll('rect, circle') ?? [])].filter((it) => {
        const box = it.getBoundingClientRect()
        return (
          box.left < x &&
          x < box.right &&
          box.top < y &&
          y < box.bottom &&
          (it.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
          getComputedStyle(it).fill !== 'none'
        )
      })
    }
    const found = new Map<
      string,
      { text: string; where: string; colour: number[]; ground: number[] }
    >()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement as Element
      const text = (node.textContent ?? '').trim()
      if (
        !text ||
        element.closest('script, style, noscript, .katex-mathml, .visually-hidden, :disabled') ||
        !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      )
        continue
      const style = getComputedStyle(element)
      const ancestors = line(element)
      const page = ancestors
        .map((it) => parse(getComputedStyle(it).backgroundColor))
        .reduceRight((below, it) => over(it, below), [255, 255, 255])
      const ground = shapesUnder(element)
        .map(fillOf)
        .reduce((below, it) => over(it, below), page)
      const opacity = ancestors.reduce(
        (product, it) => product * Number(getComputedStyle(it).opacity),
        1,
      )
      const [r, g, b, alpha] = parse(
        element.namespaceURI?.endsWith('svg') ? style.fill : style.color,
      )
      const colour = over([r, g, b, alpha * opacity], ground)
      const where = `${element.localName}.${element.getAttribute('class') ?? ''} in ${element.closest('[id]')?.id ?? 'body'}`
      found.set(`${where} ${colour.join()} ${ground.join()}`, {
        text: text.slice(0, 40),
        where,
        colour,
        ground,
      })
    }
    return [...found.values()]
  })
}
