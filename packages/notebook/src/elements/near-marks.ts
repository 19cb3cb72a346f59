/**
 * Loads the code for figures' marks (drags and tips): when a figure with marks is near the window
 * and the page idle, when the reader is about to do something or points at a symbol, or when the live
 * page is loaded.
 */
import { marksWith } from '../figure/marks.ts'
import { isEmbedded } from './is-embedded.ts'
import { onOpen } from './notebook.ts'
import { whenIdle } from './when-idle.ts'

let loading: Promise<unknown> | undefined

function load(): void {
  loading ??= import('./figure-marks.ts').catch(() => (loading = undefined))
}

const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    near.disconnect()
    whenIdle(load)
  },
  { rootMargin: '50% 0px' },
)

const marked = `.drawn :is(${marksWith('drag')}, ${marksWith('tip')})`
const outputs = document.querySelectorAll(`nb-cell .output:has(${marked})`)
for (const output of outputs) {
  if (!isEmbedded) near.observe(output)
  output.addEventListener('pointerover', load, { once: true, passive: true })
}
// The keyboard goes from mark to mark.
if (outputs.length > 0) document.addEventListener('keydown', load, { once: true, passive: true })
onOpen(load)
for (const type of ['pointerover', 'focusin'])
  document.addEventListener(
    type,
    ({ target }) => void ((target as Element).closest('[data-tell]') && load()),
    { passive: true },
  )
