declare module 'virtual:notebook-parts' {
  /** Addresses of the sandbox's files. */
  const urls: {
    frame: string
    host: string
    kernel: string
    parts: Record<string, string>
    file: string
  }
  export default urls
}
