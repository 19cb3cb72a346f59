import { getChapter, hasCells } from './notebook.ts'
import { whenIdle } from './when-idle.ts'

/** Loads what runs the page's cells once the page is there and idle, unless the reader saves data. */
export function loadWhenIdle(): void {
  if (hasCells) whenIdle(() => void getChapter().catch(() => {}))
}
