import type { Json } from '../kernel/json.ts'
import { now } from './saved-edits.ts'

/** Milliseconds after the last move before values are kept: the hand is at rest then. */
const rest = 400

const moved = new Map<string, { value: Json; at: number }>()
let loaded: typeof import('./changes/keep.ts') | undefined
let timer: ReturnType<typeof setTimeout> | undefined

/** Keeps the value of an input that the reader moved, once the reader has done so. */
export function keepInput(name: string, value: Json): void {
  moved.set(name, { value, at: now() })
  // Loaded by now, it is there when the page is left.
  void import('./changes/keep.ts').then(
    (it) => (loaded = it),
    () => {},
  )
  clearTimeout(timer)
  timer = setTimeout(keepMoved, rest)
}

function keepMoved(): void {
  if (!loaded) return
  const values = [...moved]
  moved.clear()
  for (const [name, value] of values) void loaded.keep('input', name, value)
}

// A page that is left keeps them at once.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden' && moved.size > 0) keepMoved()
})
