import { describe, expect, test } from 'vitest'
import { speedResults } from '../../src/making/speed-results.ts'
import {
  describeRun,
  toHopRows,
  toSpeedRows,
  type SpeedResults,
  type SystemResult,
} from '../../src/making/speed.ts'

const even = (median: number) => ({ median, least: median, greatest: median })
const drag = {
  median: 16.4,
  p95: 30,
  least: 16,
  greatest: 17,
  painted: 59.6,
  events: 60,
  longTasks: 2,
  longestTask: 70,
}
const system: SystemResult = {
  key: 'plain',
  title: 'hand-made',
  versions: { katex: '1.2.3' },
  withoutScript: { formulas: 25, plots: 3, inputs: 6 },
  weight: {
    atLoad: { all: 100, script: 10 },
    untilIdle: { all: 192.2, script: 101.3 },
    atFirstTouch: { all: 0, script: 0 },
  },
  quick: { firstPaint: even(100), firstPlot: even(110), firstAnswer: even(50) },
  slow: {
    firstPaint: even(900),
    firstPlot: { median: 1000, least: 800, greatest: 1300 },
    longestTask: even(431),
    shift: even(0.244),
    firstAnswer: even(284),
    sliderWorks: even(1764),
  },
  drag: {
    one: drag,
    mouse: { ...drag, median: 6 },
    tall: { ...drag, painted: 30 },
    main4: drag,
    all4: { ...drag, median: null, p95: null },
  },
  stopped: 0.75,
  handle: null,
  lighthouse: {
    performance: 98,
    accessibility: 95,
    bestPractices: 96,
    seo: 100,
    blocking: 12.5,
  },
  build: { one: { clock: 1.94, cpu: 0.5 }, fifty: { clock: 5.06, cpu: 3 } },
  lines: 127,
  hops: { total: 20, waiting: 15, main: { paint: 3.25 }, worker: {} },
}
const results: SpeedResults = {
  date: '2026-01-02',
  machine: {
    processor: 'X',
    cores: 2,
    memory: 8,
    system: 'Linux',
    node: '24',
    browser: 'Chromium 1',
    load: 0.1,
  },
  rounds: 3,
  events: { drag: 60, slowDrag: 20 },
  systems: [system],
}
const cell = (name: RegExp): string | undefined =>
  toSpeedRows(results).find((row) => name.test(row.name))?.cells[0]

describe('the table of speed', () => {
  test('has the numbers of the results, rounded', () => {
    expect(cell(/^kB until idle/)).toBe('192 (101) / 0')
    expect(cell(/^without JavaScript/)).toBe('25, 3, 6')
    expect(cell(/^of 60 events/)).toBe('60 / 30')
    expect(cell(/layout shift/)).toBe('431 / 0.24')
    expect(cell(/^build/)).toBe('1.9 / 5.1')
    expect(cell(/^Lighthouse/)).toBe('98 / 95 / 96 / 100')
    expect(cell(/^lines/)).toBe('127')
  })
  test('tells the least and the greatest round where they are far apart', () => {
    expect(cell(/^first plot/)).toBe('110 / 1000 (800–1300)')
    expect(cell(/^drag, each event right after a frame/)).toBe('16 / 30')
    expect(cell(/^drag by the mouse/)).toBe('6 / 30')
  })
  test('has a dash for what was not measured', () => {
    expect(cell(/^handle/)).toBe('–')
    expect(cell(/all threads slowed/)).toBe('– / –')
  })
  test('has a row for each hop that any system takes', () => {
    expect(toHopRows(results)).toEqual([
      { name: 'event → all plots painted', cells: ['20.0'] },
      { name: 'waiting: all threads idle', cells: ['15.0'] },
      { name: 'paint', cells: ['3.3'] },
    ])
  })
  test('is of a run that says when, where and with what', () => {
    expect(describeRun(results)).toBe(
      'Measured on 2026-01-02, each page 3 times, on 2 cores of X with 8 GB, Linux, Chromium 1, Node 24. As the run began, 0.1 processes wanted a core on average. Packages: katex 1.2.3.',
    )
  })
})

describe('the results that the book shows', () => {
  test('are of all six systems, ours the last', () => {
    expect(speedResults.systems.map(({ key }) => key)).toEqual([
      'framework',
      'notebook-kit',
      'vitepress',
      'plain',
      'tuned',
      'notebook',
    ])
  })
  test('are of a whole run: every system has every kind of measurement', () => {
    for (const { build, lighthouse, hops, drag } of speedResults.systems)
      for (const it of [build, lighthouse, hops, drag.one.median]) expect(it).not.toBeNull()
  })
})
