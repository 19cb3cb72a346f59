import { marksWith } from '../figure/marks.ts'

/** What handles marks of figures is loaded when the first figure with such marks is near; else with all that the live page needs. */
const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    near.disconnect()
    void import('./figure-marks.ts')
  },
  { rootMargin: '50% 0px' },
)

const marked = `.drawn :is(${marksWith('drag')}, ${marksWith('tip')})`
for (const output of document.querySelectorAll(`nb-cell .output:has(${marked})`))
  near.observe(output)
