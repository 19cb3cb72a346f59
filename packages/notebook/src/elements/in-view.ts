const visible = new WeakSet<Element>()
const hooks: (() => void)[] = []
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) visible.add(target)
    else visible.delete(target)
  }
  if (entries.some(({ isIntersecting }) => isIntersecting)) for (const hook of hooks) hook()
})

/** Keeps track of whether an element is in the window. */
export function observeVisibility(element: Element): void {
  observer.observe(element)
}

export function isVisible(element: Element): boolean {
  return visible.has(element)
}

/** Calls `hook` whenever elements come into the window. */
export function onSeen(hook: () => void): void {
  hooks.push(hook)
}

/**
 * Calls back at once if the element is in the window, else when the page is idle, but within 300
 * ms.
 */
export function whenVisibleOrIdle(element: Element, callback: () => void): void {
  if (visible.has(element)) callback()
  else if ('requestIdleCallback' in globalThis) requestIdleCallback(callback, { timeout: 300 })
  else setTimeout(callback, 100)
}
