import katex from 'katex'

/** The one HTML extension that formulas may use: classes that the book itself puts in, for what is lit. */
const trust = ({ command }: { command: string }): boolean => command === '\\htmlClass'
const strict = (code: string): 'error' | 'ignore' => (code === 'htmlExtension' ? 'ignore' : 'error')

/**
 * TeX as HTML with MathML beside it.
 * @throws SyntaxError in KaTeX's words, for what KaTeX cannot set or sets only with a warning.
 */
export function renderFormula(tex: string, display: boolean): string {
  try {
    return katex.renderToString(tex, { displayMode: display, output: 'htmlAndMathml', strict, trust, throwOnError: true })
  } catch (error) {
    throw new SyntaxError(`formula: ${(error as Error).message.replace(/^KaTeX parse error: /, '')}`, { cause: error })
  }
}

/** A piece of a display on its own, which may break at its relations and signs where the line is too short. */
export function renderPiece(tex: string): string {
  return renderFormula(`\\displaystyle ${tex}`, false)
}
