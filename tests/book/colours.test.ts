import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/**
 * The colours of quantities: each in two themes, and as people see it who lack one kind of cones.
 * The matrices, for linear RGB, are those of Machado, Oliveira and Fernandes, “A physiologically-based
 * model for simulation of color vision deficiency”, IEEE TVCG 15(6), 2009, at severity 1. Distances
 * are in Oklab (Ottosson 2020), where black and white are 1 apart.
 */
type Colour = readonly [number, number, number]
type Matrix = readonly [Colour, Colour, Colour]

const eyes: Readonly<Record<string, Matrix>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]
const toOklab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

const times = (matrix: Matrix, [a, b, c]: Colour): Colour =>
  matrix.map((row) => row[0] * a + row[1] * b + row[2] * c) as unknown as Colour
const each = (colour: Colour, change: (part: number) => number): Colour =>
  colour.map(change) as unknown as Colour

function toLinear(hex: string): Colour {
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
  return each(parts as unknown as Colour, (it) =>
    it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4,
  )
}

function distance(one: string, other: string, eye: Matrix): number {
  const [a, b] = [one, other].map((hex) => {
    const seen = each(times(eye, toLinear(hex)), (it) => Math.min(1, Math.max(0, it)))
    return times(toOklab, each(times(toCones, seen), Math.cbrt))
  })
  return Math.hypot(...a.map((it, i) => it - b[i]))
}

/** The relative luminance of WCAG 2.2, and the contrast of two colours. */
const luminance = (hex: string): number => {
  const [red, green, blue] = toLinear(hex)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const styles = ['packages/notebook/src/styles/tokens.css', 'src/styles/book.css']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

/** The value of a variable in the light and in the dark theme. */
function valueOf(name: string): readonly [light: string, dark: string] {
  const [, value] = new RegExp(`${name}: ([^;]+);`).exec(styles) ?? []
  const [, target] = /^var\((--[\w-]+)\)$/.exec(value ?? '') ?? []
  if (target) return valueOf(target)
  const [, light, dark] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value ?? '') ?? []
  if (!light) throw new Error(`no colour: ${name}: ${value}`)
  return [light, dark]
}

const quantities = ['score', 'prob', 'label', 'loss', 'rise', 'fall', 'other']
// Names of what rises, falls or is compared are written in the colour of text.
const letters = ['score', 'prob', 'label', 'loss']

describe.each(['light', 'dark'] as const)('the colours of quantities, %s', (theme) => {
  const of = (name: string): string => valueOf(`--${name}`)[theme === 'light' ? 0 : 1]

  test.each(Object.entries(eyes))('any two can be told apart with %s', (_, eye) => {
    const near = quantities.flatMap((one, i) =>
      quantities
        .slice(i + 1)
        .map((other) => ({ one, other, apart: distance(of(one), of(other), eye) }))
        .filter(({ apart }) => apart < 0.07),
    )
    expect(near).toEqual([])
  })
  test('shapes stand out from paper and panel, letters can be read there', () => {
    const faint = ['paper', 'panel'].flatMap((ground) => [
      ...quantities.filter((it) => contrast(of(it), of(ground)) < 3),
      ...letters.filter((it) => contrast(of(it), of(ground)) < 4.5),
    ])
    expect(faint).toEqual([])
  })
})

test('the simulation takes red and green for nearly one colour where cones are lacking', () => {
  const [red, green] = ['#b06000', '#6f7a00']
  expect(distance('#000000', '#ffffff', eyes['all cones'])).toBeCloseTo(1, 3)
  expect(distance(red, green, eyes['all cones'])).toBeGreaterThan(0.1)
  expect(distance(red, green, eyes['protanopia'])).toBeLessThan(0.1)
  expect(distance(red, green, eyes['deuteranopia'])).toBeLessThan(0.05)
})

test('figures and cells name a quantity for each colour, so that no class or animal has one', () => {
  const read = (folder: string, ending: RegExp): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .map((name) => `${folder}/${name}`)
  const files = [
    ...read('src/figures', /\.ts$/),
    ...read('content/en', /\.mdx$/),
    'content/symbols.json',
  ]
  const numbered = files.filter((file) => /--c(?:\d|\$)/.test(readFileSync(file, 'utf8')))
  expect(numbered).toEqual([])
})

test('the list of symbols gives colours to quantities that have one', () => {
  const symbols = JSON.parse(readFileSync('content/symbols.json', 'utf8')) as { colour?: string }[]
  const used = new Set(symbols.flatMap(({ colour }) => (colour === undefined ? [] : [colour])))
  expect([...used].sort()).toEqual(['--label', '--loss', '--prob', '--score'])
})
