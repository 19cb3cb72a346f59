/** Text with a true minus sign before each of its numbers and in their exponents: `[-1.5, 2e-7]` becomes `[−1.5, 2e−7]`. */
export function trueMinus(text: string): string {
  return text.replace(/(?<=^|[\s[({,:=→])-(?=\d|\.\d|Infinity)|(?<=\de)-(?=\d)/g, '−')
}
