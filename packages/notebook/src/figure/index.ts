/** What a book's figures are drawn with: a canvas, and marks that readers can drag, point at and ask. */
export {
  append,
  createCanvas,
  fontSize,
  round,
  setAttributes,
  toElement,
  type Attributes,
  type Canvas,
  type FigureOptions,
} from './canvas.ts'
export { dragHandle, dragPlot, type HandleLook, type HandleOptions } from './drag-handle.ts'
export { dragPoint, type PointOptions } from './drag-point.ts'
export { dragRule, type DragRuleOptions } from './drag-rule.ts'
export { drawCircle, type CircleOptions } from './draw-circle.ts'
export { drawRule, type RuleOptions } from './draw-rule.ts'
export { markTip } from './mark-tip.ts'
export type { MarkData } from './marks.ts'
export { writeMark } from './write-mark.ts'
export { nameMarks } from './name-marks.ts'
export { setInput } from './set-input.ts'
export {
  cornerTowards,
  fromPlane,
  restOf,
  setShare,
  snapShares,
  toPlane,
  toSimplex,
} from './simplex.ts'
export { toLine, type Line, type Point, type Scale, type Track, type Triangle } from './track.ts'
