import { runAtOnce } from '../kernel/steps.ts'
import { countFirst, isOwn, toFirstNodes, toNodes } from './output-nodes.ts'
import { renderFailure, renderOutputs } from './render-output.ts'
import { tellExcess, tellStopped } from './tell.ts'

/** What a page loads when it becomes live: its chapter, and what puts outputs and failures into the page. */
export { LiveChapter } from '../hosts/client/live-chapter.ts'
export { loadSandbox } from './load-sandbox.ts'
export const rendering = {
  countFirst,
  isOwn,
  toFirstNodes,
  toNodes,
  renderFailure,
  renderOutputs,
  runAtOnce,
  tellExcess,
  tellStopped,
}
export type Rendering = typeof rendering
