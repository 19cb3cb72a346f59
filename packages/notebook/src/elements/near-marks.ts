/**
 * Loads the code for figures' marks when the first figure with marks is near the window, if the
 * live page has not loaded it.
 */
const near = new IntersectionObserver(
  (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    near.disconnect()
    void import('./figure-marks.ts')
  },
  { rootMargin: '50% 0px' },
)

for (const output of document.querySelectorAll(
  'nb-cell .output:has(.drawn :is([data-drag], [data-tip]))',
))
  near.observe(output)
