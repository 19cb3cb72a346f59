interface NetworkInformation {
  saveData?: boolean
  effectiveType?: string
}

/** Calls `load` once the page is there and has nothing else to do; never where each kilobyte counts. */
export function whenIdle(load: () => void): void {
  if (isSaving()) return
  const wait = (): void => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(load, { timeout: 2000 })
    else setTimeout(load, 200)
  }
  if (document.readyState === 'complete') wait()
  else addEventListener('load', wait, { once: true })
}

/** How long a page is open before its reader stays, in milliseconds. */
const visit = 3000

/**
 * Calls `load` once the reader stays: much that may be wanted later does not hold up what the page itself loads when it is
 * idle, and is not sent to one who only looks in.
 */
export function whenStaying(load: () => void): void {
  whenIdle(() => setTimeout(() => whenIdle(load), visit))
}

/** Whether the reader saves data, or has a very slow line. */
function isSaving(): boolean {
  const { connection } = navigator as Navigator & { connection?: NetworkInformation }
  return connection?.saveData === true || /2g$/.test(connection?.effectiveType ?? '')
}
