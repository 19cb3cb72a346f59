import { marksWith } from '../figure/marks.ts'

/**
 * Marks of a figure that is redrawn glide to their new places, so that a reader sees which went where.
 * They never lag behind a hand: nothing glides while a pointer is down, in a figure that was redrawn
 * a moment ago (as it is under a held key or while it plays), or where less motion is asked for; and
 * what can be dragged is at its place at once.
 */
const duration = 180
/** Milliseconds of rest that a figure needs before its marks glide again. */
const rest = 400
/** A figure with more marks than this would take long to compare. */
const most = 600

let isHeld = false
/** Whether a pointer is down, also where it came down before this was loaded. */
const isDown = (): boolean => isHeld || document.querySelector(':active') !== null
const lastDrawn = new WeakMap<Node, number>()
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)')

const setHeld = ({ type }: Event): void => void (isHeld = type === 'pointerdown')
for (const type of ['pointerdown', 'pointerup', 'pointercancel'])
  document.addEventListener(type, setHeld, { capture: true, passive: true })

new MutationObserver((records) => {
  for (const output of new Set(records.map(({ target }) => target)))
    onRedraw(
      output,
      records.filter(({ target }) => target === output),
    )
}).observe(document.body, { childList: true, subtree: true })

function onRedraw(output: Node, records: readonly MutationRecord[]): void {
  const find = (nodes: (record: MutationRecord) => NodeList): Element | undefined =>
    records.flatMap((it) => [...nodes(it)]).find(isDrawing)
  const [before, after] = [find((it) => it.removedNodes), find((it) => it.addedNodes)]
  if (!before || !after) return
  const [now, last] = [performance.now(), lastDrawn.get(output) ?? -rest]
  lastDrawn.set(output, now)
  if (!isDown() && !lessMotion.matches && now - last >= rest) glide(before, after)
}

const isDrawing = (node: Node): node is Element =>
  node instanceof Element && node.classList.contains('drawn')

/** Marks are paired by their order: where a figure has others than before, none glides. */
function glide(before: Element, after: Element): void {
  const [old, fresh] = [before, after].map((it) => [...it.querySelectorAll('svg *')])
  if (old.length !== fresh.length || old.length > most) return
  if (old.some((it, i) => it.localName !== fresh[i].localName)) return
  const moves = fresh.map((it, i) => frameOf(old[i], it))
  fresh.forEach((it, i) => {
    if (moves[i] && !it.closest(marksWith('drag')))
      it.animate([moves[i], {}], { duration, easing: 'ease-out' })
  })
}

type Place = Readonly<Record<string, number>>

/** How a mark was drawn before, as styles, if it has moved or grown in a way that a browser can show. */
function frameOf(old: Element, fresh: Element): Keyframe | undefined {
  const names = placed[fresh.localName]
  if (fresh.localName === 'path') return pathFrame(old, fresh)
  if (!names || !names.some((it) => old.getAttribute(it) !== fresh.getAttribute(it)))
    return shiftFrame(toShift(old), toShift(fresh))
  const [from, to] = [old, fresh].map((it) => toPlace(it, names))
  if (![...Object.values(from), ...Object.values(to)].every(Number.isFinite)) return undefined
  if (fresh.localName === 'line') return lineFrame(from, to)
  if (fresh.localName === 'text') return shiftFrame([from['x'], from['y']], [to['x'], to['y']])
  return Object.fromEntries(names.map((name) => [name, `${from[name]}px`]))
}

const placed: Readonly<Record<string, readonly string[]>> = {
  rect: ['x', 'y', 'width', 'height'],
  circle: ['cx', 'cy', 'r'],
  line: ['x1', 'y1', 'x2', 'y2'],
  text: ['x', 'y'],
}

function toPlace(mark: Element, names: readonly string[]): Place {
  return Object.fromEntries(names.map((name) => [name, Number(mark.getAttribute(name) ?? 0)]))
}

/** Paths of the same commands are shown between each other. */
function pathFrame(old: Element, fresh: Element): Keyframe | undefined {
  const [from, to] = [old, fresh].map((it) => it.getAttribute('d') ?? '')
  const commandsOf = (d: string): string => d.replace(/[^a-df-z]/gi, '')
  if (from === to) return shiftFrame(toShift(old), toShift(fresh))
  return commandsOf(from) === commandsOf(to) ? { d: `path("${from}")` } : undefined
}

/** A line moves as a whole, and does not turn. */
function lineFrame(from: Place, to: Place): Keyframe | undefined {
  const [dx, dy] = [to['x1'] - from['x1'], to['y1'] - from['y1']]
  const isRigid = to['x2'] - from['x2'] === dx && to['y2'] - from['y2'] === dy
  return isRigid ? shiftFrame([0, 0], [dx, dy]) : undefined
}

type Shift = readonly [x: number, y: number]

/** What `transform` says, if it is a shift and no more. */
function toShift(mark: Element): Shift | undefined {
  const [, x, y = '0'] =
    /^translate\(([-\d.]+)(?:[ ,]+([-\d.]+))?\)$/.exec(mark.getAttribute('transform') ?? '') ?? []
  return x === undefined ? undefined : [Number(x), Number(y)]
}

function shiftFrame(from: Shift | undefined, to: Shift | undefined): Keyframe | undefined {
  if (!from || !to) return undefined
  const [dx, dy] = [from[0] - to[0], from[1] - to[1]]
  return dx === 0 && dy === 0 ? undefined : { translate: `${dx}px ${dy}px` }
}
