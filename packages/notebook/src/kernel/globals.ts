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
  Iterator ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array
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
  SharedArrayBuffer: 'browsers give it to few pages; use an ArrayBuffer',
  Atomics: 'there is no shared memory in a cell',
  AsyncIterator: 'browsers lack it',
  alert: 'cells run apart from the page; show a value as the last line, or with display(…)',
  confirm: 'cells run apart from the page; use a <Toggle>',
  prompt: 'cells run apart from the page; use an input, such as a <Slider>',
  requestAnimationFrame: 'cells run apart from the page; let a generator yield what is shown next',
  Worker: 'a cell runs in one thread; await what takes long',
  Image: 'cells have no network; make an element with document.createElement',
  XMLSerializer: 'end the cell with the element itself',
  MutationObserver: 'cells run apart from the page',
  ResizeObserver: 'cells run apart from the page; `width` is the width to draw for',
  Buffer: 'cells run in the browser as well as in Node; use a Uint8Array',
  setImmediate: 'cells run in the browser as well as in Node; use setTimeout or a promise',
  readFileSync: 'cells load nothing; data come with the library',
  __dirname: 'cells run in the browser as well as in Node',
  module: 'a cell exports nothing; its top-level names are in scope everywhere',
  exports: 'a cell exports nothing; its top-level names are in scope everywhere',
  history: 'cells run apart from the page',
  top: 'cells run apart from the page',
  parent: 'cells run apart from the page',
  opener: 'cells run apart from the page',
  screen: 'cells run apart from the page; `width` is the width to draw for',
  innerWidth: 'cells run apart from the page; `width` is the width to draw for',
  addEventListener: 'cells run apart from the page; use an input',
  customElements: 'cells run apart from the page; make plain elements with document.createElement',
  WebAssembly: 'write it in TypeScript',
  crypto: 'it differs with each run; use random()',
  arguments: 'only what is written with `function`, and methods, have arguments',
}

/** Why `name` cannot be used, in one sentence. */
export function explainUnknown(name: string, known: Iterable<string>): string {
  const reason = Object.hasOwn(refused, name) ? refused[name] : undefined
  if (reason) return `\`${name}\` cannot be used here: ${reason}`
  const cure = cureFor(name, known)
  return `unknown name: \`${name}\` is not defined by any cell, input or the library; ${cure}`
}

/** Names of other languages, and what a cell has instead. */
const elsewhere: Readonly<Record<string, string>> = {
  print: 'write display(…)',
  range: 'write Array.from({ length: n }, (_, i) => i)',
  len: 'write list.length',
  str: 'write String(…)',
  int: 'write Math.trunc(…)',
  float: 'write Number(…)',
  None: 'write null',
  True: 'write true',
  False: 'write false',
  nil: 'write null',
  NULL: 'write null',
  np: 'write Math.exp and the like, and map over lists',
  math: 'write Math, with a capital',
  pi: 'write Math.PI',
  e: 'write Math.E',
  inf: 'write Infinity',
  nan: 'write NaN',
}

const lookalikes = 'аaеeоoрpсcхxуyіiјjѕsԁdАAВBЕEКKМMНHОOРPСCТTХXοoΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX'

/** A name with the Latin letters that its Cyrillic and Greek ones look like. */
const toLatin = (name: string): string =>
  name.replace(/[\u0370-\u04ff\u0501]/g, (it) => lookalikes[lookalikes.indexOf(it) + 1] ?? it)

function cureFor(name: string, known: Iterable<string>): string {
  const alike = [...known].find((it) => it !== name && toLatin(it) === toLatin(name))
  if (alike !== undefined)
    return `\`${alike}\` looks the same and has letters of another alphabet: write both alike`
  const near = findNear(name, known)
  if (near) return `did you mean \`${near}\`?`
  if (Object.hasOwn(elsewhere, name)) return elsewhere[name]
  if (name in Math) return `write Math.${name}`
  return 'define it in a cell, or check its spelling'
}
