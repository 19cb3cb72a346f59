import type { Part } from '../measure/read-parts.ts'

/** An event of Chromium's trace, as far as it is read. */
export interface TraceEvent {
  name: string
  ph: string
  ts: number
  dur?: number
  pid: number
  tid: number
  id?: string
  args?: {
    name?: string
    data?: {
      type?: string
      cpuProfile?: { nodes?: ProfileNode[]; samples?: number[] }
      timeDeltas?: number[]
    }
  }
}

interface ProfileNode {
  id: number
  parent?: number
  callFrame: { functionName: string; url?: string; lineNumber?: number }
}

/** Milliseconds by hop. */
export interface TracedTime {
  /** While neither the page's main thread nor a worker did anything. */
  waiting: number
  main: Record<string, number>
  worker: Record<string, number>
}

/** What the browser itself does, by the names of its events. */
const own: [hop: string, names: RegExp][] = [
  ['parsing markup', /^(ParseHTML|ParseAuthorStyleSheet)$/],
  [
    'style and layout',
    /^(UpdateLayoutTree|Layout|RecalcStyle|InvalidateLayout|IntersectionObserverController::computeIntersections|HitTest)$/,
  ],
  [
    'paint',
    /^(PrePaint|Paint|PaintImage|Layerize|Commit|UpdateLayer|UpdateLayerTree|CompositeLayers)$/,
  ],
  ['garbage', /^(MinorGC|MajorGC|V8\.GC.*|BlinkGC.*|CppGC.*)$/],
]

/** What our own engine's scripts do, by the file that they come from. */
const files: [hop: string, names: RegExp][] = [
  ['document', /packages\/drawing-document\//],
  ['cleaning', /dompurify|\/sanitize\.ts/],
  ['parsing markup', /parse-markup/],
  ['messages', /packages\/notebook\/src\/hosts\//],
  ['kernel', /packages\/notebook\/src\/kernel\/|@observablehq\/runtime/],
  ['library', /node_modules\/(@observablehq\/plot|d3|internmap|delaunator)|model\.ts|\/figure\//],
  ['event', /packages\/notebook\/src\/elements\//],
]

/** The DOM's own functions, called by what draws. */
const domFunction =
  /^(createElement(NS)?|(set|get|remove)Attribute(NS)?|append(Child)?|insertBefore|removeChild|replace(Children|With|Child)|createTextNode|cloneNode|querySelector(All)?|set (textContent|innerHTML)|importNode)$/

/** Where the time between the marks `touch` and `answered` went, on the page's main thread and in workers. */
export function readTrace(events: readonly TraceEvent[], parts: readonly Part[]): TracedTime {
  const main = findMain(events)
  const spans = spansOf(events)
  const workers = threadsNamed(events, /DedicatedWorker/)
  const time: TracedTime = { waiting: 0, main: {}, worker: {} }
  const busy: Span[] = []
  for (const [thread, list] of byThread(events)) {
    const into = thread === main ? time.main : workers.has(thread) ? time.worker : undefined
    if (!into) continue
    const profile = profileOf(events, list)
    for (const { ph, ts, dur = 0 } of list) if (ph === 'X') busy.push([ts, ts + dur])
    addSelfTimes(
      into,
      list.filter((it) => it.ph === 'X'),
      spans,
    )
    splitScript(into, profile, parts, spans)
  }
  const all = spans.reduce((sum, [from, to]) => sum + to - from, 0)
  const worked = toUnion(busy).reduce((sum, [from, to]) => sum + overlap(spans, from, to), 0)
  return { ...time, waiting: (all - worked) / 1000 }
}

/** The same times, without what lies in two of them. */
function toUnion(spans: readonly Span[]): Span[] {
  const union: Span[] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = union.at(-1)
    if (last && from <= last[1]) union[union.length - 1] = [last[0], Math.max(last[1], to)]
    else union.push([from, to])
  }
  return union
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`

function byThread(events: readonly TraceEvent[]): Map<string, TraceEvent[]> {
  return Map.groupBy(events, threadOf)
}

function threadsNamed(events: readonly TraceEvent[], name: RegExp): Set<string> {
  const named = events.filter((it) => it.name === 'thread_name' && name.test(it.args?.name ?? ''))
  return new Set(named.map(threadOf))
}

/** The thread on which the touches were marked. */
function findMain(events: readonly TraceEvent[]): string {
  const mark = events.find(({ name }) => name === 'touch')
  if (!mark) throw new Error('no mark: the trace has no touch')
  return threadOf(mark)
}

/** From an event to its answer, in microseconds. */
type Span = readonly [from: number, to: number]

function spansOf(events: readonly TraceEvent[]): Span[] {
  const timesOf = (mark: string): number[] =>
    events
      .filter(({ name, ph }) => name === mark && ph !== 'e')
      .map(({ ts }) => ts)
      .sort((a, b) => a - b)
  const ends = timesOf('answered')
  return timesOf('touch').map((from, n) => [from, ends[n]])
}

/** How much of a time lies within touches. Tasks may have begun before. */
function overlap(spans: readonly Span[], from: number, to: number): number {
  return spans.reduce(
    (sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)),
    0,
  )
}

/** Adds what each event takes itself, without those within it. */
function addSelfTimes(
  into: Record<string, number>,
  events: readonly TraceEvent[],
  spans: readonly Span[],
): void {
  const sorted = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))
  const open: { end: number; hop: string }[] = []
  for (const { name, ts, dur = 0 } of sorted) {
    while (open.length > 0 && open[open.length - 1].end <= ts) open.pop()
    const outer = open.at(-1)
    const hop = own.find(([, names]) => names.test(name))?.[0] ?? outer?.hop ?? 'script'
    const inTouches = overlap(spans, ts, ts + dur)
    add(into, hop, inTouches)
    if (outer) add(into, outer.hop, -inTouches)
    open.push({ end: ts + dur, hop })
  }
}

function add(into: Record<string, number>, hop: string, microseconds: number): void {
  if (microseconds !== 0) into[hop] = (into[hop] ?? 0) + microseconds / 1000
}

interface Sample {
  stack: ProfileNode[]
  at: number
  time: number
}

/** The samples of a thread's profile, with their stacks from the innermost outwards. */
function profileOf(all: readonly TraceEvent[], thread: readonly TraceEvent[]): Sample[] {
  const start = thread.find(({ name }) => name === 'Profile')
  if (!start) return []
  const nodes = new Map<number, ProfileNode>()
  const chunks = all.filter(
    (it) => it.name === 'ProfileChunk' && it.pid === start.pid && it.id === start.id,
  )
  for (const { args } of chunks)
    for (const node of args?.data?.cpuProfile?.nodes ?? []) nodes.set(node.id, node)
  const stackOf = (id: number | undefined): ProfileNode[] => {
    const node = id === undefined ? undefined : nodes.get(id)
    return node ? [node, ...stackOf(node.parent)] : []
  }
  let at = startOf(start)
  return chunks.flatMap(({ args }) => {
    const deltas = args?.data?.timeDeltas ?? []
    return (args?.data?.cpuProfile?.samples ?? []).map((id, n) => {
      at += deltas[n] ?? 0
      return { stack: stackOf(id), at, time: deltas[n + 1] ?? 0 }
    })
  })
}

function startOf({ ts, args }: TraceEvent): number {
  return (args?.data as { startTime?: number } | undefined)?.startTime ?? ts
}

/** Shares the time of scripts out to what they belong to, in the proportions of the samples. */
function splitScript(
  into: Record<string, number>,
  samples: readonly Sample[],
  parts: readonly Part[],
  spans: readonly Span[],
): void {
  const script = into.script ?? 0
  const find = sourceFinder(parts)
  const shares: Record<string, number> = {}
  for (const { stack, at, time } of samples)
    if (
      overlap(spans, at, at + 1) > 0 &&
      !/^\((root|program|idle|garbage collector)\)$/.test(nameOf(stack[0]))
    )
      add(shares, hopOf(stack, find), time)
  const sum = Object.values(shares).reduce((total, it) => total + it, 0)
  if (sum === 0) return
  delete into.script
  for (const [hop, share] of Object.entries(shares)) add(into, hop, (1000 * script * share) / sum)
}

const nameOf = (node: ProfileNode | undefined): string => node?.callFrame.functionName ?? '(root)'

function hopOf(stack: readonly ProfileNode[], find: (node: ProfileNode) => string): string {
  const inner = stack.find(({ callFrame }) => callFrame.url)
  if (!inner) return 'script'
  const source = find(inner)
  const hop = files.find(([, names]) => names.test(source))?.[0]
  const isNative = inner !== stack[0]
  if (isNative && domFunction.test(nameOf(stack[0]))) return 'document'
  return hop ?? 'script'
}

/**
 * Finds the source of a function. A script that is run from memory has no address: it is known by
 * the names that its functions have in their lines.
 */
function sourceFinder(parts: readonly Part[]): (node: ProfileNode) => string {
  const known = new Map(parts.map((part) => [part.url, part]))
  return ({ callFrame: { url = '', functionName, lineNumber = 0 } }) => {
    const part =
      known.get(url) ??
      parts.find(({ lines }) => functionName !== '' && lines[lineNumber]?.includes(functionName))
    return part?.sources[lineNumber] ?? ''
  }
}
