/**
 * Loads the code for figures' marks (drags and tips) when the first figure with marks is near the
 * window, or when the live page is loaded.
 */
import { marksWith } from '../figure/marks.ts'
import { onOpen } from './notebook.ts'

const load = (): unknown => import('./figure-marks.ts')

const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    near.disconnect()
    void load()
  },
  { rootMargin: '50% 0px' },
)

const marked = `.drawn :is(${marksWith('drag')}, ${marksWith('tip')})`
for (const output of document.querySelectorAll(`nb-cell .output:has(${marked})`))
  near.observe(output)
onOpen(() => void load())
