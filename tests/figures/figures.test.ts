import { describe, expect, test } from 'vitest'
import { crossEntropyGradient, sigmoid, softmax, zlprGradient } from 'accurate-softmax'
import { competingLabels } from '../../src/figures/when-labels-are-many/competing-labels.ts'
import { descentPanels } from '../../src/figures/when-labels-are-many/descent-panels.ts'
import { gradientBars } from '../../src/figures/the-gradient-of-cross-entropy/gradient-bars.ts'
import { gradientComparison } from '../../src/figures/the-gradient-of-cross-entropy/gradient-comparison.ts'
import { jacobianMap } from '../../src/figures/the-gradient-of-cross-entropy/jacobian-map.ts'
import { labelVerdicts } from '../../src/figures/when-labels-are-many/label-verdicts.ts'
import { pathGraph } from '../../src/figures/the-gradient-of-cross-entropy/path-graph.ts'
import { probabilityBars } from '../../src/figures/from-scores-to-probabilities/probability-bars.ts'
import { scoreStreams } from '../../src/figures/from-scores-to-probabilities/score-streams.ts'
import { softmaxFlow } from '../../src/figures/from-scores-to-probabilities/softmax-flow.ts'
import {
  thresholdPanels,
  type Standing,
} from '../../src/figures/when-labels-are-many/threshold-panels.ts'
import { evidenceRuler } from '../../src/figures/sigmoid-and-shift/evidence-ruler.ts'
import { scorePlane } from '../../src/figures/sigmoid-and-shift/score-plane.ts'
import { formatFixed } from '../../src/figures/marks/format-numbers.ts'
import { holdDrawing } from './hold-drawing.ts'
import { readFigure, textsOf } from './read-figure.ts'

const labels = ['fox', 'badger', 'hare', 'owl']
const votes = [0.3, 0.5, 0.1, 0.1]
const badger = [0, 1, 0, 0]
const both = [1, 1, 0, 0]

const none = [0, 0, 0, 0]
const descents = (z: number[], y: number[]) => [
  { name: 'softmax', path: [z, z.map(() => 0)], gradient: crossEntropyGradient(z, y) },
  {
    name: 'ZLPR',
    path: [z, z.map((_, i) => (y[i] ? 40 : -40))],
    gradient: zlprGradient(z, y),
    threshold: 0,
  },
]

/** From nothing called true to all: precision has no value at the end. */
const standings: Standing[] = [0, 0.5, 1].map((threshold) => ({
  threshold,
  precision: threshold < 1 ? 0.5 + threshold / 2 : NaN,
  recall: 1 - threshold,
}))
const judged = [
  { name: 'softmax', standings, chosen: { ...standings[1], exact: 12, of: 40 } },
  { name: 'sigmoids', standings, chosen: { ...standings[2], exact: 0, of: 40 }, own: 0.5 },
]
const pictures = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((value, k) => ({
  value,
  picture: Array.from({ length: 64 }, (_, n) => (n % (k + 2)) / (k + 1)),
}))
const chosenSix = {
  labels,
  truth: both,
  threshold: 0.5,
  choices: pictures,
  chosen: '6',
  input: 'digit',
}
const verdictsOf = (z: number[]) =>
  ['softmax', 'shares', 'sigmoids', 'ZLPR'].map((name) => ({
    name,
    outputs: z.map((score) => sigmoid(4 * score)),
  }))

/** Every figure as a function of four scores and a width. */
const figures: Record<string, (z: number[], width: number) => SVGSVGElement> = {
  'competingLabels, two true': (z, width) =>
    competingLabels(z, both, { labels, inputs: labels, width }),
  'competingLabels, none true': (z, width) => competingLabels(z, none, { labels, width }),
  'descentPanels, two true': (z, width) =>
    descentPanels(descents(z, both), both, { labels, inputs: labels, width }),
  'descentPanels, none true': (z, width) =>
    descentPanels(descents(z, none), none, { labels, width }),
  labelVerdicts: (z, width) =>
    labelVerdicts(pictures[6].picture, verdictsOf(z), { ...chosenSix, width }),
  thresholdPanels: (_, width) => thresholdPanels(judged, { width, drag: 'threshold' }),
  evidenceRuler: (z, width) =>
    evidenceRuler(
      z.map((weight, i) => ({ name: labels[i], weight })),
      { drag: 'z', most: 4, width },
    ),
  gradientBars: (z, width) => gradientBars(softmax(z), badger, { labels, width }),
  'gradientComparison, one-hot': (z, width) => gradientComparison(z, badger, { labels, width }),
  'gradientComparison, multi-hot': (z, width) => gradientComparison(z, both, { labels, width }),
  jacobianMap: (z, width) => jacobianMap(z, { labels, width }),
  'pathGraph, one-hot': (z, width) => pathGraph(z, badger, { labels, touched: 0, width }),
  'pathGraph, soft': (z, width) =>
    pathGraph(z, votes, { labels, touched: 3, input: 'touched', width }),
  probabilityBars: (z, width) => probabilityBars([...softmax(z)], { labels, width }),
  scorePlane: (z, width) =>
    scorePlane([z[0], z[1]], { labels: ['fox', 'badger'], drag: 'q', width }),
  scoreStreams: (z, width) => scoreStreams(z, { labels, drag: 'z', width }),
  softmaxFlow: (z, width) => softmaxFlow(z, { labels, width }),
}

/** As the chapter opens, and what readers do next. */
const scores: Record<string, number[]> = {
  'first scores': [2, 1, 0.1, -1.2],
  'equal scores': [0, 0, 0, 0],
  'one far ahead': [4, -4, -4, -4],
  'the other far ahead': [-4, 4, -4, -4],
  'a sum near zero': [1, -1, 0.1, 0],
}

describe.for(Object.entries(figures))('%s', ([, draw]) => {
  describe.for(Object.entries(scores))('of %s', ([, z]) => holdDrawing((width) => draw(z, width)))
})

describe('the numbers in the figures', () => {
  const z = scores['first scores']
  test('`probabilityBars` shows each probability with three decimals', () => {
    expect(textsOf(figures.probabilityBars(z, 640))).toEqual(
      expect.arrayContaining(['0.642', '0.236', '0.096', '0.026']),
    )
  })
  test('`probabilityBars` shows neither 0 nor 1 for a probability that only comes near', () => {
    expect(textsOf(probabilityBars([...softmax([20, 0])], { width: 328 }))).toEqual(
      expect.arrayContaining(['> 0.999', '< 0.001']),
    )
  })
  test('`scoreStreams` shows scores, exponentials and probabilities, with a handle for each score', () => {
    expect(textsOf(figures.scoreStreams(z, 640))).toEqual(
      expect.arrayContaining(['2.0', '−1.2', '7.39', '1.11', '0.642', '0.026']),
    )
    const { markup } = readFigure(figures.scoreStreams(z, 328))
    expect(markup.match(/data-drag="z"/g)).toHaveLength(4)
  })
  test('`scoreStreams` has room for a probability that only comes near 0, and for the name behind it', () => {
    for (const width of [328, 866]) {
      const { texts } = readFigure(figures.scoreStreams(scores['one far ahead'], width))
      const right =
        Math.max(...texts.filter(({ text }) => text === '< 0.001').map(({ x }) => x)) + 58
      const names = texts.filter(({ text, x }) => text === 'owl' && x > width / 2)
      expect(right).toBeLessThanOrEqual(width)
      for (const { x } of names) expect(x).toBeGreaterThan(right)
    }
  })
  test('a face is drawn for each animal that a label names, and for no other name', () => {
    const facesOf = (names: string[]) =>
      readFigure(probabilityBars([0.5, 0.5], { labels: names, width: 328 })).markup.match(
        /scale\(/g,
      )
    expect(facesOf(['fox', 'owl'])).toHaveLength(2)
    expect(facesOf(['one', 'two'])).toBeNull()
  })
  test('`softmaxFlow` shows scores, exponentials with their sum, and probabilities', () => {
    expect(textsOf(figures.softmaxFlow(z, 640))).toEqual(
      expect.arrayContaining(['−1.2', '7.39', '2.72', '1.11', '0.30', '11.51', '0.642', '1']),
    )
  })
  test('competingLabels: the derivative, the short form, and where that has the wrong sign', () => {
    const texts = textsOf(figures['competingLabels, two true'](z, 520))
    expect(texts).toEqual(
      expect.arrayContaining([
        '0.642',
        '+0.284',
        '−0.358 ✗',
        'wrong sign',
        '−0.528',
        '−0.764 ✗',
        '✓ badger',
        'hare',
      ]),
    )
    expect(texts.filter((text) => text === 'wrong sign')).toHaveLength(1)
    expect(
      textsOf(competingLabels(z, badger, { labels, width: 640 })).filter((text) =>
        /✗|wrong/.test(text),
      ),
    ).toEqual([])
    expect(textsOf(figures['competingLabels, none true'](z, 640))).toContain('no target')
  })
  test('competingLabels: on a phone the marks of the short form have no room beside long numbers', () => {
    const texts = textsOf(figures['competingLabels, two true']([4, -4, -4, -4], 328))
    expect(texts.filter((text) => text === '+3.4e−4')).toHaveLength(2)
    expect(texts.filter((text) => text === '✗')).toHaveLength(3)
    expect(texts.filter((text) => text === 'wrong sign')).toHaveLength(1)
    expect(texts.filter((text) => text.endsWith(' ✗'))).toEqual([])
  })
  test('pathGraph: a product as long as −3.0e−4 is within its box', () => {
    for (const width of [328, 880]) {
      const graph = pathGraph([4, -4, -4, -4], votes, { touched: 0, labels, width })
      const { markup, texts } = readFigure(graph)
      const box = Number(/<rect[^>]* width="(\d+)"/.exec(markup)?.[1])
      const { size } = texts.find(({ text }) => text === '−3.0e−4')!
      expect(box).toBeGreaterThan(7 * 0.68 * size)
    }
  })
  test('`competingLabels` has an arrow to the share of each true label, half of the scale for two', () => {
    const lines = [
      ...readFigure(figures['competingLabels, two true'](z, 640)).markup.matchAll(
        /<g data-symbol="y"><line x1="[^"]*" y1="([^"]*)"/g,
      ),
    ].map((match) => Number(match[1]))
    expect(lines).toEqual([121, 121, 196, 196])
  })
  test('labels in `competingLabels` and `descentPanels` are switches of their inputs', () => {
    for (const name of ['competingLabels, two true', 'descentPanels, two true']) {
      const inputs = new Set(
        [
          ...readFigure(figures[name](z, 640)).markup.matchAll(
            /data-input="(\w+)"(?! data-value)/g,
          ),
        ].map((match) => match[1]),
      )
      expect([...inputs], name).toEqual(labels)
    }
  })
  test('descentPanels: derivatives where the scores are, and whether there is a threshold between true and false', () => {
    const texts = textsOf(figures['descentPanels, two true'](z, 880))
    expect(texts).toEqual(
      expect.arrayContaining([
        'no threshold between true and false',
        '+0.284',
        '−0.528',
        'true above 0, the solid line',
        '−0.245',
        '+0.459',
      ]),
    )
  })
  test('`labelVerdicts` marks outputs on the wrong side of the threshold, and counts true labels', () => {
    const texts = textsOf(figures.labelVerdicts(z, 640))
    expect(texts).toEqual(
      expect.arrayContaining(['1.00', '0.60 ✗', '0.01', '✓ fox', 'hare', 'a 6: 2 are true']),
    )
  })
  test('pictures in `labelVerdicts` set the input that is given', () => {
    const marks = [
      ...readFigure(figures.labelVerdicts(z, 328)).markup.matchAll(
        /data-input="digit" data-value="(\d)"/g,
      ),
    ].map((match) => match[1])
    expect(marks).toEqual(pictures.map(({ value }) => value))
  })
  test('`thresholdPanels` shows precision, recall and exact matches, and a dash for no precision', () => {
    expect(textsOf(figures.thresholdPanels(z, 328))).toEqual(
      expect.arrayContaining([
        'precision 0.75',
        'recall 0.50',
        'all right: 12 of 40',
        'precision —',
        'recall 0.00',
        'its own',
      ]),
    )
  })
  test('`gradientBars` shows probability minus label', () => {
    expect(textsOf(figures.gradientBars(z, 328))).toEqual(
      expect.arrayContaining(['0.642', '+0.642', '−0.764', '+0.096', '+0.026']),
    )
  })
  test('pathGraph: derivatives, products and their sum; a label of zero lets nothing through', () => {
    const texts = textsOf(figures['pathGraph, one-hot'](z, 880))
    expect(texts).toEqual(
      expect.arrayContaining([
        '+0.230',
        '−0.152',
        '−0.062',
        '−0.017',
        '−4.236',
        'y = 1',
        '+0.642',
        '1.444',
      ]),
    )
    expect(texts.filter((text) => text === '0')).toHaveLength(6)
    expect(textsOf(figures['pathGraph, soft'](z, 328))).toEqual(
      expect.arrayContaining(['y = 0.3', '+0.025', '−3.823', '−0.097', '−0.074']),
    )
  })
  test('scores in `pathGraph` set the input, if one is given', () => {
    const marks = [
      ...readFigure(figures['pathGraph, soft'](z, 880)).markup.matchAll(
        /data-input="touched" data-value="(\w+)"/g,
      ),
    ]
    expect(marks.map(([, value]) => value)).toEqual(labels)
    expect(readFigure(figures['pathGraph, one-hot'](z, 880)).markup).not.toContain('data-input')
  })
  test('jacobianMap: every derivative with its sign, and columns that sum to zero', () => {
    const texts = textsOf(figures.jacobianMap(z, 640))
    expect(texts).toEqual(
      expect.arrayContaining(['+0.230', '+0.180', '+0.087', '+0.025', '−0.152', '−0.003']),
    )
    expect(texts.filter((text) => text === '0')).toHaveLength(4)
  })
  test('`gradientComparison` shows that the short form is right for one label and wrong for two', () => {
    expect(textsOf(figures['gradientComparison, one-hot'](z, 640))).toContain(
      '✓ the labels sum to 1: both are the same',
    )
    expect(textsOf(figures['gradientComparison, multi-hot'](z, 640))).toEqual(
      expect.arrayContaining(['✗ the labels sum to 2: up to 0.642 apart', '+0.284', '−0.358 ✗']),
    )
  })
  test('`scorePlane` shows the same probability for the same lead', () => {
    expect(textsOf(figures.scorePlane([2, 0, 0, 0], 640))).toEqual(
      expect.arrayContaining(['fox 0.881', '0.881']),
    )
    expect(textsOf(figures.scorePlane([0.5, -1.5, 0, 0], 328))).toEqual(
      expect.arrayContaining(['fox 0.881']),
    )
  })
  test.each([328, 880])(
    '`scorePlane` names its point below the name of the axis: %i px',
    (width) => {
      for (const score of [-4, -1, 0, 0.5, 2]) {
        const { texts } = readFigure(figures.scorePlane([score, 4, 0, 0], width))
        const [axis, point] = [/score of the badger/, /^fox [<\d]/].map((name) =>
          texts.find(({ text }) => name.test(text))!,
        )
        expect(point.y - axis.y).toBeGreaterThan(15)
      }
    },
  )
  test('`evidenceRuler` has room for its probabilities and its sum at the ends of all weights', () => {
    for (const most of [3, -3]) {
      const weights = labels.map((name) => ({ name, weight: most }))
      const { texts, width } = readFigure(evidenceRuler(weights, { width: 328 }))
      const [sum] = texts.filter(({ text }) => text.includes('means'))
      // Bold letters of a wide face are 0.64 of their size wide.
      const half = (sum.text.length * sum.size * 0.64) / 2
      expect([sum.x - half > -2, sum.x + half < width + 2]).toEqual([true, true])
      const below = texts.filter(({ y }) => y === sum.y + 15).map(({ x }) => x)
      expect(below.length).toBeGreaterThanOrEqual(3)
      expect(Math.min(...below.slice(1).map((x, n) => x - below[n]))).toBeGreaterThan(48)
    }
  })
  test('`evidenceRuler` shows the sum of the evidence, and the probability that it means', () => {
    expect(
      textsOf(
        evidenceRuler(
          [
            { name: 'prior', weight: -2 },
            { name: 'tracks', weight: 2.5 },
          ],
          { width: 328 },
        ),
      ),
    ).toEqual(expect.arrayContaining(['prior −2.0', 'tracks +2.5', '0.5 means 0.622']))
  })
  test.each([328, 880])(
    '`evidenceRuler` names its evidence beside the line of zero: %i px',
    (width) => {
      for (const z of Object.values(scores)) {
        const { texts } = readFigure(figures.evidenceRuler(z, width))
        const named = texts.filter(({ text }) => labels.some((label) => text.startsWith(label)))
        expect(named).toHaveLength(labels.length)
        for (const { text, x } of named)
          expect(Math.abs(x - width / 2), text).toBeGreaterThan(text.length * 3.3)
      }
    },
  )
  test('`gradientBars` begins the arrow of a probability that must grow above its number', () => {
    const { markup, texts } = readFigure(figures.gradientBars(z, 640))
    const number = texts.find(({ text }) => text === '0.236')!
    const arrow = [...markup.matchAll(/<line[^>]*>/g)]
      .map(([line]) => line)
      .find((line) => line.includes(`x1="${number.x}"`) && line.includes(`x2="${number.x}"`))
    expect(Number(/ y1="([^"]*)"/.exec(arrow ?? '')?.[1])).toBeLessThan(number.y - 11)
  })
  test('what rounds to zero has no sign', () => {
    expect(formatFixed(-0.004, 2)).toBe('0.00')
    expect(formatFixed(-0.006, 2)).toBe('−0.01')
  })
})
