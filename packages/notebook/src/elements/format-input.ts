/**
 * An input's value as it is shown: with the decimals of its steps, which begin at `min`, so that it keeps its
 * width, and a true minus.
 */
export function formatInput(value: number, step: number, min = 0): string {
  const decimals = Math.min(10, Math.max(decimalsOf(step), decimalsOf(min)))
  return value.toFixed(decimals).replace('-', '−')
}

/** How many decimals a number is written with: 2 for 0.05, 7 for 1e-7. */
function decimalsOf(value: number): number {
  const [, digits = '', exponent = '0'] =
    /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  return Math.max(0, digits.length - Number(exponent))
}
