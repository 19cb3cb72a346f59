declare module 'virtual:notebook-language' {
  /** The files of the worker that knows types. */
  const files: import('./protocol.ts').LanguageFiles
  export default files
}
