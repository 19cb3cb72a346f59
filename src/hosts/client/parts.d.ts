declare module 'virtual:notebook-parts' {
  /** Addresses of the sandbox's files. */
  const urls: Record<'frame' | 'kernel' | 'drawing' | 'compile', string>
  export default urls
}
