/** Upgrades the finished page: imported once, by the layout. */
import './cell.ts'
import './copy.ts'
import './derivation.ts'
import './input.ts'
import './scroll.ts'
import './symbol.ts'
import './touch.ts'
import './value.ts'
