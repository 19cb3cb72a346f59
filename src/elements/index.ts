/** Upgrades the finished page: imported once, by the layout. */
import './cell.ts'
import './data-table.ts'
import './derivation.ts'
import './input.ts'
import './scroll.ts'
import './symbol.ts'
import './touch.ts'
import './value.ts'

// Where no figure has marks to touch, what handles them comes with all that the live page needs.
if (document.querySelector('.drawn :is([data-drag], [data-tip])')) void import('./figure-marks.ts')

// Nothing is copied that was not selected before.
document.addEventListener('selectionchange', () => void import('./copy.ts').catch(() => {}), { once: true })
