/** Puts values into a text: `fill('cell {name}', { name: 'p' })` is `cell p`. Unknown names stay as they are. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)}/g, (whole, name: string) => `${values[name] ?? whole}`)
}
