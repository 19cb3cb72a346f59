import type { DragSummary, Spread, SystemResult, Weight } from '../../src/making/speed.ts'
import type { DragResult } from '../measure/drag.ts'
import type { QuickRound, SlowRound } from '../measure/page-measures.ts'
import { median, quantile } from './statistics.ts'

type Summary = Pick<SystemResult, 'weight' | 'quick' | 'slow' | 'drag' | 'stopped' | 'handle'>

/** What all rounds of a system come to. */
export function summariseRounds(quick: readonly QuickRound[], slow: readonly SlowRound[]): Summary {
  const ofQuick = (key: 'firstPaint' | 'firstPlot' | 'firstAnswer'): Spread =>
    spreadOf(quick.map((it) => it[key]))
  const ofSlow = (key: keyof SlowRound): Spread => spreadOf(slow.map((it) => it[key]))
  const handles = quick.flatMap(({ handle }) => (handle ? [median(handle)] : []))
  return {
    weight: {
      atLoad: toWeight(quick.map((it) => it.atLoad)),
      untilIdle: toWeight(quick.map((it) => it.untilIdle)),
      atFirstTouch: toWeight(quick.map((it) => it.atFirstTouch)),
    },
    quick: {
      firstPaint: ofQuick('firstPaint'),
      firstPlot: ofQuick('firstPlot'),
      firstAnswer: ofQuick('firstAnswer'),
    },
    slow: {
      firstPaint: ofSlow('firstPaint'),
      firstPlot: ofSlow('firstPlot'),
      longestTask: ofSlow('longestTask'),
      shift: ofSlow('shift'),
      firstAnswer: ofSlow('firstAnswer'),
      sliderWorks: ofSlow('sliderWorks'),
    },
    drag: {
      one: summariseDrags(quick.map(({ drag }) => drag)),
      mouse: summariseDrags(quick.map(({ dragByMouse }) => dragByMouse)),
      tall: summariseDrags(quick.map(({ dragTall }) => dragTall)),
      main4: summariseDrags(quick.map(({ dragMain4 }) => dragMain4)),
      all4: summariseDrags(quick.map(({ dragAll4 }) => dragAll4)),
    },
    stopped: toDigits(median(quick.map(({ stopped }) => stopped)), 3),
    handle: handles.length > 0 ? spreadOf(handles) : null,
  }
}

/** The median of rounds, with the least and the greatest. */
export function spreadOf(values: readonly number[]): Spread {
  return {
    median: toDigits(median(values), 4),
    least: toDigits(Math.min(...values), 4),
    greatest: toDigits(Math.max(...values), 4),
  }
}

/** The latencies of all rounds together; what is counted is averaged over them. */
export function summariseDrags(drags: readonly DragResult[]): DragSummary {
  const all = drags.flatMap(({ latencies }) => latencies)
  const medians = drags.map(({ latencies }) => median(latencies))
  const mean = (of: (drag: DragResult) => number): number =>
    toDigits(drags.reduce((sum, it) => sum + of(it), 0) / drags.length, 1)
  return {
    median: toKept(median(all)),
    p95: toKept(quantile(all, 0.95)),
    least: toKept(Math.min(...medians)),
    greatest: toKept(Math.max(...medians)),
    painted: mean((it) => it.painted),
    events: drags[0]?.events ?? 0,
    longTasks: mean((it) => it.longTasks),
    longestTask: Math.max(0, ...drags.map(({ longestTask }) => longestTask)),
  }
}

/** What never was painted has no time: JSON knows no infinity. */
function toKept(value: number): number | null {
  return Number.isFinite(value) ? toDigits(value, 1) : null
}

function toDigits(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

function toWeight(weights: readonly Weight[]): Weight {
  const of = (key: keyof Weight): number => toDigits(median(weights.map((it) => it[key])), 1)
  return { all: of('all'), script: of('script') }
}
