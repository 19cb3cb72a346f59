/** Upgrades the finished page: imported once, by the layout. */
import './cell.ts'
import './copy.ts'
import './data-table.ts'
import './derivation.ts'
import './input.ts'
import './near-marks.ts'
import './scroll.ts'
import './symbol.ts'
import './touch.ts'
import './value.ts'

// Few pages have a cell that is played.
if (document.querySelector('nb-playback')) void import('./playback.ts')
