declare module 'virtual:notebook-parts' {
  /** Addresses of the sandbox's files. */
  const urls: { frame: string; kernel: string; parts: Record<string, string> }
  export default urls
}
