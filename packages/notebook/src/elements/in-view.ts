const seen = new WeakSet<Element>()
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target)
      else seen.delete(target)
    }
  },
  { rootMargin: '50% 0px' },
)

/** Keeps watch on whether an element is in view, or nearly. */
export function watchView(element: Element): void {
  observer.observe(element)
}

/** Does `act` now if the element is in view, and else when the page has nothing better to do, but soon. */
export function whenWorthwhile(element: Element, act: () => void): void {
  if (seen.has(element)) act()
  else if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 300 })
  else setTimeout(act, 100)
}
