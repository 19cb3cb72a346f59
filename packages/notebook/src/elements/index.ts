/** Defines all custom elements of a page: imported once, by the layout. */
import './cell.ts'
import './copy.ts'
import './data-table.ts'
import './derivation.ts'
import './input.ts'
import { loadWhenIdle } from './load-when-idle.ts'
import './near-marks.ts'
import './scroll.ts'
import './symbol.ts'
import './touch.ts'
import './value.ts'

loadWhenIdle()
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.matches('.drawn .inside'))
      void import('./inside.ts').then(({ onInside }) => onInside(target))
  },
  // The event does not bubble.
  true,
)
// Only a few pages have a cell that plays.
if (document.querySelector('nb-playback')) void import('./playback.ts')
