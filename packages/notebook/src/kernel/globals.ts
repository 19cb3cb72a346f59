import type { Reason, ReasonKind } from '../strings/message.ts'
import { findNear } from './nearest.ts'

/**
 * Names of the language and its host that a cell may use, the same at build and in the browser. A
 * cell that uses any other is refused before it runs: what works only in Node would fail for
 * readers.
 */
export const allowedGlobals: ReadonlySet<string> = new Set(
  `undefined NaN Infinity isNaN isFinite parseFloat parseInt encodeURIComponent decodeURIComponent encodeURI decodeURI
  Object Array Number String Boolean Symbol BigInt RegExp Error AggregateError EvalError RangeError
  ReferenceError SyntaxError TypeError URIError Map Set WeakMap WeakSet WeakRef FinalizationRegistry Promise Proxy Reflect JSON Intl
  Iterator ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array
  Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array
  console setTimeout clearTimeout setInterval clearInterval queueMicrotask structuredClone
  TextEncoder TextDecoder URL URLSearchParams AbortController AbortSignal atob btoa`.split(/\s+/),
)

/** Names that a reader is likely to try and that a cell cannot have, with the reason. */
const refused = {
  fetch: 'noNetwork',
  XMLHttpRequest: 'noNetwork',
  WebSocket: 'noNetwork',
  EventSource: 'noNetwork',
  importScripts: 'noNetwork',
  localStorage: 'noStorage',
  sessionStorage: 'noStorage',
  indexedDB: 'noStorage',
  window: 'apart',
  self: 'apart',
  globalThis: 'apart',
  navigator: 'apart',
  location: 'apart',
  postMessage: 'apart',
  process: 'inNodeToo',
  require: 'noModules',
  eval: 'noEval',
  Function: 'noEval',
  SharedArrayBuffer: 'fewPages',
  Atomics: 'noSharedMemory',
  AsyncIterator: 'notInBrowsers',
  alert: 'useDisplay',
  confirm: 'useToggle',
  prompt: 'useInput',
  requestAnimationFrame: 'useGenerator',
  Worker: 'oneThread',
  Image: 'noPictures',
  XMLSerializer: 'showElement',
  MutationObserver: 'apart',
  ResizeObserver: 'useWidth',
  Buffer: 'useBytes',
  setImmediate: 'useTimeout',
  readFileSync: 'noFiles',
  __dirname: 'inNodeToo',
  module: 'noExports',
  exports: 'noExports',
  history: 'apart',
  top: 'apart',
  parent: 'apart',
  opener: 'apart',
  screen: 'useWidth',
  innerWidth: 'useWidth',
  addEventListener: 'useAnyInput',
  customElements: 'plainElements',
  WebAssembly: 'inTypeScript',
  crypto: 'useRandom',
  arguments: 'noArguments',
} as const satisfies Record<string, ReasonKind>

const isRefused = (name: string): name is keyof typeof refused => Object.hasOwn(refused, name)

/** Why a name cannot be used. */
export type UnknownName = Extract<Reason, { kind: 'unknownName' | 'unusable' }>

/** Why `name` cannot be used, with the name that was likely meant. */
export function explainUnknown(name: string, known: Iterable<string>): UnknownName {
  return isRefused(name)
    ? { kind: 'unusable', name, why: { kind: refused[name] } }
    : { kind: 'unknownName', name, cure: cureFor(name, known) }
}

/** Names of other languages, and what a cell has instead. */
const elsewhere: Readonly<Record<string, Reason>> = {
  print: { kind: 'write', code: 'display(…)' },
  range: { kind: 'write', code: 'Array.from({ length: n }, (_, i) => i)' },
  len: { kind: 'write', code: 'list.length' },
  str: { kind: 'write', code: 'String(…)' },
  int: { kind: 'write', code: 'Math.trunc(…)' },
  float: { kind: 'write', code: 'Number(…)' },
  None: { kind: 'write', code: 'null' },
  True: { kind: 'write', code: 'true' },
  False: { kind: 'write', code: 'false' },
  nil: { kind: 'write', code: 'null' },
  NULL: { kind: 'write', code: 'null' },
  np: { kind: 'mapWithMath' },
  math: { kind: 'capitalMath' },
  pi: { kind: 'write', code: 'Math.PI' },
  π: { kind: 'write', code: 'Math.PI' },
  ln: { kind: 'write', code: 'Math.log' },
  enumerate: { kind: 'write', code: 'list.entries()' },
  zeros: { kind: 'write', code: 'Array.from({ length: n }, () => 0)' },
  ones: { kind: 'write', code: 'Array.from({ length: n }, () => 1)' },
  e: { kind: 'write', code: 'Math.E' },
  inf: { kind: 'write', code: 'Infinity' },
  nan: { kind: 'write', code: 'NaN' },
}

const lookalikes = 'аaеeоoрpсcхxуyіiјjѕsԁdАAВBЕEКKМMНHОOРPСCТTХXοoΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX'

/** A name with the Latin letters that its Cyrillic and Greek ones look like. */
const toLatin = (name: string): string =>
  name.replace(/[\u0370-\u04ff\u0501]/g, (it) => lookalikes[lookalikes.indexOf(it) + 1] ?? it)

function cureFor(name: string, known: Iterable<string>): Reason {
  const alike = [...known].find((it) => it !== name && toLatin(it) === toLatin(name))
  if (alike !== undefined) return { kind: 'lookalike', name: alike }
  const near = findNear(name, known)
  if (near) return { kind: 'didYouMean', name: near }
  if (Object.hasOwn(elsewhere, name)) return elsewhere[name]
  if (/^\$.+\$$/.test(name)) return { kind: 'noTex' }
  if (name in Math) return { kind: 'write', code: `Math.${name}` }
  return { kind: 'defineIt' }
}
