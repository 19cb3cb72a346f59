declare module 'virtual:notebook-names' {
  /** The names of the library, with a sentence about each. */
  const names: { name: string; kind: 'function' | 'constant'; summary: string }[]
  export default names
}
