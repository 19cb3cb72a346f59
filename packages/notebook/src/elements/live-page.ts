/** What a page loads when it becomes live: its chapter, and what puts outputs and failures into the page. */
export { LiveChapter } from '../hosts/client/live-chapter.ts'
export { countFirst, isOwn, toNodes } from './output-nodes.ts'
export { renderFailure, renderOutputs } from './render-output.ts'
export { tellExcess, tellStopped } from './tell.ts'
