import { linkMark } from '../kept/link-mark.ts'
import { isEmbedded } from './is-embedded.ts'
import { linkedChanges } from './linked-changes.ts'
import { getChapter, hasCells } from './notebook.ts'
import { listOwn } from './saved-edits.ts'
import { whenIdle } from './when-idle.ts'

/**
 * Loads what runs the page's cells once the page is there and idle, unless the reader saves data. A cell in a frame of another
 * site costs that one as little as can be: it waits for a sign of intent.
 */
export function loadWhenIdle(): void {
  if (hasCells && !isEmbedded) whenIdle(() => void getChapter().catch(() => {}))
  const load = (): void =>
    void import('./changes/restore.ts').then(
      (it) => it.restore(),
      () => {},
    )
  if (listOwn().length > 0 || linkedChanges()) load()
  else if (!isEmbedded) whenIdle(load)
  addEventListener('hashchange', () => location.hash.startsWith(linkMark) && load())
}
