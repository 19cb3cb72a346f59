import type { CellNews, NewsListener } from './news.ts'

/** Calls back when the page is to be changed next. */
export type Turns = (callback: () => void) => void

/** Milliseconds of one turn after which the rest of the news waits for the next: a task of the page stays a short one. */
const slice = 8

/** Hands news on when the page draws, and of each cell only what later news has not outdated. */
export class Delivery {
  readonly #listener: NewsListener
  readonly #turns: Turns
  readonly #now: () => number
  readonly #waiting = new Map<string, CellNews[]>()
  #due = false

  constructor(
    listener: NewsListener,
    turns: Turns = drawingTurns(),
    now: () => number = () => performance.now(),
  ) {
    this.#listener = listener
    this.#turns = turns
    this.#now = now
  }

  add(cell: string, news: CellNews): void {
    const before = (this.#waiting.get(cell) ?? []).filter((it) => !outdates(news, it))
    this.#waiting.set(cell, [...before, news])
    if (this.#due) return
    this.#due = true
    this.#turns(() => this.#deliver())
  }

  /** Whose news comes again while others wait is put behind them. */
  #deliver(): void {
    const began = this.#now()
    for (const [cell, list] of this.#waiting) {
      this.#waiting.delete(cell)
      for (const news of list) this.#listener(cell, news)
      if (this.#now() - began >= slice) break
    }
    this.#due = this.#waiting.size > 0
    if (this.#due) this.#turns(() => this.#deliver())
  }
}

/**
 * An output outdates all before it; anything else leaves the last output to be shown below it. How far a generator is goes
 * beside these.
 */
function outdates(later: CellNews, earlier: CellNews): boolean {
  if (later.type === 'playback' || earlier.type === 'playback') return later.type === earlier.type
  return later.type === 'output' || earlier.type !== 'output'
}

/** Milliseconds between turns where nothing is drawn, as in a hidden tab. */
const hiddenTurn = 1000

/**
 * One turn an animation frame. After a turn that cost the page much, drawing included, as much time is left to the page
 * itself: it stays at the reader's hand, however large the figures and however fast they come.
 */
export function drawingTurns(): Turns {
  let freeAt = 0
  return (callback) => {
    const turn = once(() => {
      const began = performance.now()
      callback()
      // A task of its own, which comes when the frame is drawn.
      setTimeout(() => (freeAt = 2 * performance.now() - began))
    })
    const wait = freeAt - performance.now()
    if (wait > 0) setTimeout(() => nextFrame(turn), wait)
    else nextFrame(turn)
  }
}

function nextFrame(turn: () => void): void {
  requestAnimationFrame(turn)
  setTimeout(turn, hiddenTurn)
}

function once(act: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    act()
  }
}
