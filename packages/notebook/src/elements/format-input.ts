/**
 * An input's value as it is shown: with the decimals of its step, so that it keeps its width, and a
 * true minus.
 */
export function formatInput(value: number, step: number): string {
  const decimals = Math.min(6, (/\.(\d+)$/.exec(String(step))?.[1] ?? '').length)
  return value.toFixed(decimals).replace('-', '−')
}
