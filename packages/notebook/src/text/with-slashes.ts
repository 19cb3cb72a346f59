/** A path as Vite writes it, also on Windows. */
export const withSlashes = (path: string): string => path.replaceAll('\\', '/')
