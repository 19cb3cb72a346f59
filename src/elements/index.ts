/** Upgrades the finished page: imported once, by the layout. */
import './cell.ts'
import './data-table.ts'
import './derivation.ts'
import './input.ts'
import './near-marks.ts'
import './symbol.ts'
import './touch.ts'
import './value.ts'
