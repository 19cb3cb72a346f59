/**
 * What kind of thing an expression is: a number (no sizes), a vector (one size), a matrix (two).
 * A vector stands upright unless it was transposed.
 */
export type Shape = { readonly sizes: readonly string[]; readonly row: boolean }

export const SCALAR: Shape = { sizes: [], row: false }

export const shapeOf = (sizes: readonly string[]): Shape => ({ sizes, row: false })

export const isScalar = (shape: Shape): boolean => shape.sizes.length === 0

export const sameShape = (left: Shape, right: Shape): boolean =>
  left.row === right.row && left.sizes.join() === right.sizes.join()

/** A set of indices, which only another set can be equal to. */
export const isSet = ({ sizes: [size] }: Shape): boolean => size?.startsWith('set of') ?? false

export function showShape({ sizes, row }: Shape): string {
  if (sizes.length === 0) return 'a number'
  const shown = sizes.map((size) => (size.startsWith('?') ? 'an unknown size' : size))
  if (isSet({ sizes, row })) return `a ${shown[0]}`
  if (sizes.length === 1) return `a ${row ? 'row' : 'vector'} of ${shown[0]}`
  return `a matrix of ${shown.join(' × ')}`
}

/** How two shapes multiply: `scale` needs a number on one side, the others match an inner size. */
export type Contraction = 'dot' | 'outer' | 'matrix'

/** Rows and columns of a shape; a number has neither. */
export const rowsAndColumns = ({ sizes, row }: Shape): [string | 1, string | 1] =>
  sizes.length === 2 ? [sizes[0], sizes[1]] : row ? [1, sizes[0]] : [sizes[0], 1]

/** The product of two shapes neither of which is a number, or nothing if the inner sizes differ. */
export function contract(
  left: Shape,
  right: Shape,
): { how: Contraction; shape: Shape } | undefined {
  const [rows, inner] = rowsAndColumns(left)
  const [match, columns] = rowsAndColumns(right)
  if (inner !== match) return undefined
  const how = inner === 1 ? 'outer' : rows === 1 && columns === 1 ? 'dot' : 'matrix'
  const sizes = [rows, columns].filter((size): size is string => size !== 1)
  return { how, shape: { sizes, row: sizes.length === 1 && rows === 1 } }
}
