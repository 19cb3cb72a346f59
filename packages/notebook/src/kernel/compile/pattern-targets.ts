import type { Expression, Pattern } from 'acorn'

/** What a pattern gives values to: `a`, `b[0]` and `c` in `{ a, x: [b[0], ...c] = [] }`. */
export function patternTargets(pattern: Pattern | Expression): (Pattern | Expression)[] {
  switch (pattern.type) {
    case 'ObjectPattern':
      return pattern.properties.flatMap((it) =>
        patternTargets(it.type === 'RestElement' ? it : it.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternTargets(element) : []))
    case 'RestElement':
      return patternTargets(pattern.argument)
    case 'AssignmentPattern':
      return patternTargets(pattern.left)
    default:
      return [pattern]
  }
}

/** The names that a pattern declares. */
export function patternNames(pattern: Pattern): string[] {
  return patternTargets(pattern).flatMap((it) => (it.type === 'Identifier' ? [it.name] : []))
}
