import { getChapter, hasCells } from './notebook.ts'

interface NetworkInformation {
  saveData?: boolean
  effectiveType?: string
}

/** Loads what runs the page's cells once the page is there and idle, unless the reader saves data. */
export function loadWhenIdle(): void {
  if (!hasCells || isSaving()) return
  const load = (): void => void getChapter().catch(() => {})
  const whenIdle = (): void => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(load, { timeout: 2000 })
    else setTimeout(load, 200)
  }
  if (document.readyState === 'complete') whenIdle()
  else addEventListener('load', whenIdle, { once: true })
}

/** Whether each kilobyte counts: what is not needed for sure waits for a sign of intent. */
function isSaving(): boolean {
  const { connection } = navigator as Navigator & { connection?: NetworkInformation }
  return connection?.saveData === true || /2g$/.test(connection?.effectiveType ?? '')
}
