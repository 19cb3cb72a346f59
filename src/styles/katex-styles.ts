/** A Vite plugin: KaTeX's style sheet with woff2 fonts only, in a cascade layer, so that the book's own rules stand above it. */
export function katexStyles() {
  return {
    name: 'katex-styles',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | undefined {
      if (!/katex\/dist\/katex[\w.-]*\.css$/.test(id)) return undefined
      return `@layer katex {${code.replace(/,\s*url\([^)]+\)\s*format\(["'](?:woff|truetype)["']\)/g, '')}}`
    },
  }
}
