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

/** Whether the reader saves data, or has a very slow line. */
function isSaving(): boolean {
  const { connection } = navigator as Navigator & { connection?: NetworkInformation }
  return connection?.saveData === true || /2g$/.test(connection?.effectiveType ?? '')
}
