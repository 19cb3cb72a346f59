/** The names that a module exports by lists, as `export { a, type B, c as d } from './e.ts'`: a, B and d. */
export function exportedNames(code: string): string[] {
  return Array.from(code.matchAll(/^export (?:type )?\{([^}]*)\}/gm), ([, list]) => list)
    .flatMap((list) => list.split(','))
    .map((it) => it.trim().replace(/^type\s+|^.*\sas\s+/g, ''))
    .filter((it) => it !== '')
}
