/** What `npm run bench` measured of the reference chapter, in all systems in one run. */
export interface SpeedResults {
  /** The day of the run. */
  date: string
  machine: Machine
  /** How often each page was visited for each kind of measurement. */
  rounds: number
  /** How many events a drag had, and how many on slowed threads. */
  events: { drag: number; slowDrag: number }
  systems: SystemResult[]
}

export interface Machine {
  processor: string
  cores: number
  /** In GB. */
  memory: number
  system: string
  node: string
  browser: string
  /** The load average as the run began: processes that wanted a core. */
  load: number
}

export interface SystemResult {
  key: string
  title: string
  /** Its packages and their versions. */
  versions: Record<string, string>
  withoutScript: WithoutScript
  /** In kB of 1000 bytes, compressed. */
  weight: { atLoad: Weight; untilIdle: Weight; atFirstTouch: Weight }
  /** In milliseconds, on a quick line. */
  quick: { firstPaint: Spread; firstPlot: Spread; firstAnswer: Spread }
  /** In milliseconds, with a slow line and processor. */
  slow: Record<
    'firstPaint' | 'firstPlot' | 'longestTask' | 'shift' | 'firstAnswer' | 'sliderWorks',
    Spread
  >
  /** In a window, there by the mouse, in a window as tall as the page, and with slower threads. */
  drag: Record<'one' | 'mouse' | 'tall' | 'main4' | 'all4', DragSummary>
  /** Which part of the time all threads stood still in `all4`: 0.75 was asked for. */
  stopped: number
  handle: Spread | null
  lighthouse: Lighthouse | null
  build: Record<'one' | 'fifty', BuildTime> | null
  /** Lines that an author writes besides words, formulas, model and plots. */
  lines: number
  /** Milliseconds of each hop, for one touch. */
  hops: Hops | null
}

export interface WithoutScript {
  formulas: number
  plots: number
  inputs: number
}

export interface Weight {
  all: number
  script: number
}

/** The median of all rounds, with the least and greatest of them. */
export interface Spread {
  median: number
  least: number
  greatest: number
}

export interface DragSummary {
  /** Of all events of all rounds, in milliseconds. */
  median: number | null
  p95: number | null
  /** The medians of the quickest and the slowest round. */
  least: number | null
  greatest: number | null
  /** Of how many events the picture was painted, on the average of the rounds. */
  painted: number
  events: number
  /** Tasks over 50 ms, on the average of the rounds, and the longest of any. */
  longTasks: number
  longestTask: number
}

export interface Lighthouse {
  performance: number
  accessibility: number
  bestPractices: number
  seo: number
  blocking: number
}

export interface BuildTime {
  clock: number
  cpu: number
}

/** Where the time of a touch goes. */
export interface Hops {
  /** From the event to the frame in which all plots are up to date. */
  total: number
  /** While neither the page's main thread nor a worker did anything. */
  waiting: number
  /** Milliseconds by hop, on the page's main thread and in workers. */
  main: Record<string, number>
  worker: Record<string, number>
}

/** A row of the table: what is measured, and what each system came to. */
export interface SpeedRow {
  name: string
  cells: string[]
}

type Read = (system: SystemResult) => string

const rows: [name: string, read: Read][] = [
  [
    'kB until idle (of it script) / at the first touch',
    ({ weight: { untilIdle, atFirstTouch } }) =>
      `${whole(untilIdle.all)} (${whole(untilIdle.script)}) / ${whole(atFirstTouch.all)}`,
  ],
  [
    'without JavaScript: formulas, plots, inputs (of 25, 3, 6)',
    ({ withoutScript: { formulas, plots, inputs } }) => `${formulas}, ${plots}, ${inputs}`,
  ],
  [
    'first plot, ms: unthrottled / slow',
    ({ quick, slow }) => `${spread(quick.firstPlot)} / ${spread(slow.firstPlot)}`,
  ],
  ['first paint, slow, ms', ({ slow }) => spread(slow.firstPaint)],
  [
    'longest task at load, slow, ms / layout shift',
    ({ slow }) => `${spread(slow.longestTask)} / ${slow.shift.median.toFixed(2)}`,
  ],
  ['slider works, slow, ms from navigation', ({ slow }) => spread(slow.sliderWorks)],
  [
    'idle page, first event → plot, ms: unthrottled / slow',
    ({ quick, slow }) => `${spread(quick.firstAnswer)} / ${spread(slow.firstAnswer)}`,
  ],
  [
    'drag by the mouse: event → plots in view, ms, median / 95 %',
    ({ drag: { mouse } }) => `${dragSpread(mouse)} / ${whole(mouse.p95)}`,
  ],
  [
    'drag, each event right after a frame, ms, median / 95 %',
    ({ drag: { one } }) => `${dragSpread(one)} / ${whole(one.p95)}`,
  ],
  [
    'drag, window as tall as the page: event → all plots, ms, median / 95 %',
    ({ drag: { tall } }) => `${dragSpread(tall)} / ${whole(tall.p95)}`,
  ],
  [
    'of 60 events painted: window / as tall as the page',
    ({ drag: { one, tall } }) => `${whole(one.painted)} / ${whole(tall.painted)}`,
  ],
  [
    'drag, main thread slowed 4×, ms, median / 95 %',
    ({ drag: { main4 } }) => `${dragSpread(main4)} / ${whole(main4.p95)}`,
  ],
  [
    'drag, all threads slowed 4×, ms, median / 95 %',
    ({ drag: { all4 } }) => `${dragSpread(all4)} / ${whole(all4.p95)}`,
  ],
  [
    'tasks over 50 ms in the drag: 1× / main thread 4× / all threads 4×',
    ({ drag: { one, main4, all4 } }) =>
      [one, main4, all4].map(({ longTasks }) => whole(longTasks)).join(' / '),
  ],
  ['handle in the contour plot, move → its figure, ms', ({ handle }) => spread(handle)],
  [
    'Lighthouse, phone: speed / access / practice / search',
    ({ lighthouse: it }) =>
      it
        ? [it.performance, it.accessibility, it.bestPractices, it.seo].map(whole).join(' / ')
        : '–',
  ],
  ['blocked under Lighthouse, ms', ({ lighthouse }) => whole(lighthouse?.blocking)],
  [
    'build, 1 / 50 chapters, s',
    ({ build }) => (build ? `${tenth(build.one.clock)} / ${tenth(build.fifty.clock)}` : '–'),
  ],
  [
    'the same in CPU seconds',
    ({ build }) => (build ? `${tenth(build.one.cpu)} / ${tenth(build.fifty.cpu)}` : '–'),
  ],
  ['lines that an author writes beyond the text', ({ lines }) => String(lines)],
]

export function toSpeedRows({ systems }: SpeedResults): SpeedRow[] {
  return rows.map(([name, read]) => ({ name, cells: systems.map(read) }))
}

/** The hops of a touch, for each system that was traced. */
export function toHopRows({ systems }: SpeedResults): SpeedRow[] {
  const traced = systems.map(({ hops }) => hops)
  const names = (of: (hops: Hops) => Record<string, number>): string[] => [
    ...new Set(traced.flatMap((hops) => (hops ? Object.keys(of(hops)) : []))),
  ]
  const row = (name: string, read: (hops: Hops) => number | undefined): SpeedRow => ({
    name,
    cells: traced.map((hops) => tenth(hops ? read(hops) : undefined)),
  })
  return [
    row('event → all plots painted', ({ total }) => total),
    row('waiting: all threads idle', ({ waiting }) => waiting),
    ...names(({ main }) => main).map((name) => row(name, ({ main }) => main[name])),
    ...names(({ worker }) => worker).map((name) =>
      row(`in a worker: ${name}`, ({ worker }) => worker[name]),
    ),
  ]
}

/** When, on what, and with which versions the bench was run, in sentences. */
export function describeRun({ date, machine, rounds, systems }: SpeedResults): string {
  const { cores, processor, memory, system, browser, node, load } = machine
  const versions = systems.flatMap(({ versions }) => Object.entries(versions))
  const names = [...new Map(versions)].map(([name, version]) => `${name} ${version}`)
  return (
    `Measured on ${date}, each page ${rounds === 1 ? 'once' : `${rounds} times`}, on ${cores} cores of ${processor} with ${memory} GB, ` +
    `${system}, ${browser}, Node ${node}. As the run began, ${load} ${load === 1 ? 'process' : 'processes'} wanted a core on average. ` +
    `Packages: ${names.join(', ')}.`
  )
}

/** A number without decimals, or a dash where none was measured. */
function whole(value: number | null | undefined): string {
  return value == null || Number.isNaN(value) ? '–' : String(Math.round(value))
}

function tenth(value: number | null | undefined): string {
  return value == null || Number.isNaN(value) ? '–' : value.toFixed(1)
}

/** A median, with the least and greatest where they are further than 5 % from it. */
function spread(value: Spread | null): string {
  if (value === null) return '–'
  const { median, least, greatest } = value
  const isWide = greatest - least > 0.1 * Math.max(10, median)
  return isWide ? `${whole(median)} (${whole(least)}–${whole(greatest)})` : whole(median)
}

function dragSpread({ median, least, greatest }: DragSummary): string {
  if (median === null || least === null || greatest === null) return '–'
  return spread({ median, least, greatest })
}
