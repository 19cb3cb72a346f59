/**
 * What is put into each page before its own scripts, and measures by what any page shows: the text
 * `T = …` that each figure bears, and the frames in which it was painted. It knows nothing of how a
 * page comes to show it.
 *
 * A frame is looked at after its layout, in a `ResizeObserver` of a pixel that changes with each
 * frame, so that what is read is what is painted; its time is taken in the task after it, when the
 * main thread has handed the frame on.
 */

/** A frame in which figures showed other states than in the one before. */
export interface Paint {
  at: number
  /** What each visible figure showed, in the order of the page. */
  states: string[]
  /** Where the ring of the contour plot stood. */
  ring: string
}

export interface LongTask {
  at: number
  duration: number
}

/** What the probe hands out, as `window.probe`. */
export interface Probe {
  paints: Paint[]
  /** The events of sliders: what they ask figures to show, and when the page was told. */
  events: { state: string; at: number }[]
  longTasks: LongTask[]
  shift: number
  /** When a frame with a figure in it had been made. */
  firstPlot: number | undefined
  figures: () => SVGSVGElement[]
  states: () => string[]
  ranges: () => HTMLInputElement[]
  set: (range: HTMLInputElement, value: number) => void
  afterPaint: () => Promise<void>
}

declare global {
  interface Window {
    probe: Probe
  }
}

/** Runs in the page. It must not name anything from outside of itself. */
export function installProbe(): void {
  if (window !== window.top) return
  const channel = new MessageChannel()
  const pixel = document.createElement('div')
  pixel.style.cssText =
    'position:fixed;left:0;top:0;width:1px;height:1px;contain:strict;visibility:hidden'
  let waiting: (() => void)[] = []
  let seen: Omit<Paint, 'at'> = { states: [], ring: '' }

  const figures = (): SVGSVGElement[] =>
    [...document.querySelectorAll('svg')].filter(
      (it) => it.textContent.includes('T = ') && it.checkVisibility(),
    )
  const states = (): string[] =>
    figures().map((it) => /T = ([\d.]+)/.exec(it.textContent)?.[1] ?? '')
  const ring = (): string =>
    figures()
      .slice(2, 3)
      .flatMap((it) => [...it.querySelectorAll('circle[r="6"]')])
      .map((it) => ['cx', 'cy', 'transform'].map((key) => it.getAttribute(key)).join(' '))
      .join(';')

  const probe: Probe = {
    paints: [],
    events: [],
    longTasks: [],
    shift: 0,
    firstPlot: undefined,
    figures,
    states,
    ranges: () =>
      [...document.querySelectorAll<HTMLInputElement>('input[type=range]')].filter((it) =>
        it.checkVisibility(),
      ),
    set: (range, value) => {
      range.value = String(value)
      range.dispatchEvent(new Event('input', { bubbles: true }))
    },
    afterPaint: () => new Promise((done) => waiting.push(done)),
  }
  window.probe = probe
  const noteEvent = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'range') return
    probe.events.push({ state: target.valueAsNumber.toFixed(2), at: performance.now() })
  }
  addEventListener('input', noteEvent, { capture: true })

  new ResizeObserver(() => {
    seen = { states: states(), ring: ring() }
    channel.port2.postMessage(0)
  }).observe(pixel)
  channel.port1.onmessage = () => {
    const last = probe.paints.at(-1)
    const isNew = last?.states.join() !== seen.states.join() || last?.ring !== seen.ring
    if (isNew) probe.paints.push({ at: performance.now(), ...seen })
    if (seen.states.length > 0) probe.firstPlot ??= performance.now()
    const resolved = waiting
    waiting = []
    for (const done of resolved) done()
  }
  let wide = false
  const frame = (): void => {
    if (!pixel.isConnected && document.body) document.body.append(pixel)
    pixel.style.width = (wide = !wide) ? '2px' : '1px'
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      probe.longTasks.push({ at: startTime, duration })
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as unknown as {
        value: number
        hadRecentInput: boolean
      }
      if (!hadRecentInput) probe.shift += value
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
