import { expect, test } from 'vitest'
import { hiddenTexts, isWithin, readFigure } from './read-figure.ts'

/** What holds of every figure: its letters can be read and stand within it, and it is of finite numbers and the page's colours. */
export function holdDrawing(draw: (width: number) => Element): void {
  test.for([880, 640, 328])(
    'the figure fits into %d pixels, with no letter below 12 pixels',
    (width) => {
      const figure = readFigure(draw(width))
      expect(figure.width).toBe(width)
      expect(figure.texts.filter(({ size }) => !(size >= 12))).toEqual([])
      expect(figure.texts.filter((it) => !isWithin(it, figure))).toEqual([])
    },
  )
  test.for([880, 328])('no handle lies on a text, at %d pixels', (width) => {
    expect(hiddenTexts(readFigure(draw(width)))).toEqual([])
  })
  test('a negative number has a minus sign, in exponents too, and not a hyphen', () => {
    const { texts } = readFigure(draw(640))
    expect(texts.filter(({ text }) => /(^|[\s(=])-[\d.]|\de-\d/.test(text))).toEqual([])
  })
  test('the figure is drawn with finite numbers and only in the page’s colours', () => {
    const figure = readFigure(draw(640))
    expect(figure.numbers.filter((it) => !Number.isFinite(it))).toEqual([])
    expect(
      figure.colours.filter(
        (it) => !['none', 'currentColor'].includes(it) && !/^var\(--[\w-]+\)$/.test(it),
      ),
    ).toEqual([])
  })
}
