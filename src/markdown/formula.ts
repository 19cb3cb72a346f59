import katex from 'katex'

/**
 * TeX as HTML with MathML beside it.
 * @throws SyntaxError in KaTeX's words, for what KaTeX cannot set or sets only with a warning.
 */
export function renderFormula(tex: string, display: boolean): string {
  try {
    return katex.renderToString(tex, { displayMode: display, output: 'htmlAndMathml', strict: 'error', throwOnError: true })
  } catch (error) {
    throw new SyntaxError(`formula: ${(error as Error).message.replace(/^KaTeX parse error: /, '')}`, { cause: error })
  }
}
