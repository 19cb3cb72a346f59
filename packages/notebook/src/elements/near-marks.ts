/**
 * Loads the code for marks of figures (drags and tips) when the first figure with such marks comes near, or when the live
 * page is loaded.
 */
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

for (const output of document.querySelectorAll(
  'nb-cell .output:has(.drawn :is([data-drag], [data-tip]))',
))
  near.observe(output)
onOpen(() => void load())
