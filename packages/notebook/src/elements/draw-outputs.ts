/** What a cell loads to show outputs of the sandbox. */
export { sanitizerFor } from '../hosts/client/sanitize.ts'
export { turns } from './in-turn.ts'
