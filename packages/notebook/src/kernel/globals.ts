import { findNear } from './nearest.ts'

/**
 * Names of the language and its host that a cell may use, the same at build and in the browser. A
 * cell that uses any other is refused before it runs: what works only in Node would fail for
 * readers.
 */
export const allowedGlobals: ReadonlySet<string> = new Set(
  `undefined NaN Infinity isNaN isFinite parseFloat parseInt encodeURIComponent decodeURIComponent encodeURI decodeURI
  Object Function Array Number String Boolean Symbol BigInt RegExp Error AggregateError EvalError RangeError
  ReferenceError SyntaxError TypeError URIError Map Set WeakMap WeakSet WeakRef FinalizationRegistry Promise Proxy Reflect JSON Intl
  Iterator AsyncIterator ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array
  Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array
  console setTimeout clearTimeout setInterval clearInterval queueMicrotask structuredClone
  TextEncoder TextDecoder URL URLSearchParams AbortController AbortSignal atob btoa`.split(/\s+/),
)

/** Names that a reader is likely to try and that a cell cannot have, with the reason. */
const refused: Readonly<Record<string, string>> = {
  fetch: 'cells have no network',
  XMLHttpRequest: 'cells have no network',
  WebSocket: 'cells have no network',
  EventSource: 'cells have no network',
  importScripts: 'cells have no network',
  localStorage: 'cells have no storage',
  sessionStorage: 'cells have no storage',
  indexedDB: 'cells have no storage',
  window: 'cells run apart from the page',
  self: 'cells run apart from the page',
  globalThis: 'cells run apart from the page',
  navigator: 'cells run apart from the page',
  location: 'cells run apart from the page',
  postMessage: 'cells run apart from the page',
  process: 'cells run in the browser as well as in Node',
  require: 'cells cannot load modules; the library’s names are in scope already',
  eval: 'write the code into the cell',
  arguments: 'only what is written with `function`, and methods, have arguments',
}

/** Why `name` cannot be used, in one sentence. */
export function explainUnknown(name: string, known: Iterable<string>): string {
  const reason = Object.hasOwn(refused, name) ? refused[name] : undefined
  if (reason) return `\`${name}\` cannot be used here: ${reason}`
  const near = findNear(name, known)
  const cure = near ? `did you mean \`${near}\`?` : 'define it in a cell, or check its spelling'
  return `unknown name: \`${name}\` is not defined by any cell, input or the library; ${cure}`
}
