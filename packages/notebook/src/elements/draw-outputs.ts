/** What a cell loads to show outputs of the sandbox. */
export { sanitizerFor } from '../hosts/client/sanitize.ts'
export { drawingQueue } from './in-turn.ts'
